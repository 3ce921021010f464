"""Secret addresses of calendars, and what each person was last told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.programmes.states import For
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter
from pobratym.visits.models.visits import SubGroup, Visit

FOR_NAMES = [
    (For.WHOLE, pgettext_lazy("calendar", "whole programme")),
    (For.SUBGROUP, pgettext_lazy("calendar", "one sub-group")),
    (For.MEMBER, pgettext_lazy("calendar", "one guest")),
    (For.HOST, pgettext_lazy("calendar", "one who receives guests")),
    (For.INTERPRETER, pgettext_lazy("calendar", "one interpreter")),
]


class Concerned(models.Model):
    """Whom something is for: exactly the column that ``whom`` names is filled."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    whom = models.CharField(max_length=11, choices=FOR_NAMES)
    subgroup = models.ForeignKey(SubGroup, models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    host = models.ForeignKey(Host, models.CASCADE, null=True, related_name="+")
    interpreter = models.ForeignKey(Interpreter, models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True


class Feed(Concerned):
    """A secret address of a calendar; its token is kept as SHA-256 only and can be revoked.

    ``owner`` has the account whose calendar it is, where it is not that of a guest, a host or an
    interpreter: it ends with the account and with the right to read the visit.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, default="uk")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        indexes = [models.Index(fields=["visit", "id"], name="programmes_feed_visit")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.whom}"


class Telling(models.Model):
    """How far people were told of one programme, from the moment on when it stood.

    ``changed_at`` is when it last changed, ``told_at`` when the host last told of it.
    """

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="telling")
    changed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("telling of a programme")
        verbose_name_plural = _("telling of programmes")

    def __str__(self) -> str:
        return f"{self.visit_id}"


class Told(Concerned):
    """What one person was last told of the programme: a digest, and the items as told.

    A person hears of a change once, and only when the own items differ from these.
    """

    digest = models.CharField(max_length=64)
    items = models.JSONField(default=dict)
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("what somebody was told of a programme")
        verbose_name_plural = _("what people were told of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(member__isnull=False), name="programmes_told_member"
            ),
            models.UniqueConstraint(
                fields=["visit", "host"],
                condition=Q(host__isnull=False),
                name="programmes_told_host",
            ),
            models.UniqueConstraint(
                fields=["interpreter"],
                condition=Q(interpreter__isnull=False),
                name="programmes_told_interpreter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.whom}"

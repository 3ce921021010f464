"""Who comes: members of delegations, their links, letters of invitation."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.documents.models import Document
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.states import CostBearer, LetterState

LETTER_STATE_NAMES = [
    (LetterState.DRAFT, pgettext_lazy("letter of invitation", "draft")),
    (LetterState.SIGNED, pgettext_lazy("letter of invitation", "signed")),
    (LetterState.SENT, pgettext_lazy("letter of invitation", "sent")),
    (LetterState.ACCEPTED, pgettext_lazy("letter of invitation", "accepted")),
    (LetterState.DECLINED, pgettext_lazy("letter of invitation", "declined")),
]
COST_BEARER_NAMES = [
    (CostBearer.HOST, pgettext_lazy("who bears costs", "the host")),
    (CostBearer.GUEST, pgettext_lazy("who bears costs", "the guests")),
    (CostBearer.GRANT, pgettext_lazy("who bears costs", "a grant")),
]


class MemberQuerySet(models.QuerySet["Member"]):
    """Ways to narrow members."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))

    def coming(self) -> Self:
        """Leave out those who said no or were taken off."""
        return self.filter(left_at__isnull=True)


class Member(Versioned):
    """A guest. Names stand as in the passport, in both scripts; once locked they stay so.

    ``protocol_rank`` is 1 for the first; 0 says none. ``languages`` are ISO 639 codes,
    ``interests`` codes of ``directory.topics``. Number and end of the passport and the day of
    birth lie in the vault only (fields ``passport_number``, ``passport_until``, ``born_on`` of
    ``visits.member``).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name_latin = models.CharField(_("name in Latin letters, as in the passport"), max_length=120)
    name_cyrillic = models.CharField(
        _("name in Cyrillic letters, as in the passport"), max_length=120, blank=True
    )
    names_locked_at = models.DateTimeField(null=True, blank=True)
    function = ShortWordingField(verbose_name=_("function"), blank=True)
    protocol_rank = models.PositiveSmallIntegerField(_("rank in protocol"), default=0)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    language = models.CharField(_("language of letters"), max_length=2, default="uk")
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    diet = models.CharField(_("diet"), max_length=300, blank=True)
    accessibility = models.CharField(_("accessibility needs"), max_length=300, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    subgroup = models.ForeignKey(
        SubGroup, models.SET_NULL, null=True, blank=True, related_name="members",
        verbose_name=_("sub-group"),
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    completed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(_("was there"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        indexes = [
            models.Index(fields=["visit", "protocol_rank", "id"], name="visits_member_order"),
        ]

    def __str__(self) -> str:
        return self.name_latin


class GuestLink(models.Model):
    """The secret address under which one guest completes the own details and sees the programme.

    Only the SHA-256 of the token is kept. A new link ends the one before.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="guest_links")
    token_digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"))
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("guest’s link")
        verbose_name_plural = _("guests’ links")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(revoked_at__isnull=True),
                name="visits_one_living_link",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.sent_at:%Y-%m-%d}"

    def is_open(self, today: dt.date) -> bool:
        """Whether it still opens something."""
        return self.revoked_at is None and today <= self.expires_on


class LetterQuerySet(models.QuerySet["Letter"]):
    """Ways to narrow letters of invitation."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see; drafts are the host's own."""
        seen = self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))
        reading = sorted(mandate_of(reader).cities(READING))
        return seen.exclude(~Q(city__in=reading), state=LetterState.DRAFT)


class Letter(Versioned):
    """A numbered letter of invitation to one guest or to a list, in two languages.

    ``number`` counts within the host's city and ``year``, without gaps; 0 while it is a draft.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="letters")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    members = models.ManyToManyField(Member, related_name="letters")
    costs = models.CharField(
        _("who bears the costs"),
        max_length=5,
        choices=COST_BEARER_NAMES,
        default=CostBearer.HOST,
    )
    words = LongWordingField(verbose_name=_("words of the letter"), blank=True)
    signer = models.CharField(_("who signs"), max_length=120, blank=True)
    signer_function = ShortWordingField(verbose_name=_("function of who signs"), blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=LETTER_STATE_NAMES, default=LetterState.DRAFT
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of invitation")
        verbose_name_plural = _("letters of invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "year", "number"],
                condition=~Q(number=0),
                name="visits_letter_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

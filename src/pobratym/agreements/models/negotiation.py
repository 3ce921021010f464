"""What the cities say to each other about a clause."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.states import LONGEST_BODY, LONGEST_HEADING, TONGUES, Audience
from pobratym.confirmations.models import JointChange
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES, TRANSLATING

AUDIENCE_NAMES = [
    (Audience.OWN, _("only my city")),
    (Audience.PARTIES, _("all cities of the agreement")),
]


class ClauseConsent(models.Model):
    """A city's yes to a clause as it stood: ``digest`` is over all its languages.

    It lapses by itself when a word changes, since the digest is another one then.
    """

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="consents")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("consent to a clause")
        verbose_name_plural = _("consents to clauses")
        constraints = [
            models.UniqueConstraint(fields=["clause", "city"], name="agreements_consent_once")
        ]

    def __str__(self) -> str:
        return f"{self.clause_id} {self.city_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Ways to narrow comments."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those that are meant for the reader, of agreements that the reader works on."""
        return self.meant_for(reader).filter(clause__in=Clause.objects.visible_to(reader))

    def meant_for(self, reader: Reader) -> Self:
        """Keep those to all cities, and the own city's notes for those who read its notes.

        An interpreter reads of the notes of the city only those threads that they began.
        """
        mandate = mandate_of(reader)
        noting = sorted(mandate.cities(READING_NOTES))
        told = Q(audience=Audience.PARTIES.value) | Q(city__in=noting)
        if helping := sorted(mandate.cities(TRANSLATING) - set(noting)):
            begun = Q(by=reader.pk, answers__isnull=True) | Q(answers__by=reader.pk)
            told |= Q(begun, city__in=helping)
        return self.filter(told)


class Comment(Versioned):
    """A remark on a clause; for the own city only, or for all. It is never widened."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="comments")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience = models.CharField(_("who reads it"), max_length=8, choices=AUDIENCE_NAMES)
    text = models.TextField(_("comment"), validators=[MaxLengthValidator(4_000)])
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["clause", "id"], name="agreements_comments")]

    def __str__(self) -> str:
        return f"{self.clause_id} #{self.pk}"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Ways to narrow amendments."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of agreements that the reader works on: an amendment is a shared act."""
        return self.filter(clause__agreement__in=Agreement.objects.of(reader).values("pk"))


class Amendment(Versioned):
    """Another wording that one city proposes for one language of a clause, with its reason.

    Its state is that of ``proposal`` (deed ``agreements.amendment``, about this row): accepted
    when every other city has confirmed. ``number`` is the wording that it was written against.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="amendments")
    language = models.CharField(
        _("language"), max_length=2, choices=[(tongue, tongue) for tongue in TONGUES]
    )
    number = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING, blank=True)
    body = models.TextField(_("proposed wording"), validators=[MaxLengthValidator(LONGEST_BODY)])
    reason = models.CharField(_("why"), max_length=500)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposal = models.OneToOneField(
        JointChange, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment of a clause")
        verbose_name_plural = _("amendments of clauses")
        indexes = [models.Index(fields=["clause", "-id"], name="agreements_amendments")]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language} #{self.pk}"

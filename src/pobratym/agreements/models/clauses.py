"""Clauses and their wordings: binding words, one row per language and version."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import (
    LONGEST_BODY,
    LONGEST_HEADING,
    TONGUES,
    Change,
    ClauseType,
    Origin,
    Standing,
)
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES

CLAUSE_TYPE_NAMES = [
    (ClauseType.PREAMBLE, pgettext_lazy("type of clause", "preamble")),
    (ClauseType.PARTIES, pgettext_lazy("type of clause", "parties")),
    (ClauseType.AIMS, pgettext_lazy("type of clause", "aims")),
    (ClauseType.FIELDS, pgettext_lazy("type of clause", "fields of cooperation")),
    (ClauseType.FORMS, pgettext_lazy("type of clause", "forms of cooperation")),
    (ClauseType.FINANCE, pgettext_lazy("type of clause", "finance")),
    (ClauseType.CONTACT_POINTS, pgettext_lazy("type of clause", "contact points")),
    (ClauseType.DATA_PROTECTION, pgettext_lazy("type of clause", "data protection")),
    (ClauseType.DISPUTES, pgettext_lazy("type of clause", "disputes")),
    (ClauseType.DURATION, pgettext_lazy("type of clause", "duration and notice")),
    (ClauseType.LANGUAGES, pgettext_lazy("type of clause", "languages of the agreement")),
    (ClauseType.FINAL, pgettext_lazy("type of clause", "final provisions")),
]
STANDING_NAMES = [
    (Standing.HUMAN, pgettext_lazy("version of a clause", "current")),
    (Standing.MACHINE, pgettext_lazy("version of a clause", "machine proposal, not checked")),
    (Standing.STALE, pgettext_lazy("version of a clause", "out of date")),
    (Standing.MISSING, pgettext_lazy("version of a clause", "missing")),
]
CHANGE_NAMES = [
    (Change.MEANING, pgettext_lazy("change of wording", "says something else")),
    (Change.FOLLOWS, pgettext_lazy("change of wording", "follows the other language")),
    (Change.MINOR, pgettext_lazy("change of wording", "slip of the pen")),
]
ORIGIN_NAMES = [
    (Origin.TYPED, pgettext_lazy("origin of a wording", "written")),
    (Origin.LIBRARY, pgettext_lazy("origin of a wording", "from the library of clauses")),
    (Origin.AMENDMENT, pgettext_lazy("origin of a wording", "accepted amendment")),
    (Origin.MEMORY, pgettext_lazy("origin of a wording", "from the translation memory")),
    (Origin.MACHINE, pgettext_lazy("origin of a wording", "machine translation")),
    (Origin.SAMPLE, pgettext_lazy("origin of a wording", "sample wording")),
]
_TONGUES = [(tongue, tongue) for tongue in TONGUES]


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Ways to narrow clauses."""

    def standing(self) -> Self:
        """Leave out those taken out of the text."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of agreements that the reader works on; others read frozen versions.

        What a city took out before it sent its draft stays with those who read its notes.
        """
        mine = Agreement.objects.of(reader).values("pk")
        noting = sorted(mandate_of(reader).cities(READING_NOTES))
        kept = Q(removed_in__isnull=True) | Q(removed_in__gt=F("agreement__shared_in"))
        return self.filter(kept | Q(agreement__opened_by__in=noting), agreement__in=mine)


class Clause(Versioned):
    """One clause of an agreement; ``place`` orders those that stand (ties by key).

    ``topics`` are codes of ``directory/topics.json``. ``library_code`` names the entry of the
    library that it began as. A clause taken out stays, with the moment.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    place = models.PositiveIntegerField()
    type = models.CharField(_("type"), max_length=16, choices=CLAUSE_TYPE_NAMES)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    library_code = models.CharField(max_length=60, blank=True)
    added_in = models.PositiveIntegerField(default=0)
    removed_in = models.PositiveIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agreements_clause_removed_whole",
                condition=Q(removed_at__isnull=True, removed_in__isnull=True)
                | Q(removed_at__isnull=False, removed_in__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["agreement", "place", "id"],
                name="agreements_clause_order",
                condition=Q(removed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.place}"


class ClauseText(Versioned):
    """What a clause says now in one language; ``number`` is that of its newest wording.

    ``version`` rises with each save, ``number`` with each change of words. Without a row, or with
    an empty body, the language is missing.
    """

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=_TONGUES)
    number = models.PositiveIntegerField(default=0)
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING, blank=True)
    body = models.TextField(_("wording"), blank=True, validators=[MaxLengthValidator(LONGEST_BODY)])
    standing = models.CharField(max_length=8, choices=STANDING_NAMES, default=Standing.MISSING)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_for = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("wording of a clause")
        verbose_name_plural = _("wordings of clauses")
        constraints = [
            models.UniqueConstraint(fields=["clause", "language"], name="agreements_text_once"),
            models.CheckConstraint(
                name="agreements_text_missing_is_empty",
                condition=(Q(standing=Standing.MISSING.value) & Q(body=""))
                | (~Q(standing=Standing.MISSING.value) & ~Q(body="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language}/{self.number}"


class Wording(models.Model):
    """One wording that a clause had in one language: written once, never changed.

    ``text_number`` is the agreement's count right after it, so that the whole text as it stood at
    any count can be put together.
    """

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=_TONGUES)
    number = models.PositiveIntegerField()
    text_number = models.PositiveIntegerField()
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    body = models.TextField(blank=True)
    change = models.CharField(max_length=8, choices=CHANGE_NAMES)
    origin = models.CharField(max_length=10, choices=ORIGIN_NAMES, default=Origin.TYPED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    city = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "language", "number"], name="agreements_wording_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language}/{self.number}"


class WorkingCopy(models.Model):
    """What a person is writing in a clause and has not saved: kept as it is typed, theirs alone.

    It shows to others only that, where and since when somebody writes. ``number`` is the wording
    that the person began from. Colleagues of the same city may see the words.
    """

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="working_copies")
    language = models.CharField(max_length=2, choices=_TONGUES)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unsaved wording")
        verbose_name_plural = _("unsaved wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "language", "person"], name="agreements_working_copy_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language}"

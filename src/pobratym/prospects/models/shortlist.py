"""The short list of a city that looks for a partner: marks, notes and a decision on each."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES
from pobratym.prospects.states import Decision

DECISION_NAMES = [
    (Decision.CONSIDERING, pgettext_lazy("decision on a city", "under consideration")),
    (Decision.CHOSEN, pgettext_lazy("decision on a city", "chosen")),
    (Decision.LATER, pgettext_lazy("decision on a city", "later perhaps")),
    (Decision.NO, pgettext_lazy("decision on a city", "no")),
]
HIGHEST_MARK = 5
HEAVIEST_CRITERION = 10
_MARK = [MaxValueValidator(HIGHEST_MARK, _("A mark is a whole number from 0 to 5."))]
_WEIGHT = [MaxValueValidator(HEAVIEST_CRITERION, _("A weight is a whole number from 0 to 10."))]


class OwnQuerySet(models.QuerySet["Prospect"]):
    """Ways to narrow the short lists."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities: whom a city considers is its own plan."""
        return self.filter(city__in=sorted(mandate_of(reader).cities(READING_NOTES)))


class Prospect(Versioned):
    """A municipality on the short list of another."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Municipality, models.CASCADE, related_name="prospects")
    candidate = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    note = models.TextField(pgettext_lazy("on a city", "note"), max_length=5_000, blank=True)
    decision = models.CharField(
        _("decision"), max_length=12, choices=DECISION_NAMES, default=Decision.CONSIDERING
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("city on the short list")
        verbose_name_plural = _("cities on the short list")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "candidate"],
                name="prospects_prospect_once",
                violation_error_message=_("This city is on the short list already."),
            ),
            models.CheckConstraint(
                name="prospects_prospect_another",
                condition=~Q(city=F("candidate")),
                violation_error_message=_("A city cannot be its own partner."),
            ),
            models.CheckConstraint(
                name="prospects_prospect_decided",
                condition=Q(decision=Decision.CONSIDERING, decided_on__isnull=True)
                | (~Q(decision=Decision.CONSIDERING) & Q(decided_on__isnull=False)),
                violation_error_message=_("A decision needs its day."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Ways to narrow criteria."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities."""
        return self.filter(city__in=sorted(mandate_of(reader).cities(READING_NOTES)))


class Criterion(Versioned):
    """What a city asks of every candidate on its short list, in its own words."""

    city = models.ForeignKey(Municipality, models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=_WEIGHT)
    place = models.PositiveSmallIntegerField(default=1)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion of the short list")
        verbose_name_plural = _("criteria of the short list")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "name"],
                name="prospects_criterion_once",
                violation_error_message=_("This criterion is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """How well a candidate meets a criterion: 0 not at all, 5 fully."""

    prospect = models.ForeignKey(Prospect, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="marks")
    value = models.PositiveSmallIntegerField(_("mark"), validators=_MARK)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(fields=["prospect", "criterion"], name="prospects_mark_once")
        ]

    def __str__(self) -> str:
        return str(self.value)

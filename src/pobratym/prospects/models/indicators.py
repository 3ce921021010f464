"""Published figures of municipalities, and how much each counts for a city that looks around."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.territories import Source
from pobratym.directory.states import READING_NOTES

QUALITIES = [
    ("counted", pgettext_lazy("quality of a figure", "as published")),
    ("computed", pgettext_lazy("quality of a figure", "computed from published figures")),
    ("estimated", pgettext_lazy("quality of a figure", "estimate")),
]
CODE_LENGTH = 40


class IndicatorValue(models.Model):
    """One figure of one municipality; which figure it is stands in the catalogue.

    ``period``: the day a stock is true of, or the last day of the year that a flow fills.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="indicators")
    indicator = models.CharField(_("indicator"), max_length=CODE_LENGTH)
    value = models.FloatField(_("value"))
    period = models.DateField(_("true of"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    quality = models.CharField(_("quality"), max_length=10, choices=QUALITIES, default="counted")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "indicator", "period"],
                name="prospects_indicator_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value:g} ({self.period})"


class WeightingQuerySet(models.QuerySet["Weighting"]):
    """Ways to narrow weights."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities."""
        return self.filter(municipality__in=mandate_of(reader).cities(READING_NOTES))


class Weighting(Versioned):
    """How much each criterion counts when a city looks for a partner; the last one saved.

    ``weights`` has whole numbers by the code of the criterion; 0 leaves a criterion out, and one
    that is not named counts as the catalogue says.
    """

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="weighting")
    weights = models.JSONField(default=dict)

    objects = WeightingQuerySet.as_manager()

    class Meta:
        verbose_name = _("weights of a city")
        verbose_name_plural = _("weights of cities")

    def __str__(self) -> str:
        return str(self.weights)


HEAVIEST = 100
"""A criterion weighs at most so much."""

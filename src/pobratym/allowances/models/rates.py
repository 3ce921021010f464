"""Amounts per day as a city keeps them, and rates of exchange of one visit."""

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.plans import CURRENCIES
from pobratym.allowances.states import Cut, RateSource
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.visits.models.visits import Visit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CURRENCY_NAMES = [(one, one) for one in CURRENCIES]
CUT_NAMES = [
    (Cut.BY_MEAL, _("so much for a breakfast, a lunch, a dinner")),
    (Cut.BY_COUNT, _("so much for one, two or three meals of the day")),
]
RATE_SOURCE_NAMES = [
    (RateSource.NBP, _("National Bank of Poland (NBP)")),
    (RateSource.NBU, _("National Bank of Ukraine (NBU)")),
    (RateSource.ECB, _("European Central Bank (ECB)")),
    (RateSource.INFOREURO, _("European Commission (InforEuro)")),
    (RateSource.CONTRACT, _("rate of the contract")),
    (RateSource.OTHER, pgettext_lazy("source of a rate", "other")),
]
_PER_CENT = [MinValueValidator(0), MaxValueValidator(100)]
NOUGHT = Decimal(0)


def _share(name: "_StrPromise") -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, default=NOUGHT, validators=_PER_CENT
    )


class RateSetQuerySet(models.QuerySet["RateSet"]):
    """Ways to narrow amounts per day."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities; on a cost sheet both cities read what was used."""
        return self.filter(city__in=sorted(mandate_of(reader).cities(READING)))

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(withdrawn_at__isnull=True)


class RateSet(Versioned):
    """What a city pays its people for a day in a country, from a day on.

    Entered by the city with its source; the law is never assumed. ``number`` counts the editions of
    one city for one country. ``breakfast``, ``lunch`` and ``dinner`` are per cent of the amount for
    a day, taken off for a meal that somebody else gives (``by_meal``); ``one_meal``, ``two_meals``
    and ``three_meals`` for so many meals of a day (``by_count``). Until ``confirmed_on`` it is
    "to be confirmed by your accountant".
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    country = models.CharField(
        _("country of the stay"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}\Z")]
    )
    number = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(_("valid from"), validators=SENSIBLE_DAY)
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_NAMES)
    day_amount = models.DecimalField(
        _("amount for a day"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    cut = models.CharField(
        _("taken off for meals given"), max_length=8, choices=CUT_NAMES, default=Cut.BY_MEAL
    )
    breakfast = _share(_("for a breakfast, per cent"))
    lunch = _share(_("for a lunch, per cent"))
    dinner = _share(_("for a dinner, per cent"))
    one_meal = _share(_("for one meal, per cent"))
    two_meals = _share(_("for two meals, per cent"))
    three_meals = _share(_("for three meals, per cent"))
    night_limit = models.DecimalField(
        _("limit for a night"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    source = models.CharField(_("where it stands"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by_name = models.CharField(_("who confirmed it"), max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    objects = RateSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("amounts per day")
        verbose_name_plural = _("amounts per day")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "country", "number"], name="allowances_rateset_number_once"
            ),
            models.CheckConstraint(
                name="allowances_rateset_cuts_at_most_all",
                condition=Q(breakfast__lte=100 - F("lunch") - F("dinner")),
                violation_error_message=_("Together the meals take off more than the whole."),
            ),
            models.CheckConstraint(
                name="allowances_rateset_cuts_rise",
                condition=Q(one_meal__lte=F("two_meals"), two_meals__lte=F("three_meals")),
                violation_error_message=_("More meals cannot take off less."),
            ),
            models.CheckConstraint(
                name="allowances_rateset_confirmed_by",
                condition=Q(confirmed_on__isnull=True, confirmed_by_name="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by_name="")),
                violation_error_message=_("Give both the day and who confirmed it."),
            ),
        ]
        indexes = [
            models.Index(fields=["city", "country", "-valid_from"], name="allowances_rates_of_city")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.number} ({self.valid_from})"


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    """Ways to narrow rates of exchange."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class ExchangeRate(Versioned):
    """What one unit of ``base`` was worth in ``quote`` on a day, by a source; for one visit.

    Between two currencies a visit has one rate, so that every total is reckoned alike.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="exchange_rates")
    base = models.CharField(_("one unit of"), max_length=3, choices=CURRENCY_NAMES)
    quote = models.CharField(_("is worth in"), max_length=3, choices=CURRENCY_NAMES)
    rate = models.DecimalField(
        _("rate"), max_digits=18, decimal_places=8,
        validators=[MinValueValidator(Decimal("0.00000001"))],
    )  # fmt: skip
    on = models.DateField(_("rate of the day"), validators=SENSIBLE_DAY)
    source = models.CharField(_("source"), max_length=10, choices=RATE_SOURCE_NAMES)
    table = models.CharField(_("number of the table or the contract"), max_length=120, blank=True)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate of exchange")
        verbose_name_plural = _("rates of exchange")
        ordering = ["base", "quote"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "base", "quote"],
                name="allowances_rate_once",
                violation_error_message=_("There is a rate between these two already: change it."),
            ),
            models.CheckConstraint(
                name="allowances_rate_of_two",
                condition=~Q(base=F("quote")),
                violation_error_message=_("Choose two different currencies."),
            ),
            models.CheckConstraint(name="allowances_rate_above_nought", condition=Q(rate__gt=0)),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.quote} ({self.on})"

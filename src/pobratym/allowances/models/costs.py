"""Stays of guests and other costs of a visit: what they come to, and who bears them."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.allowances.models.rates import CURRENCY_NAMES, RateSet
from pobratym.allowances.states import CostKind
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.visits.models.delegations import COST_BEARER_NAMES, Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import CostBearer

COST_KIND_NAMES = [
    (CostKind.TRANSPORT, pgettext_lazy("kind of cost", "transport")),
    (CostKind.LODGING, pgettext_lazy("kind of cost", "lodging")),
    (CostKind.MEALS, pgettext_lazy("kind of cost", "meals")),
    (CostKind.INTERPRETING, pgettext_lazy("kind of cost", "interpreting")),
    (CostKind.ADMISSION, pgettext_lazy("kind of cost", "admission and hire")),
    (CostKind.GIFTS, pgettext_lazy("kind of cost", "gifts")),
    (CostKind.INSURANCE, pgettext_lazy("kind of cost", "insurance")),
    (CostKind.PRINTING, pgettext_lazy("kind of cost", "printing")),
    (CostKind.OTHER, pgettext_lazy("kind of cost", "other")),
]


class StayQuerySet(models.QuerySet["Stay"]):
    """Ways to narrow stays."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class Stay(Versioned):
    """The allowance of one guest: days, meals that somebody else gives, nights paid for.

    ``days`` has ``["2026-05-18", "1", "bld"]`` each: the day, how much of it counts (``Part``), and
    which meals are given (b breakfast, l lunch, d dinner). ``night_amount`` is for one night, in
    the currency of ``rates``, and only for nights that are paid for in money.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="stays")
    member = models.OneToOneField(Member, models.CASCADE, related_name="stay")
    rates = models.ForeignKey(
        RateSet, models.PROTECT, related_name="stays", verbose_name=_("amounts per day")
    )
    days = models.JSONField(_("days and meals given"), default=list)
    bearer = models.CharField(
        _("who bears the amount for the days"),
        max_length=5,
        choices=COST_BEARER_NAMES,
        default=CostBearer.GUEST,
    )
    nights = models.PositiveSmallIntegerField(
        _("nights paid for"), default=0, validators=[MaxValueValidator(60)]
    )
    night_amount = models.DecimalField(
        _("price of a night"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    night_bearer = models.CharField(
        _("who bears the nights"),
        max_length=5,
        choices=COST_BEARER_NAMES,
        default=CostBearer.HOST,
    )
    over_limit_because = models.CharField(
        _("why the nights cost more than the limit"), max_length=500, blank=True
    )

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance of a guest")
        verbose_name_plural = _("allowances of guests")
        constraints = [
            models.CheckConstraint(
                name="allowances_stay_nights_priced",
                condition=Q(nights=0) | Q(night_amount__isnull=False),
                violation_error_message=_("Give the price of a night."),
            )
        ]
        indexes = [models.Index(fields=["visit", "id"], name="allowances_stays")]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.member_id}"


class CostLineQuerySet(models.QuerySet["CostLine"]):
    """Ways to narrow lines of cost sheets."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class CostLine(Versioned):
    """Any other cost of a visit, entered by ``city``; only that city changes it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="cost_lines")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=COST_KIND_NAMES)
    what = ShortWordingField(verbose_name=_("what for"))
    amount = models.DecimalField(
        _("amount"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_NAMES)
    bearer = models.CharField(
        _("who bears it"), max_length=5, choices=COST_BEARER_NAMES, default=CostBearer.HOST
    )
    grant = models.CharField(_("which grant"), max_length=200, blank=True)
    paper = models.CharField(_("invoice or contract"), max_length=120, blank=True)

    objects = CostLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a cost sheet")
        verbose_name_plural = _("lines of cost sheets")
        indexes = [models.Index(fields=["visit", "kind", "id"], name="allowances_cost_lines")]

    def __str__(self) -> str:
        return str(self.what)

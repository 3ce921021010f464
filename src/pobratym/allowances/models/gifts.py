"""The gift register of a city, and the ceiling that the city has set itself."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.allowances.models.rates import CURRENCY_NAMES
from pobratym.allowances.states import Fate, GiftState, GiftWay
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.visits.models.visits import Visit

GIFT_WAY_NAMES = [
    (GiftWay.RECEIVED, pgettext_lazy("gift", "received")),
    (GiftWay.GIVEN, pgettext_lazy("gift", "given")),
]
GIFT_STATE_NAMES = [
    (GiftState.WITHIN, pgettext_lazy("gift", "within the ceiling")),
    (GiftState.WAITING, pgettext_lazy("gift", "waits for a second person’s decision")),
    (GiftState.ALLOWED, pgettext_lazy("gift", "allowed above the ceiling")),
    (GiftState.REFUSED, pgettext_lazy("gift", "not allowed above the ceiling")),
]
FATE_NAMES = [
    (Fate.OPEN, pgettext_lazy("gift", "not decided yet")),
    (Fate.KEPT, pgettext_lazy("gift", "kept by who received it")),
    (Fate.COMMUNITY, pgettext_lazy("gift", "handed over to the community")),
    (Fate.RETURNED, pgettext_lazy("gift", "returned")),
]


class GiftCeiling(Versioned):
    """What a gift may be worth without a second decision, from a day on, as the city has set it."""

    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("valid from"), validators=SENSIBLE_DAY)
    amount = models.DecimalField(
        _("ceiling"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_NAMES)
    source = models.CharField(_("where it stands"), max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("ceiling of gifts")
        verbose_name_plural = _("ceilings of gifts")
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "valid_from"],
                name="allowances_ceiling_once_a_day",
                violation_error_message=_("A ceiling from this day on is set already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} ({self.valid_from})"


class GiftQuerySet(models.QuerySet["Gift"]):
    """Ways to narrow gifts."""

    def visible_to(self, reader: Reader) -> Self:
        """Give the register of the reader's own cities; the partner keeps its own."""
        return self.filter(city__in=sorted(mandate_of(reader).cities(READING)))

    def waiting(self) -> Self:
        """Keep those above the ceiling that nobody has decided on."""
        return self.filter(state=GiftState.WAITING)


class Gift(Versioned):
    """A gift in the register of one city, received or given during a visit.

    ``ceiling`` is the one that held on the day. Above it a second person decides, with a reason.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="gifts")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    way = models.CharField(_("received or given"), max_length=8, choices=GIFT_WAY_NAMES)
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    description = models.CharField(_("what it is"), max_length=300)
    giver = models.CharField(_("who gives"), max_length=200)
    receiver = models.CharField(_("who receives"), max_length=200)
    amount = models.DecimalField(
        pgettext_lazy("of a gift", "value"),
        max_digits=18,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCY_NAMES)
    is_estimate = models.BooleanField(_("the value is estimated"), default=False)
    ceiling = models.ForeignKey(
        GiftCeiling, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=7, choices=GIFT_STATE_NAMES, default=GiftState.WITHIN
    )
    fate = models.CharField(
        _("what became of it"), max_length=9, choices=FATE_NAMES, default=Fate.OPEN
    )
    fate_note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.CharField(_("reason"), max_length=500, blank=True)

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        constraints = [
            models.CheckConstraint(
                name="allowances_gift_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(entered_by__isnull=True)
                | ~Q(decided_by=F("entered_by")),
                violation_error_message=_("Somebody else has to decide."),
            ),
            models.CheckConstraint(
                name="allowances_gift_decided_says_why",
                condition=Q(state__in=[GiftState.WITHIN.value, GiftState.WAITING.value])
                | ~Q(decided_because=""),
                violation_error_message=_("Give the reason of the decision."),
            ),
            models.CheckConstraint(
                name="allowances_gift_not_kept_undecided",
                condition=~Q(fate=Fate.KEPT.value)
                | Q(state__in=[GiftState.WITHIN.value, GiftState.ALLOWED.value]),
                violation_error_message=_(
                    "A gift above the ceiling is kept only when a second person has allowed it."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["city", "-on", "-id"], name="allowances_gifts_of_city"),
            models.Index(
                fields=["city"],
                name="allowances_gifts_waiting",
                condition=Q(state=GiftState.WAITING.value),
            ),
        ]

    def __str__(self) -> str:
        return self.description

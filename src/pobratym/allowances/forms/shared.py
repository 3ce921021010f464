"""Fields that the forms of this room share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.forms.plans import MoneyField
from pobratym.allowances.models.rates import CURRENCY_NAMES
from pobratym.core.filters import country

CURRENCIES = [("", "–"), *CURRENCY_NAMES]
COUNTRIES = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "GR", "HR",
    "HU", "IE", "IS", "IT", "LT", "LU", "LV", "MD", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI",
    "SK", "UA",
)  # fmt: skip
"""Countries that delegations travel to (ISO 3166-1)."""


def amount_field(label: Any, **options: Any) -> MoneyField:  # noqa: ANN401  as Django's own
    """Make a box for an amount of money."""
    options.setdefault("decimal_places", 2)
    return MoneyField(
        label=label,
        min_value=Decimal(0),
        max_digits=18,
        localize=True,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
        **options,
    )


def currency_field(label: Any = "") -> forms.ChoiceField:  # noqa: ANN401  a lazy text
    """Make a choice of a currency."""
    return forms.ChoiceField(label=label or _("Currency"), choices=CURRENCIES)


class ShareField(MoneyField):
    """Per cent of an amount, nought where nothing is typed."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(100),
            max_digits=5,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "decimal"}),
            **options,
        )

    def clean(self, value: Any) -> Decimal:  # noqa: ANN401  Django's signature
        """Take nothing for nought."""
        return super().clean(value) or Decimal(0)


def countries() -> list[tuple[str, str]]:
    """List the countries that people may travel to, by name."""
    return [
        ("", "–"),
        *sorted(((code, country(code)) for code in COUNTRIES), key=lambda row: row[1]),
    ]


def not_ahead(day: Any) -> None:  # noqa: ANN401  a validator of Django's
    """Refuse a day that lies ahead.

    Raises:
        ValidationError: ``future``.
    """
    if day is not None and day > timezone.localdate():
        raise ValidationError(
            _("This day lies ahead. Give today or an earlier day."), code="future"
        )

"""Forms of amounts per day and of rates of exchange."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.allowances.forms.shared import (
    ShareField,
    amount_field,
    countries,
    currency_field,
    not_ahead,
)
from pobratym.allowances.models.rates import CUT_NAMES, RATE_SOURCE_NAMES
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import AddressField, DayField, LineField


class RatesForm(forms.Form):
    """What a city pays for a day in a country."""

    country = forms.ChoiceField(label=_("Country of the stay"))
    valid_from = DayField(label=_("Valid from"))
    currency = currency_field()
    day_amount = amount_field(_("Amount for a whole day"))
    cut = forms.ChoiceField(
        label=_("What is taken off for meals that somebody else gives"),
        choices=CUT_NAMES,
        widget=forms.RadioSelect,
        initial=CUT_NAMES[0][0],
    )
    breakfast = ShareField(
        label=_("For a breakfast, per cent of a day"),
        help_text=_("These three are for the first way."),
    )
    lunch = ShareField(label=_("For a lunch, per cent of a day"))
    dinner = ShareField(label=_("For a dinner, per cent of a day"))
    one_meal = ShareField(
        label=_("For one meal of a day, per cent"),
        help_text=_("These three are for the second way."),
    )
    two_meals = ShareField(label=_("For two meals of a day, per cent"))
    three_meals = ShareField(label=_("For three meals of a day, per cent"))
    night_limit = amount_field(
        _("Limit for a night"), required=False, help_text=_("Empty where there is none.")
    )
    source = LineField(
        label=_("Where it is written"),
        help_text=_("The regulation or decision, with its number and day."),
        max_length=300,
    )
    source_url = AddressField(label=_("Address of the source"), required=False, max_length=500)
    note = LineField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(*args, **options)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands above
        field.choices = countries()


class RatesEditForm(VersionedForm, RatesForm):
    """The same for amounts that are there."""


class ConfirmForm(VersionedForm):
    """Who has confirmed the amounts, and when."""

    name = LineField(
        label=_("Who confirmed them"),
        help_text=_("First and last name of the accountant."),
        max_length=120,
    )
    on = DayField(label=_("On which day"), validators=[not_ahead], initial=timezone.localdate)


class ExchangeForm(forms.Form):
    """What one currency is worth in another."""

    base = currency_field(_("One unit of"))
    rate = amount_field(
        _("is worth"),
        decimal_places=8,
        help_text=_("For one unit. Where the table is for 100 units, divide by 100."),
    )
    quote = currency_field(_("of this currency"))
    on = DayField(label=_("Rate of the day"), validators=[not_ahead])
    source = forms.ChoiceField(label=_("Source"), choices=[("", "–"), *RATE_SOURCE_NAMES])
    table = LineField(
        label=_("Number of the table or the contract"), required=False, max_length=120
    )

    def clean(self) -> dict[str, Any]:
        """Ask for two different currencies."""
        facts = super().clean() or self.cleaned_data
        if facts.get("base") and facts.get("base") == facts.get("quote"):
            self.add_error("quote", _("Choose two different currencies."))
        return facts


class ExchangeEditForm(VersionedForm, ExchangeForm):
    """The same for a rate that is there."""

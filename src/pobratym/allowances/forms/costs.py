"""Forms of stays and of other costs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.allowances.forms.shared import amount_field, currency_field
from pobratym.allowances.models.costs import COST_KIND_NAMES
from pobratym.allowances.models.rates import RateSet
from pobratym.allowances.states import Part
from pobratym.core.editing import VersionedForm
from pobratym.core.filters import country, day, money
from pobratym.core.forms import LineField, ShortWordingsField
from pobratym.visits.models.delegations import COST_BEARER_NAMES
from pobratym.visits.states import CostBearer

PART_NAMES = [
    (Part.WHOLE, pgettext_lazy("part of a day", "whole")),
    (Part.HALF, pgettext_lazy("part of a day", "half")),
    (Part.THIRD, pgettext_lazy("part of a day", "a third")),
    (Part.NONE, pgettext_lazy("part of a day", "none")),
]
MEAL_NAMES = [("b", _("breakfast")), ("l", _("lunch")), ("d", _("dinner"))]


OWN = frozenset({
    "version", "rates", "bearer", "nights", "night_amount", "night_bearer", "over_limit_because",
})  # fmt: skip
"""What a stay has besides its days."""


class StayForm(VersionedForm):
    """Days and meals of one guest; ``version`` is 0 where nothing was entered yet."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    rates = forms.ModelChoiceField(
        label=_("Amounts per day"), queryset=RateSet.objects.none(), empty_label="–"
    )
    bearer = forms.ChoiceField(
        label=_("Who bears the amount for the days"),
        choices=COST_BEARER_NAMES,
        widget=forms.RadioSelect,
    )
    nights = forms.IntegerField(
        label=_("Nights that are paid for"),
        help_text=_("Nights that cost nothing do not count."),
        min_value=0,
        max_value=60,
        initial=0,
        widget=forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    night_amount = amount_field(
        _("Price of a night"), required=False, help_text=_("In the currency of the amounts.")
    )
    night_bearer = forms.ChoiceField(
        label=_("Who bears the nights"), choices=COST_BEARER_NAMES, widget=forms.RadioSelect
    )
    over_limit_because = LineField(
        label=_("Why the nights cost more than the limit"), required=False, max_length=500
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        days: Sequence[dt.date],
        choices: Sequence[RateSet],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.days = list(days)
        field = self.fields["rates"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands above
        field.queryset = RateSet.objects.filter(pk__in=[one.pk for one in choices])
        field.choices = [("", "–"), *((one.pk, _named(one)) for one in choices)]
        for one in self.days:
            self.fields[f"part_{one}"] = forms.ChoiceField(
                label=_("How much of the day counts"), choices=PART_NAMES
            )
            self.fields[f"meals_{one}"] = forms.MultipleChoiceField(
                label=_("Meals that somebody else gives"),
                choices=MEAL_NAMES,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def rows(self) -> Iterator[tuple[dt.date, BoundField, BoundField]]:
        """Give the boxes of each day."""
        for one in self.days:
            yield one, self[f"part_{one}"], self[f"meals_{one}"]

    def above(self) -> Iterator[BoundField]:
        """Give the boxes before the days."""
        yield from (self[name] for name in ("version", "rates", "bearer"))

    def below(self) -> Iterator[BoundField]:
        """Give the boxes after the days."""
        names = ("nights", "night_amount", "night_bearer", "over_limit_because")
        yield from (self[name] for name in names)

    def clean(self) -> dict[str, Any]:
        """Ask for a day that counts, and for the price of nights."""
        facts = super().clean() or self.cleaned_data
        parts = [facts.get(f"part_{one}", "") for one in self.days]
        if all(part == Part.NONE for part in parts):
            self.add_error(None, _("At least one day has to count."))
        if facts.get("nights") and facts.get("night_amount") is None:
            self.add_error("night_amount", _("Give the price of a night."))
        return facts

    def facts(self) -> dict[str, Any]:
        """Give what was typed, with the days joined."""
        typed = self.cleaned_data
        days = [
            [one.isoformat(), str(typed[f"part_{one}"]), "".join(typed[f"meals_{one}"])]
            for one in self.days
            if typed[f"part_{one}"] != Part.NONE
        ]
        own = {name: value for name, value in typed.items() if name in OWN}
        return {**own, "days": days}


def _named(rates: RateSet) -> str:
    since = day(rates.valid_from)
    amount = f"{money(rates.day_amount)} {rates.currency}"
    return f"{rates.city.name}: {country(rates.country)}, {amount}, {since}"


class LineForm(forms.Form):
    """Another cost of the visit."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *COST_KIND_NAMES])
    what = ShortWordingsField(label=_("What for"))
    amount = amount_field(_("Amount"))
    currency = currency_field()
    bearer = forms.ChoiceField(
        label=_("Who bears it"),
        choices=COST_BEARER_NAMES,
        widget=forms.RadioSelect,
        initial=CostBearer.HOST,
    )
    grant = LineField(
        label=_("Which grant"),
        help_text=_("Only where a grant bears it."),
        required=False,
        max_length=200,
    )
    paper = LineField(label=_("Invoice or contract"), required=False, max_length=120)


class LineEditForm(VersionedForm, LineForm):
    """The same for a cost that is there."""

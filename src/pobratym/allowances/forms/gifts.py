"""Forms of the gift register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.allowances.forms.shared import amount_field, currency_field, not_ahead
from pobratym.allowances.models.gifts import FATE_NAMES, GIFT_WAY_NAMES
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LinesField


class CeilingForm(forms.Form):
    """What a gift may be worth without a second decision."""

    valid_from = DayField(label=_("Valid from"))
    amount = amount_field(_("Ceiling"))
    currency = currency_field()
    source = LineField(
        label=_("Where it is written"),
        help_text=_("The regulation of the city or the law, with its number and day."),
        max_length=300,
    )


class GiftForm(forms.Form):
    """A gift received or given during a visit."""

    way = forms.ChoiceField(
        label=_("Seen from your city, the gift was"),
        choices=GIFT_WAY_NAMES,
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day"), validators=[not_ahead])
    description = LineField(label=_("What it is"), max_length=300)
    giver = LineField(label=_("Who gives it"), max_length=200)
    receiver = LineField(label=_("Who receives it"), max_length=200)
    amount = amount_field(_("Value"))
    currency = currency_field()
    is_estimate = forms.BooleanField(label=_("The value is estimated"), required=False)


class GiftEditForm(VersionedForm, GiftForm):
    """The same for a gift that is there."""


class DecideForm(VersionedForm):
    """Whether a gift above the ceiling is allowed, and why."""

    allowed = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("It may be kept or given")), ("no", _("It may not"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = LinesField(label=_("Reason"), max_length=500)


class FateForm(VersionedForm):
    """What became of a gift."""

    fate = forms.ChoiceField(
        label=_("What became of it"), choices=FATE_NAMES, widget=forms.RadioSelect
    )
    fate_note = LineField(
        label=_("Note"),
        help_text=_("For example, where it is kept."),
        required=False,
        max_length=300,
    )

"""The form that comes before data of passports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.forms import LineField
from pobratym.papers.states import VISIT_FORMATS


class PassportsForm(forms.Form):
    """What the data are needed for, and as what the list is wanted."""

    why = LineField(
        label=_("What do you need the data of passports for?"),
        help_text=_("Such as: list for the border crossing. It stands in the log of readings."),
        max_length=200,
    )
    ending = forms.ChoiceField(
        label=_("File"),
        choices=[(one.value, one.value.upper()) for one in VISIT_FORMATS],
        widget=forms.RadioSelect,
        initial=VISIT_FORMATS[0].value,
    )

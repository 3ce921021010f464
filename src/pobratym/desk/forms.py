"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.forms import LineField
from pobratym.vault.models.flows import BASES


class BasisForm(forms.Form):
    """On which ground a city gives data about people to its partner abroad."""

    basis = forms.ChoiceField(
        label=_("Ground of the transfer"),
        help_text=_("Ask your data protection officer before you record one."),
        choices=BASES,
        widget=forms.RadioSelect,
    )
    document = LineField(
        label=_("Document"),
        help_text=_("Number, date, where it is kept. For example: arrangement no. 4 of 7 10 2024"),
        max_length=300,
    )

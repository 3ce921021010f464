"""Forms of the pages on a person's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.forms import LineField, LinesField


class ErasureForm(forms.Form):
    """The person types their own address, so that nobody is erased by a slip."""

    typed = LineField(
        label=_("Your e-mail address"),
        help_text=_("Type it once more, so that nothing happens by mistake."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class CorrectionForm(forms.Form):
    """What is wrong, and how it should read."""

    text = LinesField(
        label=_("What is wrong, and how should it read?"),
        help_text=_("Name the page where you saw it."),
        max_length=2_000,
    )


class AnswerForm(forms.Form):
    """What was done about it."""

    answer = LinesField(label=_("What was done?"), max_length=2_000)

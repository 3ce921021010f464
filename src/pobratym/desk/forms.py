"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.forms import LineField
from pobratym.core.values import LARGEST_NUMBER
from pobratym.desk.deeds import SENTENCES
from pobratym.partnerships.models.days import SENSIBLE_DAY
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


class JournalFilter(forms.Form):
    """What a reader wants to see of the journal; comes in the address."""

    since = forms.DateField(required=False, validators=SENSIBLE_DAY)
    until = forms.DateField(required=False, validators=SENSIBLE_DAY)
    by = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    what = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in SENTENCES)])
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)


class JournalExport(forms.Form):
    """Why somebody takes the journal out, and in which form."""

    reason = LineField(
        label=_("Why do you take it out?"),
        help_text=_(
            "Your answer stands in the journal. For example: question of the audit committee"
        ),
        max_length=300,
    )
    shape = forms.ChoiceField(
        label=_("File"),
        choices=[
            ("csv", _("Table (CSV), for a spreadsheet")),
            ("jsonl", _("JSON lines, for programs, with the digests of the chain")),
        ],
        initial="csv",
        widget=forms.RadioSelect,
    )

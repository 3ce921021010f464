"""What somebody types who says to head an institution, and what the city hall answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.forms import PersonAddressField
from pobratym.accounts.models import LANGUAGES
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField
from pobratym.institutions.services.claims import ToldClaim


class ClaimForm(forms.Form):
    """Who says so; the address falls away for people signed in, whose own counts."""

    name = LineField(
        label=_("First and last name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = PersonAddressField(
        help_text=_("If the city hall confirms, the invitation goes to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    function = LineField(
        label=_("Your function"),
        help_text=_("For example: head, deputy head, director."),
        max_length=200,
    )
    evidence = LineField(
        label=_("How can the city hall check it?"),
        help_text=_(
            "For example the telephone of the institution's office, or number and day of your"
            " appointment."
        ),
        max_length=500,
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def told(self) -> ToldClaim:
        """Give what was typed."""
        names = ("name", "function", "evidence", "language")
        return ToldClaim(
            email=self.cleaned_data.get("email", ""),
            **{name: self.cleaned_data[name] for name in names},
        )


class DeclineForm(VersionedForm):
    """Why it is not so."""

    reason = LineField(
        label=_("Why"),
        help_text=_("Kept with the answer. Who has an account here can read it."),
        max_length=500,
    )

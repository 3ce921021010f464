"""What is asked of the planner, which site cancels, which visit is copied."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pobratym.core.forms import LineField
from pobratym.programmes.forms.items import Choices
from pobratym.programmes.services.asking import SECONDS

ONCE, NEVER = "once", "never"


def _lengths() -> list[tuple[str, str]]:
    """Name the lengths of a search when the page is shown: the server starts in one language."""
    return [(str(one), ngettext("%d second", "%d seconds", one) % one) for one in SECONDS]


class PlanForm(forms.Form):
    """How long the planner searches, and what it keeps."""

    seconds = forms.TypedChoiceField(
        label=_("How long it may search"),
        help_text=_("A good proposal comes within a second; longer makes it better, or proves it."),
        coerce=int,
        choices=_lengths,
        initial="5",
    )
    keeps = forms.BooleanField(
        label=_("Change as little as possible of what stands"),
        help_text=_("What is locked, or was put in by hand, stays in any case."),
        required=False,
        initial=True,
    )
    seed = forms.IntegerField(
        label=_("Number of the attempt"),
        help_text=_("Another number may lead to another proposal."),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        required=False,
    )

    def clean_seed(self) -> int:
        """Take an empty box for nought."""
        found: int | None = self.cleaned_data["seed"]
        return found or 0


class SiteCancelForm(forms.Form):
    """Which site cannot receive the guests, when, and why."""

    where = forms.ChoiceField(label=_("Which site, and when"), widget=forms.RadioSelect)
    then = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (ONCE, _("The site is closed on this day only; another day may do.")),
            (NEVER, _("It is not shown during this visit; the wish is taken back.")),
        ],
        widget=forms.RadioSelect,
        initial=ONCE,
    )
    because = LineField(
        label=_("Why it does not take place"),
        help_text=_("Guests, hosts and the interpreter read it. No names of people."),
        max_length=500,
    )

    def __init__(self, *args: Any, places: Choices, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as written above
        field.choices = places


class CopyForm(forms.Form):
    """Which visit is copied."""

    earlier = forms.TypedChoiceField(label=_("Earlier visit"), coerce=int)

    def __init__(self, *args: Any, visits: Choices, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        field = self.fields["earlier"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  as written above
        field.choices = visits

"""What counts, why not, and a word to the other side."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.forms import LineField, LinesField
from pobratym.matching.models.weights import SavedWeights
from pobratym.matching.queries.reasons import CRITERION_NAMES
from pobratym.matching.scoring.criteria import Criterion

COUNTS = [
    (0, pgettext_lazy("weight", "does not count")),
    (1, pgettext_lazy("weight", "a little")),
    (2, pgettext_lazy("weight", "normally")),
    (3, pgettext_lazy("weight", "much")),
    (4, pgettext_lazy("weight", "very much")),
]
TRYING = "w"
"""Prefix of the names in the address of a page that tries other weights."""


class WeightsForm(forms.Form):
    """How much each point counts; in an address, too, to try other weights without saving them."""

    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(*args, **options)
        for criterion in Criterion:
            label = str(CRITERION_NAMES[criterion])
            self.fields[str(criterion)] = forms.TypedChoiceField(
                label=label[:1].upper() + label[1:], choices=COUNTS, coerce=int
            )

    def clean(self) -> dict[str, Any]:
        """Ask for one point that counts."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(self.counts().values()):
            raise ValidationError(_("At least one point has to count."), code="nothing_counts")
        return cleaned

    def counts(self) -> dict[Criterion, int]:
        """Give what was chosen."""
        return {criterion: self.cleaned_data[str(criterion)] for criterion in Criterion}

    @staticmethod
    def values_of(saved: SavedWeights) -> Mapping[str, object]:
        """Give the values of a row by field name."""
        return dict(saved.counts)


class AsideForm(forms.Form):
    """Why an institution is not for us."""

    reason = LineField(
        label=_("Your reason"),
        help_text=_("Only your institution and your city hall read it."),
        max_length=500,
        required=False,
    )


class ProposalForm(forms.Form):
    """A word to the other side."""

    message = LinesField(
        label=_("A word to the other side"),
        help_text=_("Who you are and what you would like to begin with. In your own language."),
        max_length=2_000,
        required=False,
    )

"""The form on how much each criterion counts."""

from collections.abc import Mapping
from typing import Any

from django import forms

from pobratym.core.editing import VersionedForm
from pobratym.prospects.comparing.catalogue import default_weights
from pobratym.prospects.models.indicators import HEAVIEST
from pobratym.prospects.queries.wording import ABOUT, NAMES


class WeightsForm(VersionedForm):
    """A whole number for each criterion; 0 leaves it out."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's own form
        super().__init__(*args, **options)
        for code in default_weights():
            self.fields[code] = forms.IntegerField(
                label=str(NAMES[code]),
                help_text=str(ABOUT[code]),
                min_value=0,
                max_value=HEAVIEST,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "narrow"}),
            )

    def weights(self) -> Mapping[str, int]:
        """Give what was chosen, by code."""
        return {code: self.cleaned_data[code] for code in default_weights()}

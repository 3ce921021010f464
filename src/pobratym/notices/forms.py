"""How quickly a person wants to hear of each kind."""

from typing import Any

from django import forms

from pobratym.notices.models import Pace
from pobratym.notices.queries import Choice


class ChoicesForm(forms.Form):
    """One question for each kind that can reach the person."""

    def __init__(self, data: Any, choices: list[Choice]) -> None:  # noqa: ANN401  as Django's forms
        super().__init__(data)
        self._names = {f"kind_{place}": choice.kind.name for place, choice in enumerate(choices)}
        for (name, _kind), choice in zip(self._names.items(), choices, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=str(choice.kind.label),
                choices=Pace.choices,
                initial=choice.pace,
                widget=forms.RadioSelect,
            )

    def paces(self) -> dict[str, str]:
        """Give the pace chosen by name of the kind."""
        return {kind: self.cleaned_data[name] for name, kind in self._names.items()}

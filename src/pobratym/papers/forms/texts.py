"""Forms of the papers room."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.forms import LineField, LinesField
from pobratym.languages.declension import CASES
from pobratym.papers.queries.desk import PART_NAMES
from pobratym.papers.states import LONGEST_PART, ONE_LINE, PARTS, Paper, Part

CASE_NAMES = {
    "gen": pgettext_lazy("grammatical case", "Genitive (of whom, of what)"),
    "dat": pgettext_lazy("grammatical case", "Dative (to whom)"),
    "acc": pgettext_lazy("grammatical case", "Accusative (whom)"),
    "ins": pgettext_lazy("grammatical case", "Instrumental (with whom)"),
    "loc": pgettext_lazy("grammatical case", "Locative (about whom, where)"),
    "voc": pgettext_lazy("grammatical case", "Vocative (addressing)"),
}


class NewOrVersionedForm(forms.Form):
    """A form on a row that may not be there yet: then its version is 0."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class PaperTextsForm(NewOrVersionedForm):
    """The texts of one paper, in the paper's language whatever the reader's."""

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        for part in PARTS[paper]:
            self.fields[part.value] = _field(part)

    def texts(self) -> Mapping[str, str]:
        """Give what was written, by part."""
        return {name: text for name, text in self.cleaned_data.items() if name != "version"}


def _field(part: Part) -> forms.CharField:
    if part in ONE_LINE:
        return LineField(label=PART_NAMES[part], max_length=500)
    hint = _("An empty line begins a new paragraph; paragraphs are numbered when printed.")
    return LinesField(
        label=PART_NAMES[part],
        max_length=LONGEST_PART,
        help_text=hint if part is Part.PARAGRAPHS else "",
    )


class NameFormsForm(NewOrVersionedForm):
    """The cases of one name."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        for case in CASES[1:]:
            self.fields[case] = LineField(label=CASE_NAMES[case], max_length=200, required=False)

    def forms(self) -> Mapping[str, str]:
        """Give what was written, by case."""
        return {name: text for name, text in self.cleaned_data.items() if name != "version"}

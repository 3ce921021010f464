"""Forms of the term base."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, ShortWordingsField
from pobratym.languages.tongues import tongue_name
from pobratym.terms.models.concepts import AREA_NAMES
from pobratym.terms.services.concepts import ConceptFacts, Terms
from pobratym.terms.states import Area, TermStatus

_BETWEEN = ";"
_LONGEST_LIST = 600


class ConceptForm(forms.Form):
    """A concept: for each language its preferred term, others allowed, others to be avoided."""

    area = forms.ChoiceField(
        label=pgettext_lazy("term base", "Area"),
        choices=AREA_NAMES,
        initial=Area.OTHER,
        required=True,
    )
    note = ShortWordingsField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Where the two legal orders differ, or when to use which word."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[str],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.languages = tuple(languages)
        for language in self.languages:
            self._add(f"preferred_{language}", _("Term to use"), 160, language)
            self._add(
                f"admitted_{language}", _("Also allowed"), _LONGEST_LIST, language,
                _("Several with semicolons between."),
            )  # fmt: skip
            self._add(f"avoid_{language}", _("To be avoided"), _LONGEST_LIST, language)
        self.order_fields([*self._names(), "area", "note"])

    def _add(self, name: str, label: str, longest: int, language: str, hint: str = "") -> None:
        self.fields[name] = LineField(
            label=f"{tongue_name(language)}: {label}",
            max_length=longest,
            required=False,
            help_text=hint,
            widget=forms.TextInput({"lang": language}),
        )

    def _names(self) -> list[str]:
        return [
            f"{kind}_{language}"
            for language in self.languages
            for kind in ("preferred", "admitted", "avoid")
        ]

    def facts(self) -> ConceptFacts:
        """Give what was typed as the service takes it; the form is valid."""
        told = self.cleaned_data
        terms: dict[str, list[tuple[str, TermStatus]]] = {}
        for language in self.languages:
            row = [(told[f"preferred_{language}"], TermStatus.PREFERRED)]
            for kind, status in (("admitted", TermStatus.ADMITTED), ("avoid", TermStatus.AVOID)):
                cells = told[f"{kind}_{language}"].split(_BETWEEN)
                row += [(" ".join(cell.split()), status) for cell in cells]
            terms[language] = [one for one in row if one[0]]
        given = {language: row for language, row in terms.items() if row}
        return ConceptFacts(given, Area(told["area"]), told["note"])


class ConceptEditForm(VersionedForm, ConceptForm):
    """The same for a concept that is there."""


def filled(terms: Terms) -> Mapping[str, str]:
    """Give terms as the form shows them."""
    names = {
        TermStatus.PREFERRED: "preferred",
        TermStatus.ADMITTED: "admitted",
        TermStatus.AVOID: "avoid",
    }
    return {
        f"{names[status]}_{language}": f"{_BETWEEN} ".join(
            text for text, one in row if one == status
        )
        for language, row in terms.items()
        for status in names
    }


class FileForm(forms.Form):
    """A file with terms or with a translation memory."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV with our columns, TBX or TMX, up to 5 MB."),
        widget=forms.FileInput({"accept": ".csv,.tbx,.tmx,.xml,text/csv"}),
        allow_empty_file=True,
    )

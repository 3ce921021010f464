"""Forms of letters to a city and of its answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LinesField
from pobratym.core.wordings import Wordings
from pobratym.languages.tongues import tongue_name
from pobratym.partnerships.forms.shared import not_ahead


class LetterForm(VersionedForm):
    """Subject and text of a letter in each of its languages, and whether both say the same."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[str],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.languages = languages
        for code in languages:
            told = {"language": tongue_name(code)}
            self.fields[f"subject_{code}"] = LineField(
                label=_("Subject (%(language)s)") % told, widget=forms.TextInput({"lang": code})
            )
            self.fields[f"body_{code}"] = LinesField(
                label=_("Text (%(language)s)") % told,
                widget=forms.Textarea({"lang": code, "rows": 20}),
            )
        if len(languages) > 1:
            self.fields["says_the_same"] = forms.BooleanField(
                label=_("I have compared both languages: they say the same"), required=False
            )

    def subject(self) -> Wordings:
        """Give the subject in all languages."""
        return Wordings({code: self.cleaned_data[f"subject_{code}"] for code in self.languages})

    def body(self) -> Wordings:
        """Give the text in all languages."""
        return Wordings({code: self.cleaned_data[f"body_{code}"] for code in self.languages})


class SendForm(VersionedForm):
    """To whom a letter goes."""

    to = forms.EmailField(label=_("E-mail address of the other city hall"), max_length=254)


class SentForm(VersionedForm):
    """When a letter went by other means."""

    on = DayField(label=_("Day on which you sent it"), validators=[not_ahead])


class AnswerForm(forms.Form):
    """An answer as it came, and its translation as far as there is one."""

    on = DayField(label=_("Day on which it came"), validators=[not_ahead])
    subject = LineField(label=_("Subject"))
    body = LinesField(
        label=_("Text of the answer, as it came"), widget=forms.Textarea({"rows": 12})
    )
    subject_translated = LineField(label=_("Subject in translation"), required=False)
    body_translated = LinesField(
        label=_("Translation"),
        help_text=_("May be added later."),
        widget=forms.Textarea({"rows": 12}),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[str],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.languages = languages
        came_in = forms.ChoiceField(
            label=_("Language in which it came"),
            choices=[(code, tongue_name(code)) for code in answer_languages(languages)],
            initial=languages[-1],
            widget=forms.RadioSelect,
        )
        self.fields = {"language": came_in, **self.fields}

    def wordings(self, name: str) -> Wordings:
        """Give the subject or the text: the original, and the translation in the other language."""
        came_in = self.cleaned_data["language"]
        ours = self.languages[0]
        other = ours if came_in != ours else self.languages[-1]
        texts = {other: self.cleaned_data[f"{name}_translated"]} if other != came_in else {}
        return Wordings({**texts, came_in: self.cleaned_data[name]})


def answer_languages(languages: Sequence[str]) -> list[str]:
    """Give the languages in which an answer may come: theirs, ours, English."""
    return list(dict.fromkeys([*reversed(languages), "en"]))


class TranslationForm(VersionedForm):
    """The translation of an answer that was filed without one."""

    subject = LineField(label=_("Subject in translation"))
    body = LinesField(label=_("Translation"), widget=forms.Textarea({"rows": 14}))

"""Forms of the text page: wordings, new clauses, choices from the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pobratym.agreements.models.clauses import CHANGE_NAMES, CLAUSE_TYPE_NAMES
from pobratym.agreements.states import LONGEST_BODY, LONGEST_HEADING, Change
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, LinesField
from pobratym.core.signs import first_misleading, without_misleading, without_unseen
from pobratym.languages.cleaning import Oddity, clean_pasted, oddities
from pobratym.partnerships.forms.shared import TopicsField

MOST_AT_ONCE = 30
"""How many clauses may be taken from the library at a time."""


class WordingField(LinesField):
    """Words of a clause, without what a clipboard put into them; says what that was."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        super().__init__(max_length=LONGEST_BODY, **options)
        self.taken_out: list[str] = []

    def to_python(self, value: object) -> str:
        """Clean a wording, and remember what was taken out of it.

        Raises:
            ValidationError: ``control``, ``misleading`` or ``max_length``.
        """
        raw = str(value or "")
        cleaned = clean_pasted(raw)
        self.taken_out = what_was_taken_out(raw, cleaned)
        return super().to_python(cleaned)


class HeadingField(LineField):
    """The heading of a clause, cleaned like its words, in one line."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        super().__init__(max_length=LONGEST_HEADING, **options)

    def to_python(self, value: object) -> str:
        """Clean a heading.

        Raises:
            ValidationError: ``control``, ``misleading`` or ``max_length``.
        """
        return super().to_python(clean_pasted(str(value or "")))


class WordingForm(forms.Form):
    """What a clause is to say in one language.

    ``number`` and ``version`` name what the person began from; they are boxes of text, so that the
    browser keeps them with the words that belong to them.
    """

    heading = HeadingField(label=gettext_lazy("Heading"), required=False)
    body = WordingField(
        label=gettext_lazy("Wording"),
        help_text=gettext_lazy(
            "Plain text. A blank line ends a paragraph; begin points with 1), a) or –."
        ),
        error_messages={
            "required": gettext_lazy("Write the wording; to take the clause out use “Take out”.")
        },
        widget=forms.Textarea({"rows": "8"}),
    )
    change = forms.ChoiceField(
        label=gettext_lazy("What does your change do?"),
        choices=CHANGE_NAMES,
        widget=forms.RadioSelect({"class": "govuk-radios--small"}),
    )
    number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, writes: bool, **options: Any) -> None:  # noqa: ANN401  as Django's
        super().__init__(*args, **options)
        self.language = language
        for name in ("heading", "body"):
            self.fields[name].widget.attrs["lang"] = language
        field = self.fields["change"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is written above
        field.choices = change_choices(writes=writes)

    @property
    def taken_out(self) -> list[str]:
        """What was taken out of the wording, in the reader's words."""
        field = self.fields["body"]
        return field.taken_out if isinstance(field, WordingField) else []

    @property
    def remarks(self) -> "list[Remark]":
        """What looks odd in the words as they stand in the form; a hint, not a refusal."""
        return remarks_on(self._words, self.language)

    @property
    def to_go(self) -> list[str]:
        """What will be taken out of the words as they stand in the form, once they are saved."""
        return to_be_taken_out(self._words)

    @property
    def _words(self) -> str:
        return f"{self['heading'].value() or ''}\n{self['body'].value() or ''}"


def change_choices(*, writes: bool) -> list[tuple[str, str]]:
    """Tell what a change may do; interpreters give no new meaning."""
    told = {
        Change.MEANING: _("It says something else now: the other languages have to follow"),
        Change.FOLLOWS: _("It follows the other languages: all say the same again"),
        Change.MINOR: _("It mends a slip of the pen: nothing else changes"),
    }
    known = [Change(code) for code, _name in CHANGE_NAMES]
    return [(str(code), told[code]) for code in known if writes or code != Change.MEANING]


class ClauseForm(forms.Form):
    """A new, empty clause: what it is about and where it stands."""

    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=CLAUSE_TYPE_NAMES)
    after = forms.ChoiceField(label=pgettext_lazy("clause", "Where it stands"), required=False)
    topics = TopicsField(label=gettext_lazy("Fields of cooperation"), required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401  as Django's
        super().__init__(*args, **options)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is written above
        field.choices = place_choices(places)


class FactsForm(VersionedForm):
    """Of what type a clause is, and which fields it is about."""

    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=CLAUSE_TYPE_NAMES)
    topics = TopicsField(label=gettext_lazy("Fields of cooperation"), required=False)


USUAL = "usual"
"""Where a clause from the library stands if nobody chooses: in the usual order of the types."""


class LibraryForm(forms.Form):
    """Clauses chosen from the library, and where they stand."""

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Clauses"),
        error_messages={"required": gettext_lazy("Choose at least one clause.")},
    )
    after = forms.ChoiceField(label=gettext_lazy("Where they stand"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  as Django's
        codes: Sequence[str],
        places: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401  as Django's
    ) -> None:
        super().__init__(*args, **options)
        chosen, after = self.fields["codes"], self.fields["after"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  they are written above
        assert isinstance(after, forms.ChoiceField)  # noqa: S101
        chosen.choices = [(code, code) for code in codes]
        after.choices = [
            (USUAL, _("Each where its type usually stands")),
            *place_choices(places),
        ]
        after.initial = USUAL

    def clean_codes(self) -> list[str]:
        """Refuse more than a person can have looked at.

        Raises:
            ValidationError: ``too_many``.
        """
        codes: list[str] = self.cleaned_data["codes"]
        if len(codes) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Choose at most %(most)d clauses at a time.") % {"most": MOST_AT_ONCE},
                code="too_many",
            )
        return codes


def place_choices(places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Offer the end, the beginning, and the place after each clause."""
    named = [(code, _("after %(clause)s") % {"clause": name}) for code, name in places]
    return [("", _("at the end")), ("first", _("at the beginning")), *named]


def what_was_taken_out(raw: str, cleaned: str) -> list[str]:
    """Say in the reader's words what :func:`clean_pasted` took out of a text."""
    checks = (
        (raw.count("<") > cleaned.count("<") or "mso-" in raw, _("formatting of another program")),
        (first_misleading(raw) is not None, _("signs that change the direction of writing")),
        (
            len(without_unseen(raw)) < len(raw),
            _("soft hyphens and other signs that cannot be seen"),
        ),
        (_nbsp_runs(raw) > _nbsp_runs(cleaned), _("runs of no-break spaces")),
    )
    return [words for happened, words in checks if happened]


def _nbsp_runs(text: str) -> int:
    return without_misleading(text).count("\u00a0\u00a0")


def to_be_taken_out(raw: str) -> list[str]:
    """Say in the reader's words what saving will take out of a text."""
    return what_was_taken_out(raw, clean_pasted(raw))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd in a text, in the reader's words.

    Attributes:
        sentence: what it is.
        text: what stands in the text.
        meant: what was probably meant; empty where nobody can tell.
        deed: what one press does about it; empty where nothing can be done.
    """

    sentence: str
    text: str
    meant: str
    deed: str


def remarks_on(text: str, language: str) -> list[Remark]:
    """Say in the reader's words what looks odd in a text of one language, each thing once."""
    return list(dict.fromkeys(_remark(one) for one in oddities(text, language)))


def mended(text: str, language: str, odd: str) -> str:
    """Put what was probably meant in the place of something odd, wherever it stands in a text."""
    for one in reversed(oddities(text, language)):
        if one.text == odd and one.meant:
            text = text[: one.start] + one.meant + text[one.start + len(one.text) :]
    return text


def _remark(odd: Oddity) -> Remark:
    return Remark(_sentence(odd), odd.text, odd.meant, _deed(odd) if odd.meant else "")


def _deed(odd: Oddity) -> str:
    """Name the letters that a press exchanges: those of two alphabets look the same."""
    pairs = list(zip(odd.text, odd.meant, strict=False))
    if odd.code in {"mixed_letters", "foreign_letter"} and len(odd.text) == len(odd.meant):
        wrong = dict.fromkeys(pair for pair in pairs if pair[0] != pair[1])
        told = {
            "wrong": ", ".join(one for one, _other in wrong),
            "right": ", ".join(other for _one, other in wrong),
        }
        if all(one.isascii() for one, _other in wrong):
            return _("Replace %(wrong)s (Latin) by %(right)s (Cyrillic)") % told
        return _("Replace %(wrong)s (Cyrillic) by %(right)s (Latin)") % told
    return _("Replace by “%(meant)s”") % {"meant": odd.meant}


def _sentence(odd: Oddity) -> str:
    told = {
        "mixed_letters": _("“%(text)s” mixes Latin and Cyrillic letters."),
        "foreign_letter": _("“%(text)s” is a letter of the other alphabet."),
        "russian_letter": _("“%(text)s” has a letter that Ukrainian does not have."),
        "apostrophe": _("“%(text)s” stands where an apostrophe should be."),
        "quotes": _("A quotation mark %(text)s has no partner."),
    }
    said = told.get(odd.code, "%(text)s") % {"text": odd.text}
    if odd.meant:
        said += " " + _("Probably meant: “%(meant)s”.") % {"meant": odd.meant}
    return said

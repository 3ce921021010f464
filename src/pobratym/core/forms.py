"""Form fields that the whole product shares: texts in three languages, and days."""

import calendar
import datetime as dt
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pobratym.core.fields import LONG_LIMIT, SHORT_LIMIT
from pobratym.core.signs import without_unseen
from pobratym.core.values import refuse_unfit
from pobratym.core.widgets import DayWidget, WordingsWidget, day_parts
from pobratym.core.wordings import LANGUAGES, Wordings

FIRST_YEAR, LAST_YEAR = 1900, 2200


class LineField(forms.CharField):
    """A text of one line: NFC, without signs that break or mislead, spaces run together."""

    def __init__(self, *, max_length: int = SHORT_LIMIT, **options: Any) -> None:  # noqa: ANN401
        super().__init__(max_length=None, **options)
        self.longest = max_length

    def to_python(self, value: object) -> str:
        """Clean one line.

        Raises:
            ValidationError: ``control``, ``misleading`` or ``max_length``.
        """
        text = unicodedata.normalize("NFC", str(value or ""))
        return _fit(" ".join(_kept(text).split()), self.longest)


class LinesField(forms.CharField):
    """A text of several lines: NFC, without signs that break or mislead, one kind of line end."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONG_LIMIT, **options: Any) -> None:  # noqa: ANN401
        super().__init__(max_length=None, **options)
        self.longest = max_length

    def to_python(self, value: object) -> str:
        """Clean several lines.

        Raises:
            ValidationError: ``control``, ``misleading`` or ``max_length``.
        """
        text = unicodedata.normalize("NFC", str(value or "")).replace("\r\n", "\n")
        return _fit(_kept(text.replace("\r", "\n")).strip(), self.longest)


def _kept(text: str) -> str:
    refuse_unfit(text := without_unseen(text))
    return text


def _fit(text: str, longest: int) -> str:
    over = len(text) - longest
    if over <= 0:
        return text
    raise ValidationError(
        ngettext_lazy(
            "This is too long: at most %(longest)s characters. Take out %(over)d character.",
            "This is too long: at most %(longest)s characters. Take out %(over)d characters.",
            "over",
        ),
        code="max_length",
        params={"longest": longest, "over": over},
    )


class AddressField(forms.URLField):
    """The address of a page, https where nothing else is typed."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        options.setdefault("assume_scheme", "https")
        super().__init__(**options)

    def to_python(self, value: Any) -> str:  # noqa: ANN401  Django's signature
        """Clean an address.

        Raises:
            ValidationError: ``control``, ``misleading``, or ``invalid``.
        """
        return str(super().to_python(_kept(str(value or ""))))


class WordingsField(forms.MultiValueField):
    """One text in three languages, side by side; gives ``Wordings``.

    ``needed`` names the languages that must be filled; without it one of them is enough. Each error
    carries ``params["part"]``, the language whose box is at fault, unless it concerns all.
    ``standings`` (language to source, human, machine, stale or missing) is shown beside each box.
    """

    line: type[forms.CharField] = LineField
    box: type[forms.Widget] = forms.TextInput
    limit = SHORT_LIMIT

    def __init__(
        self,
        *,
        needed: Sequence[str] = (),
        max_length: int | None = None,
        **options: Any,  # noqa: ANN401  what Django's own field takes
    ) -> None:
        longest = max_length or self.limit
        fields = [self.line(required=False, max_length=longest) for _language in LANGUAGES]
        options["widget"] = WordingsWidget(self.box)
        super().__init__(fields, require_all_fields=False, **options)
        self.needed = tuple(needed)
        self.standings: dict[str, str] = {}

    def clean(self, value: object) -> Wordings:
        """Clean each language, and say of each error which language it is in.

        Raises:
            ValidationError: ``required``, ``control``, ``misleading`` or ``max_length``, each with
                ``part``.
        """
        given = value if isinstance(value, list | tuple) else self.widget.decompress(value)
        if self.disabled:
            return self.compress(given)
        cleaned, errors = [], []
        for language, field, text in zip(LANGUAGES, self.fields, given, strict=True):
            try:
                cleaned.append(field.clean(text))
            except ValidationError as refusal:
                cleaned.append("")
                errors += [_in_part(error, language) for error in refusal.error_list]
        if errors:
            raise ValidationError(errors)
        wordings = self.compress(cleaned)
        self._refuse_missing(wordings)
        self.run_validators(wordings)
        return wordings

    def compress(self, data_list: Sequence[str]) -> Wordings:
        """Join the boxes; empty ones are left out."""
        return Wordings(dict(zip(LANGUAGES, data_list, strict=False)))

    def _refuse_missing(self, wordings: Wordings) -> None:
        missing = [language for language in self.needed if language not in wordings]
        if missing and self.required:
            raise ValidationError([_in_part(_write_it(), language) for language in missing])
        if self.required and not wordings:
            raise ValidationError(_("Write this in at least one language."), code="required")


class ShortWordingsField(WordingsField):
    """A name or a title, at most 200 characters in each language."""


class LongWordingsField(WordingsField):
    """A paragraph or more, at most 10,000 characters in each language."""

    line = LinesField
    box = forms.Textarea
    limit = LONG_LIMIT


def _write_it() -> ValidationError:
    return ValidationError(_("Write this in this language."), code="required")


def _in_part(error: ValidationError, part: str) -> ValidationError:
    params = error.params if isinstance(error.params, dict) else {}
    return ValidationError(error.message, code=error.code, params={**params, "part": part})


class DayField(forms.MultiValueField):
    """A day typed as three numbers; gives ``datetime.date``.

    Errors carry ``params["part"]``: the box (day, month or year) to be corrected.
    """

    widget = DayWidget

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        boxes = [forms.CharField(required=False) for _part in DayWidget.PARTS]
        options.setdefault("help_text", _("Day, month, year. For example, 7 10 2024"))
        super().__init__(boxes, require_all_fields=False, **options)

    def clean(self, value: object) -> dt.date | None:
        """Read the three numbers.

        Raises:
            ValidationError: ``required``, ``incomplete``, ``number``, ``month``, ``year`` (outside
                1900 to 2200) or ``day`` (no such day in that month).
        """
        given = value if isinstance(value, list | tuple) else day_parts(value)
        parts = {
            part: str(text or "").strip() for part, text in zip(DayWidget.PARTS, given, strict=True)
        }
        if not any(parts.values()):
            if self.required:
                raise ValidationError(
                    _("Write the day, the month and the year."),
                    code="required",
                    params={"part": "day"},
                )
            return None
        chosen = _as_date(parts)
        self.run_validators(chosen)
        return chosen

    def compress(self, data_list: Sequence[Any]) -> dt.date | None:
        """Join three numbers that are known to be a date."""
        return dt.date(*(int(part) for part in reversed(data_list))) if data_list else None

    def has_changed(self, initial: object, data: Any) -> bool:  # noqa: ANN401  Django's signature
        """Compare as numbers, so that 07 and 7 are the same day."""
        before = [part.lstrip("0") for part in day_parts(initial)]
        return before != [str(part or "").strip().lstrip("0") for part in data or ["", "", ""]]


_MISSING = {
    "day": _("Write the day, too."),
    "month": _("Write the month, too."),
    "year": _("Write the year, too."),
}


def _as_date(parts: dict[str, str]) -> dt.date:
    for part, text in parts.items():
        if not text:
            raise ValidationError(_MISSING[part], code="incomplete", params={"part": part})
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(
                _("Write the day, the month and the year as numbers: 7 10 2024."),
                code="number",
                params={"part": part},
            )
    day, month, year = (int(text[:9]) for text in parts.values())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(
            _("Write the year with four digits, from %(first)s to %(last)s."),
            code="year",
            params={"part": "year", "first": FIRST_YEAR, "last": LAST_YEAR},
        )
    if not 1 <= month <= 12:  # noqa: PLR2004  months
        raise ValidationError(
            _("The month must be a number from 1 to 12."), code="month", params={"part": "month"}
        )
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise ValidationError(
            _("That month of %(year)s has the days 1 to %(longest)d."),
            code="day",
            params={"part": "day", "year": year, "longest": longest},
        )
    return dt.date(year, month, day)


class GalleryForm(forms.Form):
    """One box of each kind, for the gallery of components."""

    title = ShortWordingsField(label=_("Title"), help_text=_("As it stands in the agreement."))
    summary = LongWordingsField(label=_("Summary"), required=False)
    signed_on = DayField(label=_("Day"))
    name = LineField(label=_("Name"), help_text=_("As in the statute of the institution."))
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    share = forms.IntegerField(
        label=_("Share in per cent"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", "–"), ("PL", _("Poland")), ("UA", _("Ukraine"))]
    )
    origin = forms.ChoiceField(
        label=_("Who began it"),
        choices=[("ours", _("Our city")), ("theirs", _("The partner"))],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[("pl", _("Polish")), ("uk", _("Ukrainian")), ("en", _("English"))],
        widget=forms.CheckboxSelectMultiple,
    )
    photograph = forms.FileField(label=_("Photograph"), required=False)
    agreed = forms.BooleanField(label=_("Both cities have agreed to this"))


def gallery_forms() -> dict[str, GalleryForm]:
    """Make the gallery's forms: untouched, filled in, and filled in wrongly."""
    filled = GalleryForm(
        prefix="filled",
        initial={
            "title": Wordings({"pl": "Umowa o partnerstwie", "uk": "Угода про партнерство"}),
            "signed_on": dt.date(2024, 10, 7),
            "name": "Szkoła Podstawowa nr 10",
            "country": "PL",
            "origin": "ours",
            "languages": ["pl", "uk"],
            "agreed": True,
        },
    )
    standings = {"pl": "source", "uk": "machine", "en": "missing"}
    filled.fields["title"].standings = standings  # type: ignore[attr-defined]
    wrong = {
        "wrong-title_uk": "Угода\x07",
        "wrong-title_pl": "U" * (SHORT_LIMIT + 5),
        "wrong-signed_on_day": "31",
        "wrong-signed_on_month": "4",
        "wrong-signed_on_year": "2024",
        "wrong-email": "sekretariat.szkola.pl",
        "wrong-share": "120",
    }
    return {
        "empty": GalleryForm(prefix="empty"),
        "filled": filled,
        "wrong": GalleryForm(wrong, prefix="wrong"),
    }

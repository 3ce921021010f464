"""Fields for hours, opening times, days and places on a map, as people write them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.core.forms import LineField, LinesField
from pobratym.core.words import language
from pobratym.visits.written.dates import read_dated, read_days, write_dated, write_days
from pobratym.visits.written.opening import read_opening, write_opening
from pobratym.visits.written.reading import Unreadable, hour

if TYPE_CHECKING:
    _One = forms.ModelChoiceField[Any]
else:
    _One = forms.ModelChoiceField

LONGEST = 4_000
_PLACE = re.compile(r"([-+]?\d{1,2}(?:\.\d+)?)°?[,;\s]+([-+]?\d{1,3}(?:\.\d+)?)°?")


class HourField(LineField):
    """An hour of the day: 9, 9:30, 09.30; gives ``datetime.time``."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        options.setdefault("help_text", _("For example, 9:30"))
        super().__init__(max_length=20, **options)

    def clean(self, value: object) -> Any:  # noqa: ANN401  Django's signature
        """Read the hour.

        Raises:
            ValidationError: ``required`` or ``hour``.
        """
        text = super().clean(value)
        if not text:
            return None
        try:
            return hour(text)
        except Unreadable:
            raise ValidationError(
                _("Write an hour of the day, such as 9:30 or 14:00."), code="hour"
            ) from None

    def prepare_value(self, value: object) -> object:
        """Write an hour as a clock shows it."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class _WrittenField(LinesField):
    """Several lines that are read as times; what is not understood is shown back."""

    message = _("This was not understood: “%(piece)s”. Write it as in the example.")

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=LONGEST, **options)

    def read(self, text: str) -> list[Any]:
        """Make plain data of the text."""
        raise NotImplementedError

    def written(self, value: list[Any]) -> str:
        """Make a text of plain data."""
        raise NotImplementedError

    def clean(self, value: object) -> Any:  # noqa: ANN401  Django's signature
        """Read the lines.

        Raises:
            ValidationError: ``unreadable``, with the ``piece``.
        """
        try:
            return self.read(super().clean(value))
        except Unreadable as refusal:
            raise ValidationError(
                self.message, code="unreadable", params={"piece": refusal.piece[:80]}
            ) from None

    def prepare_value(self, value: object) -> object:
        """Write the times as a person would."""
        return self.written(value) if isinstance(value, list) else value


class OpeningField(_WrittenField):
    """Opening times of a week; gives ``[weekday, "08:00", "15:00"]`` each."""

    def read(self, text: str) -> list[Any]:
        """Read the opening times."""
        return read_opening(text)

    def written(self, value: list[Any]) -> str:
        """Write them in the reader's language."""
        return write_opening(value, language())


class DaysField(_WrittenField):
    """Single days and spans of days; gives ISO."""

    near: dt.date | None = None
    """A day whose year is meant where none is written; today, when it is None."""

    def read(self, text: str) -> list[Any]:
        """Read the days."""
        return read_days(text, self.near or timezone.localdate())

    def written(self, value: list[Any]) -> str:
        """Write them one a line."""
        return write_days(value)


class DatedField(DaysField):
    """Hours of days; gives ``["2026-05-18", "09:00", "12:00"]`` each."""

    def read(self, text: str) -> list[Any]:
        """Read days with their hours."""
        return read_dated(text, self.near or timezone.localdate())

    def written(self, value: list[Any]) -> str:
        """Write them one a line."""
        return write_dated(value)


class Place(NamedTuple):
    """A place on the map, WGS 84; both numbers or none."""

    latitude: Decimal | None = None
    longitude: Decimal | None = None


class PlaceField(LineField):
    """Latitude and longitude in one box, as maps give them out; gives :class:`Place`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        super().__init__(max_length=60, **options)

    def clean(self, value: object) -> Any:  # noqa: ANN401  Django's signature
        """Read the numbers.

        Raises:
            ValidationError: ``place``.
        """
        text = super().clean(value)
        if not text:
            return Place()
        found = _PLACE.fullmatch(text.strip(" ()"))
        if found is None:
            raise ValidationError(
                _("Write latitude and longitude with points, such as 53.0842, 21.5749."),
                code="place",
            )
        lat, lon = (Decimal(number).quantize(Decimal("0.00001")) for number in found.groups())
        if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004  degrees
            raise ValidationError(
                _("Latitude goes from -90 to 90, longitude from -180 to 180."), code="place"
            )
        return Place(lat, lon)

    def prepare_value(self, value: object) -> object:
        """Write the numbers side by side."""
        if not isinstance(value, Place):
            return value
        return "" if value.latitude is None else f"{value.latitude}, {value.longitude}"


class RowsField(forms.MultipleChoiceField):
    """Several rows, each named by ``words``; boxes to tick. Gives their keys as texts."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, words: Callable[[Any], str] = str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(required=False, **options)
        self.words = words
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        """Let the person choose from these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, self.words(row)) for key, row in self.rows.items()]

    def chosen(self, keys: Iterable[str]) -> list[Any]:
        """Give the rows of cleaned keys."""
        return [self.rows[key] for key in keys]


class RowField(_One):
    """One row, named by ``words``."""

    def __init__(self, *, words: Callable[[Any], str] = str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.words = words

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401  Django's signature
        """Name a row."""
        return self.words(obj)


def minutes(**options: Any) -> forms.IntegerField:  # noqa: ANN401  what Django's own field takes
    """Make a short box for a whole number that is not negative."""
    options.setdefault("min_value", 0)
    options.setdefault("max_value", 32_767)
    widget = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    return forms.IntegerField(**{"widget": widget, **options})


def with_none(text: object, choices: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    """Put a choice of nothing in front of others."""
    return [("", text), *choices]

"""Inputs made of several boxes: a text in three languages, a day in three numbers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from pobratym.core.wordings import LANGUAGES


class WordingsWidget(forms.MultiWidget):
    """One box per language, named ``title_pl``, ``title_uk``, ``title_en``."""

    def __init__(self, box: type[forms.Widget], attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            language: box({"lang": language}) for language in LANGUAGES
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: object) -> list[str]:
        """Give one text per language, in the order of the boxes."""
        given = value if isinstance(value, Mapping) else {}
        return [given.get(language, "") for language in LANGUAGES]


class DayWidget(forms.MultiWidget):
    """Day, month and year as numbers, named ``on_day``, ``on_month``, ``on_year``."""

    PARTS = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in self.PARTS}, attrs)

    def decompress(self, value: object) -> list[str]:
        """Give the three numbers of a date, or three empty boxes."""
        return day_parts(value)


def day_parts(value: object) -> list[str]:
    """Give day, month and year of a date as they are typed, or three empty texts."""
    if not isinstance(value, dt.date):
        return ["", "", ""]
    return [str(value.day), str(value.month), str(value.year)]

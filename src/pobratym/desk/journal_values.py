"""How values of the journal read: labels of fields, choices, days, texts in their languages."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from pobratym.core.filters import day
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.core.words import language
from pobratym.directory.topics import TOPICS

Texts = list[tuple[str, str]]
"""What a value says: (language, or nothing where it is ours; text)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    label: str
    before: Texts
    after: Texts


@lru_cache(maxsize=1_024)
def _field(kind: str, name: str) -> "models.Field[Any, Any] | None":
    with suppress(LookupError, FieldDoesNotExist, ValueError):
        found = apps.get_model(kind)._meta.get_field(name)  # noqa: SLF001  Django's documented name for a model
        return found if isinstance(found, models.Field) else None
    return None


def label_of(kind: str, name: str) -> str:
    """Name a field as its form does."""
    if name == "topics":
        return _("Fields of cooperation")
    found = _field(kind, name)
    told = str(found.verbose_name) if found is not None else name.replace("_", " ")
    return told[:1].upper() + told[1:]


def shown(kind: str, name: str, value: Any) -> Texts:  # noqa: ANN401  JSON
    """Write a value as people read it; nothing gives an empty list."""
    if value in ("", None, [], {}):
        return []
    if isinstance(value, dict):
        return [(one, value[one]) for one in LANGUAGES if one in value]
    return [("", _text(kind, name, value))]


def _text(kind: str, name: str, value: Any) -> str:  # noqa: ANN401  JSON
    found = _field(kind, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "topics":
        return ", ".join(_topic(code) for code in value)
    if found is not None and found.choices:
        return str(dict(found.flatchoices).get(value, value))
    if isinstance(found, models.DateField):
        return _day(str(value))
    if isinstance(found, models.ForeignKey):
        return _("no. %(number)s") % {"number": value}
    return str(value)


def _topic(code: str) -> str:
    found = TOPICS.get(code)
    return found.name.said(language()).text if found else code


def _day(value: str) -> str:
    try:
        return day(dt.date.fromisoformat(value[:10]))
    except ValueError:
        return value


def in_words(wordings: Wordings) -> str:
    """Give a text in the reader's language, or in one that stands in."""
    return wordings.said(language()).text

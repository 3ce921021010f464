"""How values of the journal read: labels of fields, choices, days, texts in their languages."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pobratym.core.filters import day, number
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
    return _label(kind, name, language())


@lru_cache(maxsize=4_096)
def _label(kind: str, name: str, language: str) -> str:
    del language  # it is the active one, and part of what the label is kept under
    own = _own_labels().get(name)
    if own:
        return own
    found = _field(kind, name)
    return capfirst(str(found.verbose_name) if found is not None else name.replace("_", " "))


def _own_labels() -> dict[str, str]:
    """Name what no form asks for by that name."""
    return {
        "topics": _("Fields of cooperation"),
        "sha256": _("Digest of the text"),
        "number": _("Version of the text"),
        "clauses": _("Clauses"),
        "says": _("What was announced"),
        "topic": _("Field of cooperation"),
        "residents": _("Number of residents"),
        "value": _("Number of residents"),
        "source": _("Source"),
        "shared_on": _("Shown to the partner city on"),
        "withdrawn_at": _("Withdrawn on"),
        "owner": _("Who does it"),
    }


def target_of(kind: str, name: str) -> str:
    """Give the model label that a field points to; nothing for other fields."""
    found = _field(kind, name)
    model = found.related_model if isinstance(found, models.ForeignKey) else None
    return model._meta.label_lower if isinstance(model, type) else ""  # noqa: SLF001  as above


def named(told: Any) -> str:  # noqa: ANN401  JSON
    """Name what a field points to; a text in languages is read in the reader's."""
    if isinstance(told, dict):
        return in_words(Wordings(told))
    return str(told) if told else _("not there any more")


def differing(before: Texts, after: Texts) -> tuple[Texts, Texts]:
    """Leave of two texts the languages in which they differ."""
    same = [one for one in before if one[0] and one in after]
    return [one for one in before if one not in same], [one for one in after if one not in same]


def shown(kind: str, name: str, value: Any) -> Texts:  # noqa: ANN401  JSON
    """Write a value as people read it; nothing gives an empty list."""
    if value in ("", None, [], {}):
        return []
    if isinstance(value, dict):
        return [(one, value[one]) for one in LANGUAGES if one in value]
    return [("", _text(kind, name, value))]


def _text(kind: str, name: str, value: Any) -> str:  # noqa: ANN401  JSON
    found = _field(kind, name)
    if name in {"topics", "topic"}:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_topic(code) for code in codes)
    if found is not None and found.choices:
        return str(dict(found.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number(value)
    return as_day(str(value)) if isinstance(found, models.DateField) else str(value)


def _topic(code: str) -> str:
    found = TOPICS.get(code)
    return found.name.said(language()).text if found else code


def as_day(value: str) -> str:
    """Write a day kept as ``2026-03-14`` as people do."""
    try:
        return day(dt.date.fromisoformat(value[:10]))
    except ValueError:
        return value


def in_words(wordings: Wordings) -> str:
    """Give a text in the reader's language, or in one that stands in."""
    return wordings.said(language()).text

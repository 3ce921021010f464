"""Two people saved the same thing: both versions side by side."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from pobratym.core.filters import day
from pobratym.core.wordings import LANGUAGES, Wordings

Shown = list[tuple[str, str]]
"""A value as read by people: (language or "", text)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what is stored now differs from what the person typed."""

    label: str
    theirs: Shown
    mine: Shown


def differences(form: forms.Form, stored: Mapping[str, object]) -> list[Difference]:
    """Compare a valid form with the row as it stands now, field by field.

    Args:
        form: filled in correctly.
        stored: values now, by the names of the form's fields; others are left out.
    """
    pairs = ((bound, stored[bound.name]) for bound in form if bound.name in stored)
    return [
        Difference(str(bound.label), _shown(bound, theirs), _shown(bound, mine))
        for bound, theirs in pairs
        if _comparable(theirs) != _comparable(mine := form.cleaned_data[bound.name])
    ]


def _comparable(value: object) -> object:
    return sorted(value) if isinstance(value, list | set | tuple) else value or ""


def _shown(bound: BoundField, value: object) -> Shown:
    if isinstance(value, Wordings):
        return [(language, value[language]) for language in LANGUAGES if language in value]
    if isinstance(value, dt.date):
        return [("", day(value))]
    if isinstance(value, bool):
        return [("", _("yes") if value else _("no"))]
    if isinstance(value, models.Model):
        return [("", str(value))]
    if isinstance(bound.field, forms.ChoiceField):
        chosen = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        choices = cast("Iterable[tuple[object, object]]", bound.field.choices)
        names = {str(code): str(name) for code, name in choices}
        return [("", names.get(str(code), str(code))) for code in chosen if code]
    return [("", str(value))] if value else []

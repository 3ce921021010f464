"""What every form on a stored row needs: version, refusals beside the field, both texts at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.core.widgets import WordingsWidget
from pobratym.core.wordings import LANGUAGES, Wordings

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "once", "keep", "discard"})
"""Names in a sent form that are no part of what the person typed.

The version is kept: a draft stands on the row that the person saw, and notices later changes.
"""

Shown = list[tuple[str, str]]
"""A value as read by people: (language or "", text)."""


class VersionedForm(forms.Form):
    """A form on a row that others may be editing, too."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


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
    shown = [bound for bound in form.visible_fields() if bound.name in stored]
    pairs = ((bound, stored[bound.name]) for bound in shown)
    return [
        Difference(str(bound.label), *_beside(bound, theirs, mine))
        for bound, theirs in pairs
        if _comparable(theirs) != _comparable(mine := form.cleaned_data[bound.name])
    ]


def _beside(bound: BoundField, theirs: object, mine: object) -> tuple[Shown, Shown]:
    """Show both values; of a text only the languages in which it differs."""
    if not (isinstance(theirs, Wordings) and isinstance(mine, Wordings)):
        return _shown(bound, theirs), _shown(bound, mine)
    unlike = [one for one in LANGUAGES if theirs.get(one, "") != mine.get(one, "")]
    return [(one, theirs.get(one, "–")) for one in unlike], [
        (one, mine.get(one, "–")) for one in unlike
    ]


def _comparable(value: object) -> object:
    return sorted(value) if isinstance(value, list | set | tuple) else value or ""


def _shown(bound: BoundField, value: object) -> Shown:
    if isinstance(value, dt.date):
        return [("", day(value))]
    if isinstance(value, dt.time):
        return [("", f"{value:%H:%M}")]
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


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Give what a person typed into a form, to be kept as a draft."""
    kept = ((name, [str(value) for value in values]) for name, values in data.lists())
    return {name: values for name, values in kept if name not in NOT_KEPT}


def open_with(form: forms.Form, earlier: Mapping[str, Iterable[str]]) -> None:
    """Fill an empty form with what a person typed earlier, right or wrong, without judging it."""
    data = QueryDict(mutable=True)
    for name, values in earlier.items():
        data.setlist(name, list(values))
    for name, field in form.fields.items():
        unsent = isinstance(field.widget, forms.FileInput | forms.HiddenInput) and name not in data
        if not unsent:  # a box that was not ticked is not sent either, and still was an answer
            form.initial[name] = field.widget.value_from_datadict(data, form.files, name)


def say(form: forms.Form, refusal: DomainError | ValidationError) -> None:
    """Show beside the field, or above the form, what a service or a constraint refused."""
    if isinstance(refusal, DomainError):
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(str(refusal.message), code=refusal.code))
        return
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        known = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(known, errors)


def tell_standings(form: forms.Form, standings: Mapping[tuple[str, str], str]) -> None:
    """Show beside each box of a text how its language version stands."""
    for name, field in form.fields.items():
        if isinstance(field.widget, WordingsWidget):
            shown = {language: str(how) for (of, language), how in standings.items() if of == name}
            cast("Any", field).standings = shown

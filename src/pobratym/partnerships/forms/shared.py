"""Pieces of the room's forms."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.core.forms import WordingsField
from pobratym.directory.topics import topic_name, topics_by_name


class VersionedForm(forms.Form):
    """A form on a row that others may be editing, too."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class TopicsField(forms.MultipleChoiceField):
    """Fields of cooperation, listed by the reader's alphabet."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        super().__init__(choices=_topics, **options)


def _topics() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(t.code, topic_name(t.code, language)) for t in topics_by_name(language)]


def refuse_day_to_come(on: dt.date) -> None:
    """Validate a day that tells of the past (the day in Warsaw counts).

    Raises:
        ValidationError: ``future``.
    """
    if on > timezone.localdate():
        raise ValidationError(_("This day lies ahead. Give today or an earlier day."), "future")


def open_with(form: forms.Form, typed: Mapping[str, Iterable[str]]) -> None:
    """Fill an empty form with what a person typed earlier, right or wrong, without judging it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    for name, field in form.fields.items():
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
        if isinstance(field, WordingsField):
            field.standings = {
                language: str(status) for (of, language), status in standings.items() if of == name
            }

"""Pieces of the room's forms."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from pobratym.core.errors import DomainError
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.partnerships.services.mandate import refuse_day_to_come


class TopicsField(forms.MultipleChoiceField):
    """Fields of cooperation, listed by the reader's alphabet."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        super().__init__(choices=_topics, **options)


def _topics() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(t.code, topic_name(t.code, language)) for t in topics_by_name(language)]


def not_ahead(on: dt.date) -> None:
    """Say beside the box what the services would say of a day that must tell of the past.

    Raises:
        ValidationError: ``future``.
    """
    try:
        refuse_day_to_come(on)
    except DomainError as refusal:
        raise ValidationError(str(refusal.message), refusal.code) from refusal

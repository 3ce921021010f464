"""Pieces of the room's forms."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.directory.topics import topic_name, topics_by_name


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

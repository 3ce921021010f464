"""What the interface says in a language, as the catalogues have it."""

import os
from datetime import date

from django.utils import translation

from pobratym.core.filters import day
from pobratym.directory.models.employment import ROLE_NAMES
from pobratym.directory.states import Role

LANGUAGES = ["pl", "uk", "en"]
TOLD_IN = ["uk"] if os.environ.get("POBRATYM_DATABASE_URL") else LANGUAGES
"""For long journeys, whose words are the same on both databases: once on PostgreSQL."""


def said(language: str, sentence: str, **parts: object) -> str:
    """Give one sentence of the interface in ``language``."""
    with translation.override(language):
        words = translation.gettext(sentence)
    return words % parts if parts else words


def said_of(language: str, context: str, sentence: str) -> str:
    """Give one sentence that has a context."""
    with translation.override(language):
        return translation.pgettext(context, sentence)


def said_day(language: str, on: date) -> str:
    """Give a day as the interface writes it."""
    with translation.override(language):
        return day(on)


def said_role(language: str, role: Role) -> str:
    """Give what a role is called."""
    with translation.override(language):
        return str(dict(ROLE_NAMES)[role])

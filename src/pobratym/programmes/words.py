"""Titles that the product itself gives to items, in every language."""

from functools import cache

from django.utils import translation

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.visits.models.wishes import MEAL_NAMES

_NAMES = {str(kind): name for kind, name in MEAL_NAMES}


@cache
def meal_title(kind: str) -> Wordings:
    """Name a meal or a rest in every language."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            name = str(_NAMES[kind])
        said[language] = name[:1].upper() + name[1:]
    return Wordings(said)

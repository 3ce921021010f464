"""What the interface says in a language, as the catalogues have it."""

from django.utils import translation

LANGUAGES = ["pl", "uk", "en"]


def said(language: str, sentence: str, **parts: object) -> str:
    """Give one sentence of the interface in ``language``."""
    with translation.override(language):
        words = translation.gettext(sentence)
    return words % parts if parts else words


def said_of(language: str, context: str, sentence: str) -> str:
    """Give one sentence that has a context."""
    with translation.override(language):
        return translation.pgettext(context, sentence)

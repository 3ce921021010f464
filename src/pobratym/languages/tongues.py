"""The languages that cities write to one another in, and what they are called."""

from babel import Locale
from django.utils.translation import get_language

TONGUES = (
    "pl", "uk", "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it",
    "ka", "lt", "lv", "mt", "nl", "nb", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "tr",
)  # fmt: skip
"""ISO 639-1; a test holds them to those in which an agreement may be written."""


def tongue_name(code: str) -> str:
    """Name a language in the reader's language: ``ukraiński``, ``українська``, ``Ukrainian``."""
    return str(Locale.parse(get_language() or "en").languages.get(code, code))

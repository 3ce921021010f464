"""What the languages of an agreement are called."""

from babel import Locale
from django.utils.translation import get_language, pgettext, pgettext_lazy

_VERSIONS = {
    "pl": pgettext_lazy("version in a language", "Polish version"),
    "uk": pgettext_lazy("version in a language", "Ukrainian version"),
    "en": pgettext_lazy("version in a language", "English version"),
    "bg": pgettext_lazy("version in a language", "Bulgarian version"),
    "cs": pgettext_lazy("version in a language", "Czech version"),
    "da": pgettext_lazy("version in a language", "Danish version"),
    "de": pgettext_lazy("version in a language", "German version"),
    "el": pgettext_lazy("version in a language", "Greek version"),
    "es": pgettext_lazy("version in a language", "Spanish version"),
    "et": pgettext_lazy("version in a language", "Estonian version"),
    "fi": pgettext_lazy("version in a language", "Finnish version"),
    "fr": pgettext_lazy("version in a language", "French version"),
    "ga": pgettext_lazy("version in a language", "Irish version"),
    "hr": pgettext_lazy("version in a language", "Croatian version"),
    "hu": pgettext_lazy("version in a language", "Hungarian version"),
    "it": pgettext_lazy("version in a language", "Italian version"),
    "ka": pgettext_lazy("version in a language", "Georgian version"),
    "lt": pgettext_lazy("version in a language", "Lithuanian version"),
    "lv": pgettext_lazy("version in a language", "Latvian version"),
    "mt": pgettext_lazy("version in a language", "Maltese version"),
    "nl": pgettext_lazy("version in a language", "Dutch version"),
    "nb": pgettext_lazy("version in a language", "Norwegian version"),
    "pt": pgettext_lazy("version in a language", "Portuguese version"),
    "ro": pgettext_lazy("version in a language", "Romanian version"),
    "sk": pgettext_lazy("version in a language", "Slovak version"),
    "sl": pgettext_lazy("version in a language", "Slovene version"),
    "sq": pgettext_lazy("version in a language", "Albanian version"),
    "sr": pgettext_lazy("version in a language", "Serbian version"),
    "sv": pgettext_lazy("version in a language", "Swedish version"),
    "tr": pgettext_lazy("version in a language", "Turkish version"),
}


def tongue_name(code: str) -> str:
    """Name a language in the reader's language: ``ukraiński``, ``українська``, ``Ukrainian``."""
    return str(Locale.parse(get_language() or "en").languages.get(code, code))


def version_name(code: str) -> str:
    """Name what is written in a language: "Ukrainian version"."""
    if code in _VERSIONS:
        return str(_VERSIONS[code])
    return pgettext("version in a language", "version “%(language)s”") % {"language": code}

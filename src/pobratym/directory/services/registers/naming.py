"""A name from a register, written for readers of every language (no Django here)."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.languages.exonyms import known_name
from pobratym.languages.transliteration import transliterate


class Versions(NamedTuple):
    """A name in every language.

    Attributes:
        name: its versions.
        machine: the languages whose version rules made now.
    """

    name: Wordings
    machine: Collection[str]


def in_all_languages(name: str, own: str, kept: Mapping[str, str]) -> Versions:
    """Write a name in every language.

    Args:
        name: in the register's own language.
        own: that language.
        kept: versions that people wrote, which stay.
    """
    made = {
        language: known_name(name, own, language)
        or transliterate(name, source=own, target=language)
        for language in LANGUAGES
        if language != own and language not in kept
    }
    return Versions(Wordings({own: name, **kept, **made}), made.keys())

"""A text that lives in several languages (no Django here)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("pl", "uk", "en")
"""The languages of the record: two originals, and English for the rest of the world."""

_STAND_INS = {"pl": ("en", "uk"), "uk": ("en", "pl"), "en": ("pl", "uk")}


@dataclass(frozen=True, slots=True)
class Said:
    """One language version of a text, as shown to a reader."""

    text: str
    language: str


class Wordings(Mapping[str, str]):
    """One text, ``{language: text}``; empty versions are not kept; never changed in place."""

    __slots__ = ("_versions",)

    def __init__(self, versions: Mapping[str, str] | None = None) -> None:
        given = versions or {}
        order = [*LANGUAGES, *sorted(set(given) - set(LANGUAGES))]
        self._versions = {language: given[language] for language in order if given.get(language)}

    def __getitem__(self, language: str) -> str:
        return self._versions[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)

    def __hash__(self) -> int:
        return hash(tuple(self._versions.items()))

    def __repr__(self) -> str:
        return f"Wordings({self._versions!r})"

    def __str__(self) -> str:
        return self.said("en").text

    def said(self, language: str) -> Said:
        """Pick the version for a reader of ``language``: that one, else English, else another."""
        for candidate in (language, *_STAND_INS.get(language, ()), *self._versions):
            text = self._versions.get(candidate)
            if text:
                return Said(text, candidate)
        return Said("", language)

    def with_(self, language: str, text: str) -> "Wordings":
        """Give the same text with another version in ``language`` (empty: without it)."""
        return Wordings({**self._versions, language: text})

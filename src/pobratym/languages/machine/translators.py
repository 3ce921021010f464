"""The two protocols that are spoken: LibreTranslate and DeepL (no Django here)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pobratym.core.signs import first_unfit
from pobratym.languages.machine.client import MachineError, Service, send, service_at

MOST_TEXTS = 50
MOST_SIGNS = 30_000
"""DeepL takes 128 KiB in one request, 50 texts."""


class Translator(Protocol):
    """Proposes translations."""

    @property
    def host(self) -> str:
        """Name where texts are sent to."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Give a translation of each text, in order.

        Raises:
            MachineError: see there.
        """


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """LibreTranslate, on the own machine or elsewhere."""

    service: Service
    key: str = ""

    @property
    def host(self) -> str:
        """Name where texts are sent to."""
        return self.service.host

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Give a translation of each text, in order."""
        asked: dict[str, object] = {
            "q": list(texts), "source": source, "target": target, "format": "text",
        }  # fmt: skip
        if self.key:
            asked["api_key"] = self.key
        answer = send(self.service, "/translate", asked, {})
        said = answer.get("translatedText") if isinstance(answer, dict) else None
        return _fitting(said, texts)


_DEEPL_TARGETS = {"en": "EN-GB", "pt": "PT-PT"}


@dataclass(frozen=True, slots=True)
class DeepL:
    """DeepL's interface, version 2."""

    service: Service
    key: str

    @property
    def host(self) -> str:
        """Name where texts are sent to."""
        return self.service.host

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Give a translation of each text, in order."""
        asked = {
            "text": list(texts),
            "source_lang": source.upper(),
            "target_lang": _DEEPL_TARGETS.get(target, target.upper()),
            "preserve_formatting": True,
        }
        headers = {"Authorization": f"DeepL-Auth-Key {self.key}"}
        answer = send(self.service, "/v2/translate", asked, headers)
        rows = answer.get("translations") if isinstance(answer, dict) else None
        said = [row.get("text") for row in rows if isinstance(row, dict)] if rows else None
        return _fitting(said, texts)


def _fitting(said: object, texts: Sequence[str]) -> list[str]:
    """Take an answer only if it has one text for each that was asked, all of signs that fit.

    Raises:
        MachineError: ``answer``.
    """
    if not isinstance(said, list) or len(said) != len(texts):
        raise MachineError("answer")
    if not all(isinstance(one, str) and first_unfit(one) is None for one in said):
        raise MachineError("answer")
    return said


_DEEPL = "https://api-free.deepl.com"


def translator_of(kind: str, address: str, key: str) -> Translator | None:
    """Give the configured service; None where none is.

    Args:
        kind: empty, ``libretranslate`` or ``deepl``.
        address: where it listens; empty is DeepL's free one for DeepL.
        key: what it wants to see.

    Raises:
        MachineError: ``address``: set up wrongly.
    """
    if not kind:
        return None
    if kind == "deepl":
        return DeepL(service_at(address or _DEEPL), key)
    if kind == "libretranslate":
        return LibreTranslate(service_at(address), key)
    raise MachineError("address")

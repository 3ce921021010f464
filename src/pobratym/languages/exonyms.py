"""Names that a language has of its own for foreign places (no Django here).

``exonyms.json`` is ours: cities that Polish, Ukrainian or English call otherwise than rules would
write them, and the regions of both countries in three languages. For Polish names of Ukrainian
places it follows the recommendations of the Commission on Standardization of Geographical Names
Outside Poland (KSNG). An officer's own correction of a name always goes before it.
"""

import json
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from pobratym.core.alphabets import APOSTROPHES


class _Tables(TypedDict):
    places: list[dict[str, str]]
    regions: dict[str, dict[str, str]]


_TABLES: _Tables = json.loads(Path(__file__).with_name("exonyms.json").read_text(encoding="utf-8"))
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))

REGIONS = MappingProxyType(_TABLES["regions"])
"""Regions of both countries, ``{code: {language: name}}``: voivodeships by the two digits of TERC,
oblasts by the first four signs of KATOTTG (``UA56``)."""


def _key(text: str) -> str:
    return " ".join(text.translate(_ONE_APOSTROPHE).casefold().split())


_PLACES = {
    language: {_key(place[language]): place for place in _TABLES["places"]}
    for language in ("pl", "uk", "en")
}


def known_name(text: str, source: str, target: str) -> str | None:
    """Give the established name of a place, None where rules have to do.

    Args:
        text: its name in the language ``source``; case and kind of apostrophe do not matter.
        source: ``pl``, ``uk`` or ``en``.
        target: the language of the name to give.
    """
    place = _PLACES[source].get(_key(text))
    return place[target] if place else None


def region_name(code: str, language: str) -> str:
    """Name a voivodeship or an oblast with its kind: województwo mazowieckie, Rivne Oblast.

    Args:
        code: two digits of TERC or the first four signs of KATOTTG; longer official codes of
            Ukrainian places are accepted too.
        language: ``pl``, ``uk`` or ``en``.

    Returns:
        The name; empty for a code of no region.
    """
    region = REGIONS.get(code[:4] if code.startswith("UA") else code)
    return region[language] if region else ""

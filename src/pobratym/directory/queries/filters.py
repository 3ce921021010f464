"""What a list of municipalities may be narrowed by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from django.utils.translation import get_language

from pobratym.core.alphabets import collation_key
from pobratym.directory.models.cities import (
    COUNTRY_NAMES,
    SIZE_NAMES,
    MunicipalityQuerySet,
)
from pobratym.directory.states import Country, Size
from pobratym.languages.exonyms import REGIONS, region_name

LONGEST_NAME = 200
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CityFilters:
    """A choice among the municipalities; empty parts do not narrow.

    Attributes:
        country: ``PL`` or ``UA``.
        region: code of a voivodeship (``14``) or an oblast (``UA56``).
        size: a value of :class:`~pobratym.directory.states.Size`.
        seeks_partner: only those that look for a partner.
        name: how the name, or a word of it, begins; in any script.
    """

    country: str = ""
    region: str = ""
    size: str = ""
    seeks_partner: bool = False
    name: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read an address's ``country``, ``region``, ``size``, ``seeks`` and ``name``.

        What is not known is left out: an old link still shows a list.
        """
        country, region, size = (query.get(part, "") for part in ("country", "region", "size"))
        return cls(
            country=country if country in set(Country) else "",
            region=region if region in REGIONS else "",
            size=size if size in set(Size) else "",
            seeks_partner=bool(query.get("seeks")),
            name=query.get("name", "").strip(" ")[:LONGEST_NAME],
        )

    def as_query(self) -> dict[str, str]:
        """Give the same as parts of an address, empty ones left out."""
        parts = {
            "country": self.country,
            "region": self.region,
            "size": self.size,
            "seeks": "1" if self.seeks_partner else "",
            "name": self.name,
        }
        return {part: value for part, value in parts.items() if value}

    def narrow(self, cities: MunicipalityQuerySet) -> MunicipalityQuerySet:
        """Keep what was chosen, of the municipalities that still exist."""
        exact = {"country": self.country, "region_code": self.region, "size": self.size}
        kept = cities.filter(
            ended_on__isnull=True, **{column: value for column, value in exact.items() if value}
        )
        if self.seeks_partner:
            kept = kept.filter(seeks_partner=True)
        return kept.named(self.name) if self.name else kept


def countries() -> list[Choice]:
    """Give the countries by code and name, in the reader's language."""
    return [(str(code), str(name)) for code, name in COUNTRY_NAMES]


def sizes() -> list[Choice]:
    """Give the classes of size by code and name, the smallest first, in the reader's language."""
    return [(str(code), str(name)) for code, name in SIZE_NAMES]


def regions(language: str = "", country: str = "") -> list[Choice]:
    """Give voivodeships and oblasts by code and name, by the reader's alphabet; no query.

    Args:
        language: pl, uk or en; the reader's where it is empty.
        country: only those of one country.
    """
    language = language or get_language() or "en"
    regions = _by_alphabet(language)
    return [one for one in regions if not country or one[0].startswith("UA") == (country == "UA")]


@cache
def _by_alphabet(language: str) -> list[Choice]:
    named = [(code, region_name(code, language)) for code in REGIONS]
    return sorted(named, key=lambda region: collation_key(region[1], language))

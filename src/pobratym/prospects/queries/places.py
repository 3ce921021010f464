"""Which municipality a foreign list means by a name."""

import difflib
from collections import defaultdict
from functools import cache

from babel import Locale

from pobratym.core.alphabets import fold
from pobratym.directory.mapping.points import Point, distance_km
from pobratym.directory.models.cities import FormerName, Municipality
from pobratym.directory.registers.codes import identity
from pobratym.directory.states import Kind
from pobratym.prospects.registers.partners import PartnerRow, country_named

FAR_KM, CLOSE_KM = 40.0, 6.0
"""A namesake farther away is another place; a place so close may be spelt a little differently."""
_ALIKE = 0.72
_NOT_MUNICIPALITIES = (" county", " raion", " district", " oblast", " voivodeship", " region")
_RURAL_MARKS = (" (rural gmina)", " (gmina)")
_OTHER_NAMES = {
    "turkey": "TR", "czech republic": "CZ", "republic of ireland": "IE", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "united states of america": "US",
    "north macedonia": "MK", "macedonia": "MK", "republic of macedonia": "MK", "kosovo": "XK",
    "palestine": "PS", "state of palestine": "PS", "people's republic of china": "CN",
    "democratic republic of the congo": "CD", "republic of the congo": "CG", "ivory coast": "CI",
    "taiwan": "TW", "hong kong": "HK", "macau": "MO", "burma": "MM", "swaziland": "SZ",
    "bosnia and herzegovina": "BA", "the gambia": "GM", "gambia": "GM", "the bahamas": "BS",
    "east timor": "TL", "vatican city": "VA", "cape verde": "CV", "sao tome and principe": "ST",
    "trinidad and tobago": "TT", "antigua and barbuda": "AG", "saint kitts and nevis": "KN",
    "abkhazia": "GE", "northern cyprus": "CY", "transnistria": "MD", "kingdom of denmark": "DK",
    "kingdom of the netherlands": "NL", "netherlands": "NL", "u.s. state": "US", "usa": "US",
}  # fmt: skip
_CODE = 2


@cache
def _countries() -> dict[str, str]:
    names = Locale.parse("en").territories
    return {name.lower(): code for code, name in names.items() if len(code) == _CODE} | _OTHER_NAMES


def country_code(name: str) -> str:
    """Give the ISO code of a country by its English name or its code; empty where unknown."""
    if len(name) == _CODE and name.isalpha():
        return name.upper()
    names = _countries()
    return names.get(name.lower().strip(), "") or names.get(country_named(name).lower(), "")


def partner_key(name: str) -> str:
    """Make names of partners comparable."""
    return fold(name)


class Places:
    """All municipalities by every name they go by; reads them once."""

    def __init__(self) -> None:
        self._points: dict[int, Point] = {}
        self._kinds: dict[int, str] = {}
        self._codes: dict[str, int] = {}
        self._names: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._cells: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        self._first: dict[int, str] = {}
        rows = Municipality.objects.filter(ended_on=None).values_list(
            "pk", "country", "code", "kind", "name", "latitude", "longitude"
        )
        countries: dict[int, str] = {}
        for key, country, code, kind, name, latitude, longitude in rows:
            countries[key] = country
            self._kinds[key], self._codes[identity(code)] = kind, key
            for folded in {fold(text) for text in name.values()}:
                self._names[country, folded].append(key)
            self._first[key] = fold(name["pl"] if country == "PL" and "pl" in name else name["en"])
            if latitude is not None and longitude is not None:
                self._points[key] = Point(latitude, longitude)
                self._cells[country, round(latitude * 5), round(longitude * 5)].append(key)
        for key, name in FormerName.objects.values_list("municipality_id", "name"):
            for folded in {fold(text) for text in name.values()}:
                if key in countries:
                    self._names[countries[key], folded].append(key)

    def find(self, row: PartnerRow) -> tuple[int | None, str, int]:
        """Find whom a row means.

        Returns:
            Key, or none with the reason: ``unknown_code``, ``not_municipality``,
            ``unknown_place``, ``several_places``; the reason ``alike`` goes with a key that was
            concluded from a like name close by. Then how many it could be.
        """
        if row.code:
            key = self._codes.get(identity(row.code))
            return key, "" if key else "unknown_code", 0
        name = row.name
        is_rural = name.lower().endswith(_RURAL_MARKS)
        is_quarter = name.endswith(")") and not is_rural
        if is_quarter or name.lower().endswith(_NOT_MUNICIPALITIES):
            return None, "not_municipality", 0
        name = name.partition(" (")[0].partition(",")[0].removeprefix("Gmina ")
        here = None
        if row.latitude is not None and row.longitude is not None:
            here = Point(row.latitude, row.longitude)
        found = self._fitting(self._names.get((row.country, fold(name)), []), is_rural=is_rural)
        found = self._near(list(dict.fromkeys(found)), here)
        if len(found) == 1:
            return found[0], "", 1
        if found:
            return None, "several_places", len(found)
        alike = self._alike(row.country, fold(name), here)
        return (alike, "alike", 1) if alike else (None, "unknown_place", 0)

    def _fitting(self, keys: list[int], *, is_rural: bool) -> list[int]:
        """Prefer towns unless the source speaks of a rural gmina."""
        rural = {key for key in keys if self._kinds[key] == Kind.GMINA_RURAL}
        wanted = [key for key in keys if (key in rural) == is_rural]
        return wanted or keys

    def _near(self, keys: list[int], here: Point | None) -> list[int]:
        """Keep the namesake at that place; one without known place stays where it is the only."""
        if here is None or (len(keys) == 1 and keys[0] not in self._points):
            return keys
        known = [(distance_km(self._points[key], here), key) for key in keys if key in self._points]
        within = sorted((km, key) for km, key in known if km < FAR_KM)
        return [within[0][1]] if within else []

    def _alike(self, country: str, folded: str, here: Point | None) -> int | None:
        if here is None:
            return None
        best: tuple[float, int] | None = None
        x, y = round(here.lat * 5), round(here.lon * 5)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for key in self._cells.get((country, x + dx, y + dy), []):
                    if distance_km(self._points[key], here) > CLOSE_KM:
                        continue
                    other = self._first[key]
                    ratio = difflib.SequenceMatcher(None, other, folded).ratio()
                    if ratio >= _ALIKE and (best is None or ratio > best[0]):
                        best = ratio, key
        return best[1] if best else None

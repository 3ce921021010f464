"""Which municipality an institution lies in: told from the words of its row, never guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pobratym.directory.registers.rows import Country
from pobratym.directory.states import Kind
from pobratym.institutions.registers.cells import plain_name
from pobratym.institutions.registers.rows import PlaceTold

TOWNS = frozenset({Kind.GMINA_URBAN, Kind.GMINA_URBAN_RURAL})
_COUNCIL = re.compile(
    r"([\w'-]+ої) (?:міської|селищної|сільської) (?:ради|об'єднаної|територіальної|громади)"
)
"""How names say whose school it is: ``Волицької сільської ради``."""
_NOT_OF_COUNCIL = r"(?! (?:обл|район|міськрай))"
_REGION_WORDS = re.compile(r"\b(?:область|обл\.?|м\.|województwo|woj\.)\s*")


class Town(NamedTuple):
    """A municipality that institutions may lie in.

    Attributes:
        pk: its key in the record.
        country: its country.
        code: official code.
        kind: what it is in law.
        name: its everyday name in its own language, which is its seat's.
        register_name: the register's own name: of a hromada the adjective.
        region: name of the voivodeship or oblast.
        district: name of the powiat or raion; empty for a city with powiat rights.
    """

    pk: int
    country: Country
    code: str
    kind: str
    name: str
    register_name: str
    region: str
    district: str


class Place(NamedTuple):
    """A city or village that lies in a municipality."""

    code: str
    name: str
    municipality: int


class Found(NamedTuple):
    """Where an institution lies: a key, or the reason why that cannot be told."""

    municipality: int
    reason: str = ""
    choices: int = 0


class Gazetteer:
    """All municipalities and the places in them, found by what registers write."""

    def __init__(self, towns: Iterable[Town], places: Iterable[Place]) -> None:
        """Learn the names."""
        self._towns: dict[int, Town] = {}
        self._codes: dict[str, int] = {}
        self._names: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._communes: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._villages: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._stems: dict[int, str] = {}
        self._councils: defaultdict[str, set[int]] = defaultdict(set)
        self._districts: dict[int, str] = {}
        self._regions: dict[int, str] = {}
        for town in towns:
            self._learn(town)
        for place in places:
            if place.municipality in self._towns:
                self._codes[place.code] = place.municipality
                country = self._towns[place.municipality].country
                self._villages[country, plain_name(place.name)].add(place.municipality)

    def _learn(self, town: Town) -> None:
        self._towns[town.pk] = town
        self._codes[town.code] = town.pk
        if town.country == "PL":
            self._codes[town.code[:6]] = town.pk
            self._names["PL", plain_name(town.register_name)].add(town.pk)
        self._names[town.country, plain_name(town.name)].add(town.pk)
        self._communes[town.country, plain_name(town.register_name)].add(town.pk)
        self._stems[town.pk] = plain_name(town.register_name)[:-1] + "ої"
        self._councils[self._stems[town.pk]].add(town.pk)
        self._districts[town.pk] = plain_name(town.district)
        self._regions[town.pk] = region_key(town.region)

    def find(self, told: PlaceTold) -> Found:
        """Say in which municipality a place lies.

        Returns:
            The key, or 0 with ``no_place``, ``place_unknown``, ``ambiguous_place`` or
            ``village_without_gmina``.
        """
        by_code = self._by_code(told)
        if by_code:
            return Found(by_code)
        if told.country == "UA":
            found = self._ukrainian(told)
            return found if found.municipality else self._by_council(told) or found
        if not told.name and not told.commune:
            return Found(0, "no_place")
        return self._polish(told)

    def _by_code(self, told: PlaceTold) -> int:
        code = re.sub(r"\s", "", told.code)
        if told.country == "PL" and code.isdigit():
            return self._codes.get(code.zfill(7)) or self._codes.get(code.zfill(7)[:6]) or 0
        return self._codes.get(code.upper(), 0) if code else 0

    def _in_region(self, keys: Iterable[int], region: str) -> set[int]:
        wanted = region_key(region)
        return {key for key in keys if not wanted or self._regions[key] == wanted}

    def _ukrainian(self, told: PlaceTold) -> Found:
        if told.commune:
            commune = plain_name(told.commune)
            keys = self._in_region(self._communes.get(("UA", commune), ()), told.region)
            if len(keys) == 1:
                return Found(keys.pop())
        if not told.name:
            return Found(0, "place_unknown" if told.commune else "no_place")
        name = plain_name(told.name)
        keys = self._villages.get(("UA", name), set()) | self._names.get(("UA", name), set())
        keys = self._in_region(keys, told.region)
        if not keys:
            return Found(0, "place_unknown")
        return self._only(keys) or self._by_words(keys, told) or self._seat(keys, told)

    def _by_words(self, keys: set[int], told: PlaceTold) -> Found | None:
        """Choose the hromada that the row names: ``… Волицької сільської ради``."""
        words = plain_name(told.words)
        named = {
            key
            for key in keys
            if re.search(rf"\b{re.escape(self._stems[key])}\b{_NOT_OF_COUNCIL}", words)
        }
        in_district = {
            key for key in keys
            if told.district and self._districts[key] == plain_name(told.district)
        }  # fmt: skip
        return self._only(named) or self._only(in_district)

    def _by_council(self, told: PlaceTold) -> Found | None:
        """Take the only hromada of the region whose council the row names as the one in charge."""
        if not told.region:
            return None
        named = set(_COUNCIL.findall(plain_name(told.words)))
        keys = {key for word in named for key in self._councils.get(word, ())}
        return self._only(self._in_region(keys, told.region))

    def _seat(self, keys: set[int], told: PlaceTold) -> Found:
        """Choose the city among villages of its name, where the register gives no raion."""
        cities = {
            key for key in keys
            if self._towns[key].kind == Kind.HROMADA_CITY
            and plain_name(self._towns[key].name) == plain_name(told.name)
        }  # fmt: skip
        if not told.district and told.is_city:
            found = self._only(cities)
            if found:
                return found
        return Found(0, "ambiguous_place", len(keys))

    def _only(self, keys: set[int]) -> Found | None:
        return Found(next(iter(keys))) if len(keys) == 1 else None

    def _polish(self, told: PlaceTold) -> Found:
        district, name = plain_name(told.district), plain_name(told.name)
        if told.commune:
            keys = self._narrowed(plain_name(told.commune), told, district)
            is_seat = name == plain_name(told.commune)
            return self._chosen(keys, prefers_town=is_seat)
        keys = self._narrowed(name, told, district)
        towns = {key for key in keys if self._towns[key].kind in TOWNS}
        if towns:
            return self._chosen(towns, prefers_town=True)
        if district and keys:
            return self._chosen(keys, prefers_town=False)
        if not keys:
            return Found(0, "place_unknown")
        return Found(0, "village_without_gmina")

    def _narrowed(self, name: str, told: PlaceTold, district: str) -> set[int]:
        keys = self._in_region(self._names.get(("PL", name), ()), told.region)
        if not district:
            return keys
        return {
            key for key in keys
            if self._districts[key] == district
            or (not self._districts[key] and district == plain_name(self._towns[key].name))
        }  # fmt: skip

    def _chosen(self, keys: set[int], *, prefers_town: bool) -> Found:
        if not keys:
            return Found(0, "place_unknown")
        urban = {key for key in keys if self._towns[key].kind in TOWNS}
        found = self._only(keys) or (self._only(urban) if prefers_town else None)
        return found or Found(0, "ambiguous_place", len(keys))


def region_key(region: str) -> str:
    """Make names of regions comparable: ``РІВНЕНСЬКА``, ``Рівненська обл.``, ``м.Київ``."""
    return plain_name(_REGION_WORDS.sub("", region.casefold()))

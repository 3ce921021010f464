"""Municipalities in step with the territorial register: one for each gmina and hromada.

What people wrote is left alone: a name stands as they corrected it, in whichever language.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Field
from django.utils import timezone

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import FormerName, Municipality, NameKey
from pobratym.directory.naming import NameKeys, keys_for
from pobratym.directory.registers.codes import identity
from pobratym.directory.services.registers.naming import Versions, in_all_languages
from pobratym.directory.services.registers.staging import fill, rows_of
from pobratym.directory.states import Country, Kind, Scheme
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.services import MachineName, note_machine_names
from pobratym.languages.states import Status
from pobratym.search.services.indexing import changed_many

_CHUNK = 2_000
_KINDS = {
    "1": Kind.GMINA_URBAN,
    "2": Kind.GMINA_RURAL,
    "3": Kind.GMINA_URBAN_RURAL,
    "K": Kind.HROMADA_CITY,
    "M": Kind.HROMADA_CITY,
    "X": Kind.HROMADA_SETTLEMENT,
    "C": Kind.HROMADA_VILLAGE,
    "H": Kind.HROMADA_VILLAGE,  # its seat is not in the file
}
_COUNTRIES = {Scheme.TERC: Country.PL, Scheme.KATOTTG: Country.UA}
_ZONES = {Country.PL: "Europe/Warsaw", Country.UA: "Europe/Kyiv"}
_OWN = {Country.PL: "pl", Country.UA: "uk"}
_REGION_SIGNS = {Country.PL: 2, Country.UA: 4}
_FOLLOWING_THE_REGISTER = [
    "code", "territory", "kind", "register_name", "region_code", "district_name", "seat_code",
    "sort_pl", "sort_uk", "sort_en", "ended_on", "version", "updated_at",
]  # fmt: skip
_DIFFERING = {"public_id", "name", *_FOLLOWING_THE_REGISTER} - {"ended_on", "version", "updated_at"}
"""In which fields new municipalities of one country are unlike."""

_GMINAS = """
    SELECT unit.id, unit.code, unit.kind, unit.name, unit.name, '',
           CASE WHEN above.kind = 'C' THEN '' ELSE COALESCE(above.name, '') END
    FROM directory_territory unit
    LEFT JOIN directory_territory above ON above.id = unit.parent_id
    WHERE unit.scheme = 'TERC' AND unit.level = 3 AND unit.ended_on IS NULL AND unit.code > %s
    ORDER BY unit.code LIMIT %s
"""
_HROMADAS = """
    SELECT unit.id, unit.code,
           COALESCE(named.kind, first.kind, unit.kind), unit.name,
           COALESCE(named.name, first.name, unit.name),
           COALESCE(named.code, first.code, ''), COALESCE(above.name, '')
    FROM directory_territory unit
    LEFT JOIN directory_territory above ON above.id = unit.parent_id
    LEFT JOIN directory_municipality known
           ON known.scheme = unit.scheme AND known.code = unit.code
    LEFT JOIN directory_territory named
           ON named.scheme = unit.scheme AND named.code = known.seat_code
          AND named.parent_id = unit.id AND named.ended_on IS NULL
    LEFT JOIN directory_territory first
           ON first.parent_id = unit.id AND first.ended_on IS NULL AND first.level = 4
          AND SUBSTR(first.code, 10, 3) = '001'
    WHERE unit.scheme = 'KATOTTG' AND unit.level IN (1, 3) AND unit.kind IN ('H', 'K')
      AND unit.ended_on IS NULL AND unit.code > %s
    ORDER BY unit.code LIMIT %s
"""
"""A seat that statistics named goes before the settlement numbered 001."""


class Registered(NamedTuple):
    """A municipality as the register has it.

    Attributes:
        territory: key of its territory.
        code: official code.
        mark: RODZ of a gmina; of a hromada the category of its seat.
        register_name: the register's own name.
        name: the everyday name, which is the seat's.
        seat: code of the seat, or empty.
        district: powiat or raion; empty for a city with powiat rights.
    """

    territory: int
    code: str
    mark: str
    register_name: str
    name: str
    seat: str
    district: str


def keep_up(scheme: Scheme, on: dt.date, tick: Callable[[int], None]) -> int:
    """Make, renew and end municipalities as the territories of the scheme now stand.

    Args:
        scheme: whose territories.
        on: the day of the edition, on which a municipality that it lacks has ended.
        tick: hears how many were looked at, now and then.

    Returns:
        How many were made or renewed.
    """
    renewed = _end(scheme, on)
    for chunk in _chunks(scheme):
        renewed += _keep_up(_COUNTRIES[scheme], scheme, chunk)
        tick(len(chunk))
    return renewed


def _end(scheme: Scheme, on: dt.date) -> int:
    ending = Municipality.objects.filter(
        scheme=scheme, ended_on=None, territory__ended_on__isnull=False
    )
    keys = list(ending.values_list("pk", flat=True))
    changed_many(kind_of(Municipality), keys)
    ended = Municipality.objects.filter(pk__in=keys)
    return ended.update(ended_on=on, version=F("version") + 1, updated_at=timezone.now())


def _chunks(scheme: Scheme) -> Iterator[list[Registered]]:
    sql = _GMINAS if scheme == Scheme.TERC else _HROMADAS
    last = ""
    while chunk := [Registered(*row) for row in rows_of(sql, last, _CHUNK)]:
        yield chunk
        last = chunk[-1].code


def _keep_up(country: Country, scheme: Scheme, chunk: list[Registered]) -> int:
    known = _known(scheme, chunk)
    people = _versions_by_people([city.pk for city in known.values()], _OWN[country])
    new: list[Municipality] = []
    changed: list[Municipality] = []
    named: list[tuple[Municipality, Versions]] = []
    for registered in chunk:
        city = known.get(registered.code) or known.get(identity(registered.code))
        is_new = city is None
        city = city or Municipality(
            country=country, scheme=scheme, code=registered.code, timezone=_ZONES[country]
        )
        versions = _named(city, registered.name, people.get(city.pk, frozenset()))
        if not (_follows(city, registered) or versions or is_new):
            continue
        (new if is_new else changed).append(city)
        if versions:
            named.append((city, versions))
    _write(new, changed, {city.code for city, _ in named})
    _note_names(country, named)
    changed_many(kind_of(Municipality), [city.pk for city in (*new, *changed)])
    return len(new) + len(changed)


def _known(scheme: Scheme, chunk: list[Registered]) -> Mapping[str, Municipality]:
    """Lock the municipalities of a chunk; find them by their code, and by what stays of it.

    A gmina that became a town has a new code and is the same partner as before. An officer who is
    saving one is waited for, and what she saves is read; rows that only point at one are not held.
    """
    first, last = identity(chunk[0].code), identity(chunk[-1].code) + "Z"
    locked = Municipality.objects.select_for_update(no_key=True).order_by("pk")
    cities = list(locked.filter(scheme=scheme, code__gte=first, code__lt=last))
    wanted = {registered.code for registered in chunk}
    free = {identity(city.code): city for city in cities if city.code not in wanted}
    return free | {city.code: city for city in cities}


def _versions_by_people(keys: list[int], own: str) -> Mapping[int, Collection[str]]:
    """Lock the notes on names; say in which languages a person wrote each municipality's."""
    people: defaultdict[int, set[str]] = defaultdict(set)
    names = Standing.objects.filter(kind=kind_of(Municipality), field="name", key__in=keys)
    locked = names.select_for_update(no_key=True).order_by("pk")
    noted = locked.values_list("key", "language", "status", "by")
    for key, language, status, by in noted:
        by_rule = status in {Status.MACHINE, Status.MISSING}
        from_register = language == own and status == Status.SOURCE and by is None
        if not (by_rule or from_register):
            people[key].add(language)
    return people


def _named(city: Municipality, name: str, people: Collection[str]) -> Versions | None:
    """Give the city its name in every language; nothing where it has all of them already."""
    own = _OWN[Country(city.country)]
    current = city.name[own] if own in people else name
    if current == city.name.get(own) and all(city.name.get(language) for language in LANGUAGES):
        return None
    kept = {language: city.name[language] for language in people if city.name.get(language)}
    versions = in_all_languages(current, own, kept)
    city.name = versions.name
    return versions


def _follows(city: Municipality, registered: Registered) -> bool:
    """Bring the city in line with the register; say whether anything differed."""
    country = Country(city.country)
    wanted = {
        "code": registered.code,
        "territory_id": registered.territory,
        "kind": _KINDS[registered.mark],
        "register_name": registered.register_name,
        "region_code": registered.code[: _REGION_SIGNS[country]],
        "district_name": registered.district,
        "seat_code": registered.seat,
        "ended_on": None,
    }
    differs = False
    for field, value in wanted.items():
        if getattr(city, field) != value:
            setattr(city, field, value)
            differs = True
    return differs


def _write(new: list[Municipality], changed: list[Municipality], named: Collection[str]) -> None:
    """Write municipalities and their search keys; the name only of those in ``named``, by code."""
    former = _former_names([city.pk for city in changed])
    now = timezone.now()
    keys = {}
    for city in (*new, *changed):
        keys[city.code] = _keys(city, former.get(city.pk, ()))
        city.sort_pl, city.sort_uk, city.sort_en, _ = keys[city.code]
    for city in changed:
        city.version = F("version") + 1
        city.updated_at = now
    _insert(new)
    renamed = [city for city in changed if city.code in named]
    others = [city for city in changed if city.code not in named]
    write = partial(Municipality.objects.bulk_update, batch_size=200)
    write(renamed, [*_FOLLOWING_THE_REGISTER, "name"])
    write(others, _FOLLOWING_THE_REGISTER)
    NameKey.objects.filter(municipality__in=[city.pk for city in changed]).delete()
    fill(
        "directory_namekey",
        ["municipality_id", "key"],
        ((city.pk, key) for city in (*new, *changed) for key in sorted(keys[city.code].search)),
    )


def _insert(cities: list[Municipality]) -> None:
    """Write new municipalities, four times as quick as ``bulk_create``; gives them their keys.

    They are of one country and differ in `_DIFFERING` only; the rest is prepared once for all.
    """
    if not cities:
        return
    shape = Municipality._meta  # noqa: SLF001  Django's documented way to ask a model
    fields = [field for field in shape.concrete_fields if not field.primary_key]
    alike = [field for field in fields if field.name not in _DIFFERING]
    differing = [field for field in fields if field.name in _DIFFERING]
    start = _stored(alike, cities[0])
    rows = (start + _stored(differing, city) for city in cities)
    fill(shape.db_table, [field.column or "" for field in (*alike, *differing)], rows)
    written = Municipality.objects.filter(
        scheme=cities[0].scheme, code__gte=cities[0].code, code__lte=cities[-1].code
    )
    keys = dict(written.values_list("code", "pk"))
    for city in cities:
        city.pk = keys[city.code]


def _stored(fields: Sequence["Field[Any, Any]"], city: Municipality) -> tuple[Any, ...]:
    """Give the values of a new municipality as the database takes them."""
    return tuple(field.get_db_prep_save(field.pre_save(city, True), connection) for field in fields)


def _keys(city: Municipality, former: Iterable[Wordings]) -> NameKeys:
    own = _OWN[Country(city.country)]
    return keys_for(city.name, [Wordings({own: city.register_name}), *former])


def _former_names(keys: list[int]) -> Mapping[int, list[Wordings]]:
    former: defaultdict[int, list[Wordings]] = defaultdict(list)
    rows = FormerName.objects.filter(municipality__in=keys).values_list("municipality", "name")
    for key, name in rows:
        former[key].append(name)
    return former


def _note_names(country: Country, named: list[tuple[Municipality, Versions]]) -> None:
    note_machine_names(
        kind_of(Municipality),
        [
            MachineName(city.pk, "name", _OWN[country], versions.name, versions.machine)
            for city, versions in named
        ],
    )

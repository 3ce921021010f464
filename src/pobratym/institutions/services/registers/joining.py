"""Which institutions of a register are in the record already, entered by hand or by another list.

Joined is what has the same name in the same city, or stands at the same address, and is of the
same family of kinds; and only where there is one such on either side.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pobratym.core.alphabets import fold
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.registers.staging import rows_of, run_many
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.cells import address_key
from pobratym.institutions.states import Register

_FAMILIES = {
    Kind.PRIMARY_SCHOOL: "school",
    Kind.SECONDARY_SCHOOL: "school",
    Kind.SPECIAL_SCHOOL: "school",
    Kind.VOCATIONAL_SCHOOL: "school",
    Kind.CARE_CENTRE: "care",
    Kind.CARE_EDUCATION: "care",
    Kind.DAY_CENTRE: "day",
    Kind.SENIOR_CLUB: "day",
    Kind.SUPPORT_CENTRE: "day",
}
_NUMBER = re.compile(r"(?:№|\bnr\.?|\bno\.?)\s*(\d+)", re.IGNORECASE)

_Mark = tuple[int, str, str]


class _New(NamedTuple):
    key: int
    city: int
    kind: str
    folded: str
    address: str
    name: str


def join_known(register: Register) -> None:
    """Give staged rows that are new in the register the institution they are.

    Args:
        register: whose listings an institution must not have yet.
    """
    rows = [_New(*row) for row in rows_of(_NEW)]
    joined = _by_name(rows, register)
    joined |= _by_address([row for row in rows if row.key not in joined], joined, register)
    run_many(
        "UPDATE staged_institution SET institution_id = %s WHERE id = %s",
        [(institution, key) for key, institution in joined.items()],
    )


def _by_name(rows: Sequence[_New], register: Register) -> dict[int, int]:
    known: defaultdict[_Mark, set[int]] = defaultdict(set)
    for key, city, kind, name in _unlisted(register):
        for text in {fold(version) for version in name.values()}:
            known[city, family_of(kind), text].add(key)
    new: defaultdict[_Mark, list[int]] = defaultdict(list)
    for row in rows:
        new[row.city, family_of(row.kind), row.folded].append(row.key)
    return {
        keys[0]: next(iter(known[mark]))
        for mark, keys in new.items()
        if len(keys) == 1 and len(known.get(mark, ())) == 1
    }


def _by_address(rows: Sequence[_New], joined: dict[int, int], register: Register) -> dict[int, int]:
    taken = set(joined.values())
    known: defaultdict[_Mark, dict[int, str]] = defaultdict(dict)
    for key, city, kind, place, address, name in rows_of(_ADDRESSES, register, register):
        if key not in taken:
            mark = city, family_of(kind), address_key(place, address)
            known[mark][key] = number_in(name)
    new: defaultdict[_Mark, list[_New]] = defaultdict(list)
    for row in rows:
        if row.address:
            new[row.city, family_of(row.kind), row.address].append(row)
    found: dict[int, int] = {}
    for mark, here in new.items():
        there = known.get(mark, {})
        if len(here) == len(there) == 1:
            institution, number = next(iter(there.items()))
            own = number_in(here[0].name)
            if not own or not number or own == number:
                found[here[0].key] = institution
    return found


def family_of(kind: str) -> str:
    """Say which kinds are easily taken for one another: registers draw other lines than people."""
    return _FAMILIES.get(Kind(kind), kind)


def number_in(name: str) -> str:
    """Read the number of a school; empty where it has none."""
    found = _NUMBER.search(name)
    return found[1] if found else ""


def _unlisted(register: Register) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """Give institutions of the cities concerned that the register does not list yet."""
    cities = [city for (city,) in rows_of(_CITIES)]
    listed = {key for (key,) in rows_of(_LISTED, register)}
    for start in range(0, len(cities), 500):
        things = Institution.objects.working().filter(municipality__in=cities[start : start + 500])
        for row in things.values_list("pk", "municipality_id", "kind", "name").order_by("pk"):
            if row[0] not in listed:
                yield row


_CITIES = """
    SELECT DISTINCT municipality_id FROM staged_institution
    WHERE difference = 'added' AND municipality_id IS NOT NULL
"""
_LISTED = "SELECT institution_id FROM institutions_listing WHERE register = %s"
_NEW = """
    SELECT id, municipality_id, kind, folded, address_key, name FROM staged_institution
    WHERE difference = 'added' AND institution_id IS NULL ORDER BY id
"""
_ADDRESSES = """
    SELECT thing.id, thing.municipality_id, thing.kind, known.place, known.address, known.name
    FROM institutions_listing known
    JOIN directory_institution thing ON thing.id = known.institution_id
    WHERE known.register <> %s AND known.gone_on IS NULL AND thing.closed_on IS NULL
      AND known.address <> ''
      AND NOT EXISTS (SELECT 1 FROM institutions_listing own
                      WHERE own.institution_id = thing.id AND own.register = %s)
      AND thing.municipality_id IN (SELECT DISTINCT municipality_id FROM staged_institution
                                    WHERE difference = 'added')
    ORDER BY known.id
"""

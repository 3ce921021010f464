"""Rows of a register of institutions in their temporary table, against what is listed already."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pobratym.core.alphabets import fold
from pobratym.directory.registers.problems import Problem, Report
from pobratym.directory.services.registers.staging import (
    TemporaryTable,
    rows_of,
    run,
    run_many,
)
from pobratym.directory.services.registers.territories import Change
from pobratym.institutions.registers.cells import address_key
from pobratym.institutions.registers.placing import Gazetteer
from pobratym.institutions.registers.rows import InstitutionRow
from pobratym.institutions.services.registers.naming import calm
from pobratym.institutions.states import Register

TABLE = TemporaryTable(
    "staged_institution",
    [
        ("line", "integer"),
        ("code", "varchar(400)"),
        ("kind", "varchar(20)"),
        ("name", "varchar(500)"),
        ("folded", "varchar(500)"),
        ("municipality_id", "bigint"),
        ("place", "varchar(200)"),
        ("address", "varchar(300)"),
        ("address_key", "varchar(300)"),
        ("told", "text"),
        ("state", "varchar(9)"),
        ("closed_on", "varchar(10)"),
        ("digest", "varchar(32)"),
    ],
    extra=[
        ("difference", "varchar(9) DEFAULT 'added'"),
        ("listing_id", "bigint"),
        ("institution_id", "bigint"),
    ],
)
KEYS = ("code", "municipality_id")
SHARING_NUMBERS = frozenset({Register.ISUO, Register.NSZU})
"""Registers in which several institutions may stand under the number of one legal person."""
OWN_NUMBERS = frozenset(
    {
        Register.EDEBO_SCHOOLS, Register.EDEBO_VOCATIONAL, Register.EDEBO_HIGHER, Register.CNAP,
        Register.OWN_LIST,
    }
)  # fmt: skip
"""Registers in which a number stands for one institution: the same number twice is a fault."""
REGIONAL = frozenset(
    {
        Register.CARE_HOMES, Register.DAY_CENTRES, Register.SENIOR_CLUBS, Register.SOCIAL_CENTRES,
    }
)  # fmt: skip
"""Registers that each voivodeship publishes for itself."""


class Placed:
    """Finds the municipality of each row on its way in, and counts how many have one."""

    def __init__(self, known: Gazetteer, register: Register, report: Report) -> None:
        """Begin."""
        self._known, self._register, self._report = known, register, report
        self.rows = self.placed = 0
        self.left: Counter[str] = Counter()

    def staged(self, rows: Iterable[InstitutionRow], city: int | None) -> Iterator[tuple[Any, ...]]:
        """Yield what the temporary table takes.

        Args:
            rows: good rows of the file.
            city: key of the municipality whose own list it is; its rows need no place.
        """
        for row in rows:
            self.rows += 1
            key = city or self._find(row)
            self.placed += bool(key)
            yield _as_staged(row, key, self._register)

    def _find(self, row: InstitutionRow) -> int | None:
        found = self._known.find(row.place)
        if found.municipality:
            return found.municipality
        self.left[found.reason] += 1
        facts: dict[str, str | int] = {"place": row.place.shown[:60], "count": found.choices}
        self._report(Problem(row.line, row.name[:60], found.reason, facts))
        return None


def _as_staged(row: InstitutionRow, city: int | None, register: Register) -> tuple[Any, ...]:
    told = {"state": row.state} | dict(row.told) if row.state == "suspended" else dict(row.told)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    code = f"{city}|{row.code}" if register == Register.OWN_LIST else row.code
    closed = row.closed_on.isoformat() if row.closed_on else ""
    name, place, address = row.name, row.place.shown[:200], row.address[:300]
    said = "\0".join((row.kind, name, str(city), place, address, text, row.state, closed))
    return (
        row.line, code, row.kind.value, name, fold(name)[:500], city, place, address,
        address_key(place, address)[:300],
        text, row.state, closed, hashlib.sha256(said.encode()).hexdigest()[:32],
    )  # fmt: skip


def part_numbers() -> None:
    """Tell institutions under one number apart by their names, whatever their order."""
    run(
        """
        UPDATE staged_institution SET code = SUBSTR(code || '|' || folded, 1, 200)
        WHERE code IN (SELECT code FROM staged_institution GROUP BY code
                       HAVING COUNT(DISTINCT folded) > 1)
        """
    )


def drop_doubles(register: Register, report: Report) -> None:
    """Report each institution that comes again, and keep its first row.

    Where the register gives numbers, the same number for something else is a fault of the file;
    where it gives none, the same name in the same place is told and read once.
    """
    doubles = rows_of(
        """
        SELECT again.id, again.line, again.code, again.name, kept.line,
               (again.digest = kept.digest)
        FROM (
            SELECT code, MIN(id) AS id FROM staged_institution GROUP BY code HAVING COUNT(*) > 1
        ) twice
        JOIN staged_institution kept ON kept.id = twice.id
        JOIN staged_institution again ON again.code = twice.code AND again.id <> twice.id
        ORDER BY again.id
        """
    )
    unwanted = []
    for key, line, code, name, first, is_same in doubles:
        facts = {"first": first, "name": name[:60]}
        if is_same:
            reason = "same_row_twice"
        else:
            reason = "duplicate_code" if register in OWN_NUMBERS else "same_institution_twice"
        shown = code.partition("|")[2] if register == Register.OWN_LIST else code
        report(Problem(line, shown if register in OWN_NUMBERS else name[:60], reason, facts))
        unwanted.append((key,))
    run_many("DELETE FROM staged_institution WHERE id = %s", unwanted)


def compare(register: Register) -> dict[str, int]:
    """Mark each staged row as added, changed, unchanged or left out, and count."""
    run(
        """
        UPDATE staged_institution
        SET listing_id = known.id, institution_id = known.institution_id,
            difference = CASE WHEN known.digest = staged_institution.digest
                               AND known.gone_on IS NULL
                              THEN 'unchanged' ELSE 'changed' END
        FROM institutions_listing known
        WHERE known.register = %s AND known.code = staged_institution.code
        """,
        register,
    )
    run(
        """
        UPDATE staged_institution
        SET difference = CASE WHEN municipality_id IS NULL THEN 'left_out' ELSE 'closed' END
        WHERE municipality_id IS NULL OR (listing_id IS NULL AND state = 'closed')
        """
    )
    counts = {"added": 0, "changed": 0, "unchanged": 0, "left_out": 0, "closed": 0}
    found = rows_of("SELECT difference, COUNT(*) FROM staged_institution GROUP BY difference")
    counts |= dict(found)
    run("UPDATE staged_institution SET institution_id = NULL WHERE listing_id IS NULL")
    counts["ended"] = next(rows_of(f"SELECT COUNT(*) {_going(register)}", *_scope(register)))[0]
    return counts


def _going(register: Register) -> str:
    """Listed, and not in the file any more: of a regional register within the file's regions."""
    if register == Register.OWN_LIST:
        within = "AND city.id IN (SELECT municipality_id FROM staged_institution)"
    elif register in REGIONAL:
        within = """AND EXISTS (
            SELECT 1 FROM staged_institution seen
            JOIN directory_municipality other ON other.id = seen.municipality_id
            WHERE other.country = city.country AND other.region_code = city.region_code)"""
    else:
        within = ""
    return f"""
        FROM institutions_listing known
        JOIN directory_institution thing ON thing.id = known.institution_id
        JOIN directory_municipality city ON city.id = thing.municipality_id
        WHERE known.register = %s AND known.gone_on IS NULL {within}
          AND NOT EXISTS (SELECT 1 FROM staged_institution new WHERE new.code = known.code)
    """  # noqa: S608 - our own text


def _scope(register: Register) -> Sequence[str]:
    return [register]


def going(register: Register) -> Iterator[tuple[int, int]]:
    """Yield listing and institution of each row that the file lacks."""
    sql = f"SELECT known.id, known.institution_id {_going(register)} ORDER BY known.institution_id"
    yield from rows_of(sql, *_scope(register))


def live_count(register: Register) -> int:
    """Count what is listed of the register."""
    sql = "SELECT COUNT(*) FROM institutions_listing WHERE register = %s AND gone_on IS NULL"
    return int(next(rows_of(sql, register))[0])


def regions() -> list[str]:
    """Name the regions in which the file's institutions lie."""
    sql = """
        SELECT DISTINCT city.region_code FROM staged_institution new
        JOIN directory_municipality city ON city.id = new.municipality_id
        ORDER BY city.region_code
    """
    return [code for (code,) in rows_of(sql)]


def changes(register: Register) -> Iterator[Change]:
    """Yield what is renamed, moved, closed or gone; additions are only counted."""
    changed = rows_of(
        """
        SELECT new.code, known.name, known.place, new.name, new.place, new.state, known.gone_on
        FROM staged_institution new
        JOIN institutions_listing known ON known.id = new.listing_id
        WHERE new.difference = 'changed' ORDER BY new.code
        """
    )
    for code, old, old_place, new, place, state, gone in changed:
        before = f"{calm(old)} ({old_place})" if old_place != place else calm(old)
        after = f"{calm(new)} ({place})" if old_place != place else calm(new)
        yield Change(
            "changed", code, _in_state(before, "closed" if gone else ""), _in_state(after, state)
        )
    sql = f"SELECT known.code, known.name {_going(register)} ORDER BY known.code"
    for code, name in rows_of(sql, *_scope(register)):
        yield Change("ended", code, calm(name), "")


def _in_state(name: str, state: str) -> str:
    if state == "closed":
        return _("%(institution)s, closed") % {"institution": name}
    if state == "suspended":
        return _("%(institution)s, suspended") % {"institution": name}
    return name


def joined_count() -> int:
    """Count what is new in the register and was in the record already."""
    sql = """
        SELECT COUNT(*) FROM staged_institution
        WHERE difference = 'added' AND institution_id IS NOT NULL
    """
    return int(next(rows_of(sql))[0])


def new_ones(most: int) -> list[tuple[int, str, str]]:
    """Give line, kind and name of the first institutions that are new."""
    sql = """
        SELECT line, kind, name FROM staged_institution
        WHERE difference = 'added' ORDER BY line LIMIT %s
    """
    return list(rows_of(sql, most))

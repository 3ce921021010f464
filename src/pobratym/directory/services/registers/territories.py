"""One edition of a territorial register against the one in force."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from pobratym.core.filters import day
from pobratym.directory.registers.problems import Problem, Report
from pobratym.directory.services.registers import staging
from pobratym.directory.services.registers.staging import TemporaryTable, rows_of, run, run_many

TABLE = TemporaryTable(
    "staged_territory",
    [
        ("line", "integer"),
        ("code", "varchar(19)"),
        ("parent", "varchar(19)"),
        ("level", "integer"),
        ("kind", "varchar(24)"),
        ("name", "varchar(200)"),
        ("is_municipality", "boolean"),
        ("is_seat", "boolean"),
    ],
    extra=[("difference", "varchar(9) DEFAULT 'added'")],
)
KEYS = ("code", "parent")

Kind = Literal["added", "changed", "ended"]


class Change(NamedTuple):
    """One thing that the file would make different.

    Attributes:
        kind: what happens to it.
        code: its official code.
        old: how it stands now; empty when it is new.
        new: how it will stand; empty when it ends.
    """

    kind: Kind
    code: str
    old: str
    new: str


def drop_doubles(report: Report) -> None:
    """Report each code that comes again, and keep its first row."""
    doubles = rows_of(
        """
        SELECT again.id, again.line, again.code, first.line,
               (again.parent = first.parent AND again.kind = first.kind AND again.name = first.name)
        FROM (
            SELECT code, MIN(id) AS id FROM staged_territory GROUP BY code HAVING COUNT(*) > 1
        ) twice
        JOIN staged_territory first ON first.id = twice.id
        JOIN staged_territory again ON again.code = twice.code AND again.id <> twice.id
        ORDER BY again.id
        """
    )
    unwanted = []
    for key, line, code, first, is_same in doubles:
        reason = "same_row_twice" if is_same else "duplicate_code"
        report(Problem(line, code, reason, {"first": first}))
        unwanted.append(key)
    _drop(unwanted)


def drop_orphans(report: Report) -> None:
    """Report each row whose unit above is not in the file, and then those below such rows.

    The fact ``root`` names the missing unit on which a row hangs in the end.
    """
    roots: dict[str, str] = {}
    while True:
        orphans = list(
            rows_of(
                """
                SELECT child.id, child.line, child.code, child.parent
                FROM staged_territory child
                LEFT JOIN staged_territory above ON above.code = child.parent
                WHERE child.parent <> '' AND above.id IS NULL
                ORDER BY child.id
                """
            )
        )
        for _key, line, code, parent in orphans:
            roots[code] = roots.get(parent, parent)
            report(Problem(line, code, "unknown_parent", {"parent": parent, "root": roots[code]}))
        if not orphans:
            return
        _drop([key for key, *_ in orphans])


def _drop(keys: list[int]) -> None:
    run_many("DELETE FROM staged_territory WHERE id = %s", [(key,) for key in keys])


def compare(scheme: str) -> dict[str, int]:
    """Mark each staged row as added, changed or unchanged, and count; count what would end too."""
    run(
        """
        UPDATE staged_territory
        SET difference = CASE WHEN known.ended_on IS NULL
                               AND known.level = staged_territory.level
                               AND known.kind = staged_territory.kind
                               AND known.name = staged_territory.name
                               AND COALESCE(above.code, '') = staged_territory.parent
                              THEN 'unchanged' ELSE 'changed' END
        FROM directory_territory known
        LEFT JOIN directory_territory above ON above.id = known.parent_id
        WHERE known.scheme = %s AND known.code = staged_territory.code
        """,
        scheme,
    )
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    counts |= dict(rows_of("SELECT difference, COUNT(*) FROM staged_territory GROUP BY difference"))
    counts["ended"] = next(rows_of(f"SELECT COUNT(*) {_ENDING}", scheme))[0]
    return counts


_ENDING = """
    FROM directory_territory known
    WHERE known.scheme = %s AND known.ended_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM staged_territory new WHERE new.code = known.code)
"""


def changes(scheme: str) -> Iterator[Change]:
    """Yield what is renamed, moved or ended, in the order of codes; additions are only counted."""
    changed = rows_of(
        """
        SELECT new.code, known.name, above.name, above.code, new.name, above_new.name, new.parent,
               known.kind, new.kind, known.ended_on
        FROM staged_territory new
        JOIN directory_territory known ON known.scheme = %s AND known.code = new.code
        LEFT JOIN directory_territory above ON above.id = known.parent_id
        LEFT JOIN staged_territory above_new ON above_new.code = new.parent
        WHERE new.difference = 'changed' ORDER BY new.code
        """,
        scheme,
    )
    for code, old, above, old_parent, new, above_new, parent, kind, new_kind, ended in changed:
        before, after = _place(old, above), _place(new, above_new)
        if above == above_new and old_parent != parent:  # moved to a namesake
            before, after = _place(old, old_parent), _place(new, parent)
        if kind != new_kind:
            before, after = _of_kind(before, kind), _of_kind(after, new_kind)
        if ended:  # and now it is there again
            before = _("%(unit)s, ended %(day)s") % {"unit": before, "day": day(ended)}
        yield Change("changed", code, before, after)
    for code, name in rows_of(
        f"SELECT known.code, known.name {_ENDING} ORDER BY known.code", scheme
    ):
        yield Change("ended", code, name, "")


def _place(name: str, above: str | None) -> str:
    return f"{name} ({above})" if above else name


def _of_kind(place: str, kind: str) -> str:
    """Add the register's own mark of the kind, as ``M`` or ``3``."""
    return _("%(unit)s, kind %(kind)s") % {"unit": place, "kind": kind}


def live_count(scheme: str) -> int:
    """Count the units of the register in force."""
    sql = "SELECT COUNT(*) FROM directory_territory WHERE scheme = %s AND ended_on IS NULL"
    return int(next(rows_of(sql, scheme))[0])


def apply(scheme: str, edition: int, on: dt.date, *, may_end: bool) -> None:
    """Write the differences: units above before units below.

    Args:
        scheme: the register.
        edition: key of the edition that brings them.
        on: the edition's day, on which what it lacks is taken to have ended.
        may_end: whether anything may end at all.
    """
    for level in range(1, 6):
        if run(_INSERT, scheme, edition, scheme, level):
            staging.renew_plans("directory_territory")
    run(_UPDATE, edition, scheme, scheme)
    if may_end:
        run(_END, on, edition, scheme)


_INSERT = """
    INSERT INTO directory_territory (scheme, code, level, kind, name, parent_id, edition_id)
    SELECT %s, new.code, new.level, new.kind, new.name, above.id, %s
    FROM staged_territory new
    LEFT JOIN directory_territory above ON above.scheme = %s AND above.code = new.parent
    WHERE new.difference = 'added' AND new.level = %s
    ORDER BY new.code
"""
_UPDATE = """
    UPDATE directory_territory
    SET level = new.level, kind = new.kind, name = new.name, ended_on = NULL, edition_id = %s,
        parent_id = (SELECT above.id FROM directory_territory above
                     WHERE above.scheme = %s AND above.code = new.parent)
    FROM staged_territory new
    WHERE directory_territory.scheme = %s AND directory_territory.code = new.code
      AND new.difference = 'changed'
"""
_END = """
    UPDATE directory_territory SET ended_on = %s, edition_id = %s
    WHERE scheme = %s AND ended_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM staged_territory new WHERE new.code = directory_territory.code)
"""

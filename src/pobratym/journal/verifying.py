"""Walk the chain of the journal and say what does not fit."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from pobratym.journal.chain import Line, digest, digest_of_value
from pobratym.journal.models import HEAD
from pobratym.journal.protection import unprotected

BATCH = 5_000
MOST_FAULTS = 50

_MOMENT = {
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "sqlite": "CAST(at AS TEXT)",
}
_COLUMNS = (
    "by_id, city, what, kind, key, within_kind, within_key, is_own, details, changes, personal,"
    " prev_hash, hash"
)
_VALUES = (
    "SELECT entry_id, name, value, salt, person_id FROM journal_personalvalue"
    " WHERE entry_id BETWEEN %s AND %s"
)
_HEAD = (
    "SELECT number, hash, (SELECT COALESCE(MAX(id), 0) FROM journal_entry) FROM journal_head"
    " WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit, at which line (0: the journal as a whole)."""

    number: int
    what: str


@dataclass
class Verdict:
    """What a walk along the chain found."""

    lines: int = 0
    values: int = 0
    erased: int = 0
    head: str = "0:"
    faults: list[Fault] = field(default_factory=list)

    def note(self, number: int, what: str) -> None:
        """Note a fault; after the first fifty there is nothing to learn from more."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(number, what))


def verify(
    expected: dict[int, str] | None = None, tell: Callable[[int], object] = lambda _count: None
) -> Verdict:
    """Read every line and compare it with its digest, its neighbour and its values.

    In batches of 5,000, so memory does not grow; lines written meanwhile are read, too.

    Args:
        expected: digests noted outside the database, by number.
        tell: hears after each batch how many lines it had.

    Returns:
        What was found; ``faults`` is empty for a whole journal.
    """
    verdict = Verdict()
    for missing in unprotected():
        verdict.note(0, _("The database does not protect the table: %(name)s") % {"name": missing})
    number, before, last = _head()
    if number != last:
        told = {"head": number, "last": last}
        verdict.note(
            last, _("The journal should end with line %(head)d, the last is %(last)d.") % told
        )
    waiting = dict(expected or {})
    previous = ""
    for rows in _batches():
        _check_values(rows, verdict)
        previous = _check_lines(rows, previous, waiting, verdict)
        verdict.lines += len(rows)
        reached = rows[0][0].number <= number <= rows[-1][0].number
        if reached and {line.number: told for line, told in rows}.get(number) != before:
            verdict.note(number, _("This is not the line that the journal should end with."))
        tell(len(rows))
    for left in waiting:
        verdict.note(left, _("There is no such line, though it was noted outside."))
    verdict.head = f"{number}:{before}"
    return verdict


def head() -> str:
    """Give number and digest of the last line, ``number:digest``, to be noted outside."""
    number, told, _last = _head()
    return f"{number}:{told}"


def _head() -> tuple[int, str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_HEAD, [HEAD])
        found: tuple[int, str, int] | None = cursor.fetchone()
        if found is None:
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM journal_entry")
            return 0, "", cursor.fetchone()[0]
    return found


_Row = tuple[Line, str]


def _batches() -> Iterator[list[_Row]]:
    """Give all lines in order, each with the digest that stands in it."""
    at = _MOMENT[connection.vendor]
    read = f"SELECT id, {at}, {_COLUMNS} FROM journal_entry WHERE id > %s ORDER BY id LIMIT {BATCH}"  # noqa: S608  no word of others
    write = _utc if connection.vendor == "sqlite" else str
    last = -(2**63)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(read, [last])
            rows = cursor.fetchall()
        if not rows:
            return
        yield [(Line(row[0], write(row[1]), *row[2:-1]), row[-1]) for row in rows]
        last = rows[-1][0]


def _utc(stored: str) -> str:
    """Write a moment of SQLite as the chain does; the driver leaves out a zero fraction."""
    text = stored if "." in stored else f"{stored}.000000"
    return f"{text[:10]}T{text[11:]}Z"


def _check_lines(rows: list[_Row], previous: str, waiting: dict[int, str], verdict: Verdict) -> str:
    number = rows[0][0].number - 1 if verdict.lines else 0
    for line, told in rows:
        if line.number != number + 1:
            gap = {"first": number + 1, "last": line.number - 1}
            verdict.note(line.number, _("Lines %(first)d to %(last)d are missing.") % gap)
        elif line.before != previous:
            verdict.note(line.number, _("The line does not hang on the one before it."))
        if digest(line) != told:
            verdict.note(line.number, _("The line was changed."))
        if line.number in waiting and waiting.pop(line.number) != told:
            verdict.note(line.number, _("The line is not the one that was noted outside."))
        number, previous = line.number, told
    return previous


def _check_values(rows: list[_Row], verdict: Verdict) -> None:
    """Compare the values kept apart with the digests in their lines; erased ones are no fault."""
    digests = {
        line.number: json.loads(line.personal) for line, _told in rows if line.personal != "{}"
    }
    due = sum(len(names) for names in digests.values())
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, [rows[0][0].number, rows[-1][0].number])
        found = cursor.fetchall()
    for number, name, value, salt, person in found:
        if digests.get(number, {}).get(name) != digest_of_value(name, value, salt, person):
            told = {"name": name}
            verdict.note(number, _("The value “%(name)s” beside the line was changed.") % told)
    verdict.values += len(found)
    verdict.erased += due - len(found)

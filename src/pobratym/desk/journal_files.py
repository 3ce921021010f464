"""The journal as a file: a table for spreadsheets, or JSON lines for programs."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.desk.journal_values import Texts, in_words
from pobratym.desk.queries.lines import Line
from pobratym.journal.chain import canonical, moment

Batches = Iterable[list[tuple[dict[str, Any], Line]]]


def as_table(batches: Batches) -> Iterator[str]:
    """Write lines as CSV, a piece for each batch."""
    yield BYTE_ORDER_MARK + _rows(
        [[_("Number"), _("Moment"), _("Deed"), _("About"), _("What changed"), _("Also")]]
    )
    for batch in batches:
        yield _rows(_cells(line) for _row, line in batch)


def _cells(line: Line) -> list[str]:
    changes = "\n".join(
        f"{one.label}: {_joined(one.before)} → {_joined(one.after)}" for one in line.changes
    )
    facts = "\n".join(f"{name}: {value}" for name, value in line.facts)
    about = in_words(line.about)
    at = line.at.isoformat(timespec="seconds")
    return [str(line.number), at, *map(safe_cell, (line.sentence, about, changes, facts))]


def _joined(texts: Texts) -> str:
    return " / ".join(text for _language, text in texts) or "–"


def _rows(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def as_json_lines(batches: Batches) -> Iterator[str]:
    """Write lines as they are stored, one JSON object each, with what stands beside them."""
    for batch in batches:
        yield "".join(f"{_stored(row, line)}\n" for row, line in batch)


def _stored(row: dict[str, Any], line: Line) -> str:
    names = (
        "city", "what", "kind", "key", "within_kind", "within_key", "details", "changes",
        "personal", "prev_hash", "hash",
    )  # fmt: skip
    told = {name: row[name] for name in names}
    told |= {"number": line.number, "at": moment(line.at), "who": line.who}
    return canonical({**told, "beside": dict(line.facts)})

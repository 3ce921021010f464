"""A work plan as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language, gettext, pgettext

from pobratym.agreements.models.plans import PlanLine
from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.directory.topics import TOPICS, topic_name


def as_csv(lines: Iterable[PlanLine], labels: Mapping[int, str]) -> str:
    """Write the lines of a plan as CSV in the reader's language.

    Args:
        lines: with city and evidence.
        labels: how clauses are cited, by key.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        [
            gettext("Clause"),
            pgettext("of cooperation", "Field"),
            gettext("What is to be done"),
            gettext("Responsible city"),
            gettext("Who answers for it"),
            gettext("By when"),
            gettext("Cost"),
            gettext("Currency"),
            pgettext("line of a plan", "State"),
            gettext("Done on"),
            gettext("Evidence"),
        ]
    )
    for line in lines:
        table.writerow(safe_cell(cell) for cell in _cells(line, labels))
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(line: PlanLine, labels: Mapping[int, str]) -> list[str]:
    language = get_language() or "en"
    city = line.city.name.said(language).text if line.city else gettext("all cities")
    return [
        labels.get(line.clause_id or 0, ""),
        topic_name(line.topic, language) if line.topic in TOPICS else "",
        line.action.said(language).text,
        city,
        line.responsible,
        line.due_on.isoformat(),
        f"{line.cost_amount:.2f}" if line.cost_amount is not None else "",
        line.cost_currency,
        str(line.get_state_display()),
        line.done_on.isoformat() if line.done_on else "",
        "; ".join(f"{one.says} {one.url}".strip() for one in line.evidence.all()),
    ]

"""Which clauses and lines of work plans a visit may serve, and how they are named."""

from pobratym.accounts.http import Reader
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine
from pobratym.core.words import language
from pobratym.visits.models.visits import Visit

MOST = 200


def clauses_to_serve(
    visit: Visit, reader: Reader, *, served: bool = False
) -> list[tuple[Clause, str]]:
    """Give the clauses of the partnership's agreements that the reader sees, each with its name.

    With ``served`` only those that the visit serves already.
    """
    wanted = visit.clauses.values("pk")
    rows = (
        Clause.objects.visible_to(reader)
        .standing()
        .filter(agreement__partnership=visit.partnership_id)
        .select_related("agreement")
        .prefetch_related("texts")
        .order_by("agreement", "place", "pk")
    )
    rows = rows.filter(pk__in=wanted) if served else rows
    return [
        (one, f"{one.agreement.title.said(language()).text}: {_heading(one)}")
        for one in rows[:MOST]
    ]


def _heading(clause: Clause) -> str:
    headings = {text.language: text.heading for text in clause.texts.all()}
    wanted = (language(), "pl", "uk", *headings)
    return next(
        (headings[one] for one in wanted if headings.get(one)), clause.get_type_display() or ""
    )


def lines_to_serve(
    visit: Visit, reader: Reader, *, served: bool = False
) -> list[tuple[PlanLine, str]]:
    """Give the lines of the partnership's work plans that the reader sees, each with its name.

    With ``served`` only those that the visit serves already.
    """
    rows = (
        PlanLine.objects.visible_to(reader)
        .filter(plan__agreement__partnership=visit.partnership_id)
        .select_related("plan__agreement")
        .order_by("-plan__year", "due_on", "pk")
    )
    rows = rows.filter(pk__in=visit.plan_lines.values("pk")) if served else rows
    return [(one, f"{one.plan.year}: {one.action.said(language()).text}") for one in rows[:MOST]]

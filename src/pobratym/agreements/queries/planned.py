"""Work plans as pages show them: lines in order of their days, totals per currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.states import PlanState


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan costs by currency, never mixed; what is dropped costs nothing."""

    planned: Mapping[str, Decimal]
    done: Mapping[str, Decimal]


def plans_of(agreement: Agreement, reader: Reader) -> list[WorkPlan]:
    """Give the plans that the reader may see, the newest year first (one statement)."""
    return list(WorkPlan.objects.visible_to(reader).filter(agreement=agreement).order_by("-year"))


def lines_of(plan: WorkPlan) -> list[PlanLine]:
    """Give the lines of a plan with city, clause and evidence, by their days (two statements)."""
    evidence = Evidence.objects.select_related("document").order_by("on", "pk")
    rows = plan.lines.select_related("city", "clause").order_by("due_on", "pk")
    return list(rows.prefetch_related(Prefetch("evidence", evidence)))


def totals(lines: Iterable[PlanLine]) -> Totals:
    """Add up costs, each currency for itself."""
    planned: dict[str, Decimal] = {}
    done: dict[str, Decimal] = {}
    for line in lines:
        if line.cost_amount is None or line.state == PlanState.DROPPED:
            continue
        for sums, counts in ((planned, True), (done, line.state == PlanState.DONE)):
            if counts:
                sums[line.cost_currency] = (
                    sums.get(line.cost_currency, Decimal(0)) + line.cost_amount
                )
    return Totals(dict(sorted(planned.items())), dict(sorted(done.items())))

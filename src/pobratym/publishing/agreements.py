"""The public page of an agreement: the signed text, what was announced, what is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement, AgreementParty
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.models.statements import Statement
from pobratym.agreements.queries.announced import (
    Cited,
    MatrixRow,
    cited_clauses,
    matrix,
    statements_of,
)
from pobratym.agreements.queries.planned import Totals, totals
from pobratym.agreements.queries.whole import frozen_text
from pobratym.agreements.states import PUBLISHABLE
from pobratym.agreements.texts.structure import Block, blocks
from pobratym.agreements.texts.whole import WholeText
from pobratym.agreements.tongues import tongue_name
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, READING_NOTES


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the text: its code, its name for the reader, whether it binds, its title."""

    language: str
    name: str
    binds: bool
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one clause says in one language."""

    language: str
    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Row:
    """One clause in all languages; ``label`` is empty for one without a number."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Plan:
    """An adopted work plan."""

    plan: WorkPlan
    lines: Sequence[PlanLine]
    totals: Totals


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything on the public page of one agreement.

    Attributes:
        columns: languages of the frozen text, those that bind first.
        rows: its clauses.
        matrix: what was announced beside what was agreed.
        cited: clauses by key, for plans.
    """

    agreement: Agreement
    cities: list[Municipality]
    text: WholeText
    columns: list[Column]
    rows: list[Row]
    statements: list[Statement]
    matrix: list[MatrixRow]
    cited: Mapping[int, Cited]
    plans: list[Plan]


def find_agreement(reader: Reader, public_id: UUID) -> Agreement | None:
    """Give a signed agreement that the reader sees: public ones all, own ones before, too.

    Two statements.
    """
    parties = AgreementParty.objects.select_related("city")
    seen = Agreement.objects.visible_to(reader).standing().filter(stage__in=sorted(PUBLISHABLE))
    rows = seen.select_related("partnership", "text_version")
    return rows.prefetch_related(Prefetch("parties", parties)).filter(public_id=public_id).first()


def agreement_page(agreement: Agreement) -> AgreementPage:
    """Gather the public page of an agreement that the reader is known to see (seven statements).

    Only the version that was signed is shown, nothing of drafts; of plans only adopted ones, and
    without the names of those who answer for a line.
    """
    assert agreement.text_version is not None  # noqa: S101  a constraint of signed agreements
    cities = [party.city for party in agreement.parties.all()]
    text = frozen_text(agreement.text_version)
    ordered = [*text.authentic, *(one for one in text.languages if one not in text.authentic)]
    clauses = cited_clauses(agreement)
    statements = statements_of(agreement)
    return AgreementPage(
        agreement=agreement,
        cities=cities,
        text=text,
        columns=[
            Column(one, tongue_name(one), one in text.authentic, text.titles.get(one, ""))
            for one in ordered
        ],
        rows=[
            Row(
                clause.label,
                [
                    Cell(one, clause.said(one).heading, blocks(clause.said(one).body))
                    for one in ordered
                ],
            )
            for clause in text.clauses
        ],
        statements=statements,
        matrix=matrix(statements, clauses, [city.pk for city in cities]),
        cited={one.key: one for one in clauses},
        plans=_plans(agreement),
    )


def _plans(agreement: Agreement) -> list[Plan]:
    """Give the adopted plans, the newest year first (two statements)."""
    evidence = Evidence.objects.order_by("on", "pk")
    rows = PlanLine.objects.filter(plan__agreement=agreement, plan__adopted_on__isnull=False)
    lines = rows.select_related("plan", "city").order_by("-plan__year", "due_on", "pk")
    found: dict[int, list[PlanLine]] = {}
    for line in lines.prefetch_related(Prefetch("evidence", evidence)):
        line.responsible = ""
        found.setdefault(line.plan_id, []).append(line)
    return [Plan(of_one[0].plan, of_one, totals(of_one)) for of_one in found.values()]


def may_work_on(reader: Reader, agreement: Agreement) -> bool:
    """Say whether the agreement is one of the reader's own cities; without a statement."""
    mandate = mandate_of(reader)
    known = agreement.shared_on is not None or mandate.covers(agreement.opened_by_id, READING_NOTES)
    return known and agreement.takes_part(mandate.cities(READING))

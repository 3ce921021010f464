"""Pages of yearly work plans."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.agreements.forms.plans import EvidenceForm, LineForm, MarkForm, PlanNewForm
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.planfiles import as_csv
from pobratym.agreements.queries.acting import acting_cities, cities_of
from pobratym.agreements.queries.announced import cited_clauses
from pobratym.agreements.queries.naming import named_clauses
from pobratym.agreements.queries.planned import lines_of, plans_of, totals
from pobratym.agreements.services import adopting, plan_lines, plan_reports
from pobratym.agreements.services.plan_lines import LineFacts
from pobratym.agreements.services.plans import open_plan
from pobratym.agreements.states import STANDING, PlanState
from pobratym.agreements.views.doors import agreement_for, agreement_of
from pobratym.confirmations.queries import proposals_about
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.documents.giving import answer_with

_FACTS = (
    "action", "topic", "responsible", "due_on", "cost_amount", "cost_currency",
)  # fmt: skip


@login_required
@require_safe
def plans(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the work plans under an agreement."""
    agreement = agreement_of(request.user, public_id)
    context = {
        "agreement": agreement,
        "plans": plans_of(agreement, request.user),
        "may_change": _may_change(request.user, agreement),
    }
    return page(request, "agreements/plans.html", context)


def _may_change(user: User, agreement: Agreement) -> bool:
    return bool(acting_cities(user, agreement)) and agreement.withdrawn_at is None


@login_required
@require_http_methods(["GET", "POST"])
def plan_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Begin the plan of a year."""
    agreement, city = agreement_for(request.user, public_id)
    found = plans_of(agreement, request.user)

    def deed(form: PlanNewForm) -> str:
        like = next((one for one in found if one.pk == form.cleaned_data.get("like")), None)
        year = form.cleaned_data["year"]
        open_plan(agreement, year, like=like, by=request.user, for_city=city)
        return _address(agreement, year)

    sheet = Sheet(
        template="agreements/plan_new.html",
        make=lambda data, _files: PlanNewForm(data, plans=found),
        deed=deed,
        done=_("The plan is begun. All cities of the agreement see it and write in it."),
        draft=f"plan_new:{public_id}",
        once="plan.open",
        context={
            "agreement": agreement,
            "current": "plans",
            "back": reverse("agreements:plans", kwargs={"public_id": public_id}),
        },
    )
    return answer(request, sheet)


@login_required
@require_safe
def plan(request: SignedInRequest, public_id: UUID, year: int) -> HttpResponse:
    """Show the plan of one year."""
    agreement = agreement_of(request.user, public_id)
    found = _plan_of(agreement, request.user, year)
    lines = lines_of(found)
    acting = acting_cities(request.user, agreement)
    waiting = proposals_about(found, request.user)
    context = {
        "agreement": agreement,
        "plan": found,
        "lines": lines,
        "totals": totals(lines),
        "cited": {one.key: one for one in cited_clauses(agreement)},
        "own": {city.pk for city in acting},
        "may_change": _may_change(request.user, agreement),
        "may_adopt": agreement.stage in STANDING,
        "proposals": waiting,
        "open_deeds": {shown.change.deed for shown in waiting},
        "today": timezone.localdate(),
        "open_states": {PlanState.PLANNED.value, PlanState.RUNNING.value},
    }
    return page(request, "agreements/plan.html", context)


@login_required
@require_safe
def plan_csv(request: SignedInRequest, public_id: UUID, year: int) -> HttpResponse:
    """Give the plan of one year as a table."""
    agreement = agreement_of(request.user, public_id)
    found = _plan_of(agreement, request.user, year)
    labels = {one.key: one.label for one in cited_clauses(agreement)}
    file = HttpResponse(as_csv(lines_of(found), labels), content_type="text/csv; charset=utf-8")
    file.headers["Content-Disposition"] = f'attachment; filename="plan-{year}.csv"'
    return file


@login_required
@require_POST
def plan_adopt(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose to adopt a plan (a button; sends ``version``)."""
    found, agreement, city = _plan_for(request.user, public_id)
    deed = partial(adopting.propose_adoption, found, by=request.user, city=city)
    done = _("The plan is proposed. It is adopted once all cities have confirmed it.")
    return press(request, deed, done, _address(agreement, found.year))


@login_required
@require_http_methods(["GET", "POST"])
def line_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add a line to a plan, or propose one where the plan is adopted."""
    found, agreement, city = _plan_for(request.user, public_id)
    proposes = found.adopted_on is not None

    def deed(form: LineForm) -> str:
        told = form.cleaned_data
        facts = _facts(agreement, told, request.user)
        if proposes:
            message = told["message"]
            adopting.propose_line(found, None, facts, by=request.user, city=city, message=message)
        else:
            plan_lines.add_line(
                found, version=told["version"], by=request.user, for_city=city, **facts
            )
        return _address(agreement, found.year)

    sheet = _line_sheet(request, found, agreement, None, deed)
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def line_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a line, or propose to change it where the plan is adopted."""
    line, agreement, city = _line_for(request.user, public_id)

    def deed(form: LineForm) -> str:
        told = form.cleaned_data
        facts = _facts(agreement, told, request.user)
        if line.plan.adopted_on is not None:
            message = told["message"]
            adopting.propose_line(
                line.plan, line, facts, by=request.user, city=city, message=message
            )
        else:
            version = told["version"]
            plan_lines.edit_line(line, version=version, by=request.user, for_city=city, **facts)
        return _address(agreement, line.plan.year)

    sheet = _line_sheet(request, line.plan, agreement, line, deed)
    return answer(request, sheet)


def _line_sheet(
    request: SignedInRequest,
    found: WorkPlan,
    agreement: Agreement,
    line: PlanLine | None,
    deed: Any,  # noqa: ANN401  takes the form, gives an address
) -> Sheet[LineForm]:
    proposes = found.adopted_on is not None
    initial: dict[str, object] = {"version": found.version, "due_on": None}
    if line is not None:
        initial = {**_said(line), "version": line.version}
    else:
        initial["city"] = next((one.pk for one in acting_cities(request.user, agreement)), None)
    done = _("The line is saved.")
    if proposes:
        done = _("The change is proposed. It holds once all cities have confirmed it.")
    name = "line_new" if line is None else "line_edit"
    return Sheet(
        template=f"agreements/{name}.html",
        make=lambda data, _files: LineForm(
            data,
            clauses=named_clauses(agreement),
            cities=cities_of(agreement),
            proposes=proposes,
            initial=initial,
        ),
        deed=deed,
        done=done,
        draft=f"{name}:{(line or found).public_id}",
        once="plan.line" if line is None or proposes else "",
        stored=_said if line is not None else lambda _row: {},
        context={**_context(agreement, found), "line": line, "proposes": proposes},
    )


@login_required
@require_POST
def line_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a line out of a plan that is not adopted (a button; sends ``version``)."""
    line, agreement, city = _line_for(request.user, public_id)
    deed = partial(plan_lines.take_line_out, line, by=request.user, for_city=city)
    done = _("The line is taken out.")
    return press(request, deed, done, _address(agreement, line.plan.year))


@login_required
@require_http_methods(["GET", "POST"])
def line_mark(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say how a line of an adopted plan stands."""
    line, agreement, city = _line_for(request.user, public_id)

    def deed(form: MarkForm) -> str:
        told = dict(form.cleaned_data)
        state = PlanState(told.pop("state"))
        plan_reports.mark_line(line, state, by=request.user, for_city=city, **told)
        return _address(agreement, line.plan.year)

    def said(row: PlanLine) -> dict[str, object]:
        return {name: getattr(row, name) for name in ("state", "done_on", "dropped_because")}

    sheet = Sheet(
        template="agreements/line_mark.html",
        make=lambda data, _files: MarkForm(data, initial={**said(line), "version": line.version}),
        deed=deed,
        done=_("It is noted how the line stands."),
        draft=f"line_mark:{public_id}",
        stored=said,
        context={**_context(agreement, line.plan), "line": line},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def evidence_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put what shows that a line was done beside it."""
    line, agreement, city = _line_for(request.user, public_id)

    def deed(form: EvidenceForm) -> str:
        plan_reports.add_evidence(line, by=request.user, for_city=city, **form.cleaned_data)
        return _address(agreement, line.plan.year)

    sheet = Sheet(
        template="agreements/evidence_new.html",
        make=EvidenceForm,
        deed=deed,
        done=_("The evidence stands beside the line."),
        draft=f"evidence_new:{public_id}",
        once="plan.evidence",
        context={**_context(agreement, line.plan), "line": line},
    )
    return answer(request, sheet)


@login_required
@require_safe
def evidence(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out the paper of a piece of evidence, to those who work on the agreement."""
    rows = Evidence.objects.visible_to(request.user).select_related("document")
    found = get_object_or_404(rows, public_id=public_id, document__isnull=False)
    assert found.document is not None  # noqa: S101  asked for above
    return answer_with(found.document)


def _plan_of(agreement: Agreement, user: User, year: int) -> WorkPlan:
    rows = WorkPlan.objects.visible_to(user).filter(agreement=agreement)
    return get_object_or_404(rows, year=year)


def _plan_for(user: User, public_id: UUID) -> tuple[WorkPlan, Agreement, Municipality]:
    rows = WorkPlan.objects.visible_to(user).select_related("agreement")
    found = get_object_or_404(rows, public_id=public_id)
    agreement, city = agreement_for(user, found.agreement.public_id)
    found.agreement = agreement
    return found, agreement, city


def _line_for(user: User, public_id: UUID) -> tuple[PlanLine, Agreement, Municipality]:
    """Give a line, its agreement, and who acts: the city that answers for it, if that is own."""
    rows = PlanLine.objects.visible_to(user)
    rows = rows.select_related("plan__agreement", "clause", "city")
    line = get_object_or_404(rows, public_id=public_id)
    agreement, city = agreement_for(user, line.plan.agreement.public_id)
    line.plan.agreement = agreement
    own = acting_cities(user, agreement)
    return line, agreement, next((one for one in own if one.pk == line.city_id), city)


def _facts(agreement: Agreement, told: dict[str, Any], user: User) -> LineFacts:
    cities = {city.pk: city for city in cities_of(agreement)}
    clauses = Clause.objects.visible_to(user).standing().filter(agreement=agreement)
    return {
        "action": told["action"],
        "clause": clauses.filter(public_id=told["clause"]).first() if told["clause"] else None,
        "topic": told["topic"],
        "city": cities.get(told["city"]),
        "responsible": told["responsible"],
        "due_on": told["due_on"],
        "cost_amount": told["cost_amount"],
        "cost_currency": told["cost_currency"],
    }


def _said(line: PlanLine) -> dict[str, object]:
    return {
        **{name: getattr(line, name) for name in _FACTS},
        "clause": str(line.clause.public_id) if line.clause else "",
        "city": line.city_id,
    }


def _address(agreement: Agreement, year: int) -> str:
    parts = {"public_id": agreement.public_id, "year": year}
    return reverse("agreements:plan", kwargs=parts)


def _context(agreement: Agreement, found: WorkPlan) -> dict[str, object]:
    return {
        "agreement": agreement,
        "plan": found,
        "current": "plans",
        "back": _address(agreement, found.year),
    }

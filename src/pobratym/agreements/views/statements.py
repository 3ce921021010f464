"""Pages of public announcements."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.agreements.forms.shared import ReasonForm
from pobratym.agreements.forms.statements import ClaimForm, StatementEditForm, StatementForm
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.statements import Statement
from pobratym.agreements.queries.acting import acting_cities, cities_of
from pobratym.agreements.queries.announced import cited_clauses, matrix, statements_of
from pobratym.agreements.queries.naming import named_clauses
from pobratym.agreements.services import statements as services
from pobratym.agreements.views.doors import agreement_for, agreement_of
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality

_FACTS = ("title", "publisher", "url", "on", "language")


@login_required
@require_safe
def statements(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what was announced beside what was agreed."""
    agreement = agreement_of(request.user, public_id)
    cities = cities_of(agreement)
    found = statements_of(agreement)
    clauses = cited_clauses(agreement)
    context = {
        "agreement": agreement,
        "cities": cities,
        "statements": found,
        "rows": matrix(found, clauses, [city.pk for city in cities]),
        "cited": {one.key: one for one in clauses},
        "may_change": bool(acting_cities(request.user, agreement))
        and agreement.withdrawn_at is None,
    }
    return page(request, "agreements/statements.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def statement_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a public announcement."""
    agreement, city = agreement_for(request.user, public_id)
    cities = cities_of(agreement)

    def deed(form: StatementForm) -> str:
        told = _told(form, cities)
        services.add_statement(agreement, by=request.user, for_city=city, **told)
        return _page_of(agreement)

    sheet = Sheet(
        template="agreements/statement_new.html",
        make=lambda data, _files: StatementForm(data, cities=cities, initial={"city": city.pk}),
        deed=deed,
        done=_("The announcement is entered. Note now what it says was agreed."),
        draft=f"statement_new:{public_id}",
        once="statement.add",
        context=_context(agreement),
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def statement_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct what is said of an announcement."""
    statement, agreement, city = _statement_for(request.user, public_id)
    cities = cities_of(agreement)

    def deed(form: StatementEditForm) -> str:
        told = _told(form, cities)
        version = told.pop("version")
        services.edit_statement(statement, version=version, by=request.user, for_city=city, **told)
        return _page_of(agreement)

    sheet = Sheet(
        template="agreements/statement_edit.html",
        make=lambda data, _files: StatementEditForm(
            data, cities=cities, initial={**_said(statement), "version": statement.version}
        ),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"statement_edit:{public_id}",
        stored=_said,
        context=_context(agreement),
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def statement_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take back an announcement that was entered by mistake."""
    statement, agreement, city = _statement_for(request.user, public_id)

    def deed(form: ReasonForm) -> str:
        told = form.cleaned_data
        services.withdraw_statement(statement, by=request.user, for_city=city, **told)
        return _page_of(agreement)

    sheet = Sheet(
        template="agreements/statement_withdraw.html",
        make=lambda data, _files: ReasonForm(data, initial={"version": statement.version}),
        deed=deed,
        done=_("The announcement is withdrawn. It stays in the record with your reason."),
        draft=f"statement_withdraw:{public_id}",
        context={**_context(agreement), "statement": statement},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def claim_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note one thing that an announcement says was agreed."""
    statement, agreement, city = _statement_for(request.user, public_id)

    def deed(form: ClaimForm) -> str:
        told = dict(form.cleaned_data)
        services.add_claim(
            statement,
            version=told["version"],
            clauses=_clauses(agreement, request.user, told.get("clauses", ())),
            by=request.user,
            for_city=city,
            says=told["says"],
            topic=told["topic"],
        )
        return _page_of(agreement)

    sheet = Sheet(
        template="agreements/claim_new.html",
        make=lambda data, _files: ClaimForm(
            data, clauses=named_clauses(agreement), initial={"version": statement.version}
        ),
        deed=deed,
        done=_("The point is noted."),
        draft=f"claim_new:{public_id}",
        once="claim.add",
        context={**_context(agreement), "statement": statement},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def claim_edit(request: SignedInRequest, public_id: UUID, place: int) -> HttpResponse:
    """Change one thing that was announced."""
    statement, agreement, city = _statement_for(request.user, public_id)
    claim = get_object_or_404(statement.claims, place=place)
    claim.statement = statement

    def said(_row: object) -> dict[str, object]:
        grounds = claim.grounds.select_related("clause")
        return {
            "says": claim.says,
            "topic": claim.topic,
            "clauses": [str(ground.clause.public_id) for ground in grounds],
        }

    def deed(form: ClaimForm) -> str:
        told = dict(form.cleaned_data)
        services.edit_claim(
            claim,
            version=told["version"],
            clauses=_clauses(agreement, request.user, told.get("clauses", ())),
            by=request.user,
            for_city=city,
            says=told["says"],
            topic=told["topic"],
        )
        return _page_of(agreement)

    sheet = Sheet(
        template="agreements/claim_edit.html",
        make=lambda data, _files: ClaimForm(
            data,
            clauses=named_clauses(agreement),
            initial={**said(None), "version": statement.version},
        ),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"claim_edit:{public_id}",
        stored=said,
        context={**_context(agreement), "statement": statement, "claim": claim},
    )
    return answer(request, sheet)


@login_required
@require_POST
def claim_remove(request: SignedInRequest, public_id: UUID, place: int) -> HttpResponse:
    """Take a point out that was noted by mistake (a button; sends ``version``)."""
    statement, agreement, city = _statement_for(request.user, public_id)
    claim = get_object_or_404(statement.claims, place=place)
    claim.statement = statement
    deed = partial(services.take_claim_out, claim, by=request.user, for_city=city)
    return press(request, deed, _("The point is taken out."), _page_of(agreement))


def _clauses(agreement: Agreement, user: User, chosen: Sequence[str]) -> list[Clause]:
    rows = Clause.objects.visible_to(user).standing()
    return list(rows.filter(agreement=agreement, public_id__in=chosen))


def _statement_for(user: User, public_id: UUID) -> tuple[Statement, Agreement, Municipality]:
    """Give an announcement that stands, its agreement, and the city in whose name it is changed."""
    rows = Statement.objects.visible_to(user).select_related("agreement", "city")
    statement = get_object_or_404(rows, public_id=public_id)
    if statement.withdrawn_at is not None:
        raise Http404
    agreement, city = agreement_for(user, statement.agreement.public_id)
    statement.agreement = agreement
    return statement, agreement, city


def _told(form: StatementForm, cities: Sequence[Municipality]) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    told["city"] = next(city for city in cities if city.pk == told["city"])
    return told


def _said(statement: Statement) -> dict[str, object]:
    return {**{name: getattr(statement, name) for name in _FACTS}, "city": statement.city_id}


def _page_of(agreement: Agreement) -> str:
    return reverse("agreements:statements", kwargs={"public_id": agreement.public_id})


def _context(agreement: Agreement) -> dict[str, object]:
    return {"agreement": agreement, "current": "statements", "back": _page_of(agreement)}

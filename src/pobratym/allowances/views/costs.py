"""Pages of the cost sheet: stays, other costs, rates of exchange."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.allowances.forms.costs import LineEditForm, LineForm, StayForm
from pobratym.allowances.forms.rates import ExchangeEditForm, ExchangeForm
from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.rates import ExchangeRate
from pobratym.allowances.queries.pages import Opening, opening_of, rates_to_choose, sheet_page
from pobratym.allowances.services import exchange, lines, stays
from pobratym.allowances.views.doors import (
    acting_on,
    exchange_for,
    line_for,
    member_for,
    sheet_of,
    visit_for,
)
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.visits.models.delegations import Member


@login_required
@require_safe
def sheet(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the cost sheet of a visit."""
    visit = visit_for(request.user, public_id)
    return page(request, "allowances/sheet.html", {"shown": sheet_page(visit, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def stay(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter or change the allowance of a guest."""
    member = member_for(request.user, public_id)
    opening = opening_of(member)

    def deed(form: StayForm) -> str:
        stays.put_stay(member, by=request.user, **form.facts())
        return sheet_of(member.visit)

    made = Sheet(
        template="allowances/stay.html",
        make=partial(_stay_form, member, opening),
        deed=deed,
        done=_("The allowance is entered."),
        draft=f"stay:{public_id}",
        stored=_said_stay,
        context={
            "member": member,
            "stay": opening.stay,
            "has_rates": bool(rates_to_choose(member)),
            "back": sheet_of(member.visit),
        },
    )
    return answer(request, made)


def _stay_form(member: Member, opening: Opening, data: QueryDict | None, files: object) -> StayForm:
    del files
    return StayForm(
        data, days=opening.days, choices=rates_to_choose(member), initial=opening.values
    )


def _said_stay(row: Stay) -> dict[str, object]:
    names = ("rates", "bearer", "nights", "night_amount", "night_bearer", "over_limit_because")
    days = {f"part_{on}": part for on, part, _meals in row.days}
    meals = {f"meals_{on}": list(given) for on, _part, given in row.days}
    return {name: getattr(row, name) for name in names} | days | meals


@login_required
@require_POST
def stay_repeat(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter the same for all guests of the city that have none (a button; sends ``version``)."""
    member = member_for(request.user, public_id)
    found = _stay_of(member, request.user)
    made: list[int] = []

    def deed(version: int) -> None:
        made.append(stays.repeat_stay(found, version=version, by=request.user))

    without = member.visit.members.coming().filter(city=member.city_id, stay__isnull=True).count()
    done = ngettext(
        "The same is entered for %(num)d other guest.",
        "The same is entered for %(num)d other guests.",
        without,
    ) % {"num": without}
    return press(request, deed, done, sheet_of(member.visit))


@login_required
@require_POST
def stay_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take an allowance off the sheet (a button; sends ``version``)."""
    member = member_for(request.user, public_id)
    deed = partial(stays.remove_stay, _stay_of(member, request.user), by=request.user)
    return press(request, deed, _("The allowance is off the sheet."), sheet_of(member.visit))


def _stay_of(member: Member, user: User) -> Stay:
    found = Stay.objects.visible_to(user).select_related("rates").filter(member=member).first()
    if found is None:
        raise Http404
    found.member, found.visit = member, member.visit
    return found


@login_required
@require_http_methods(["GET", "POST"])
def line_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter another cost."""
    visit, acting = acting_on(request.user, public_id)

    def deed(form: LineForm) -> str:
        lines.add_line(visit, by=request.user, city=acting[0], **form.cleaned_data)
        return sheet_of(visit)

    made = Sheet(
        template="allowances/form.html",
        make=LineForm,
        deed=deed,
        done=_("The cost is entered."),
        draft=f"cost_new:{public_id}",
        once="cost.add",
        context={"title": _("Enter a cost"), "of": visit.title, "back": sheet_of(visit)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def line_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a cost."""
    line = line_for(request.user, public_id)

    def make(data: QueryDict | None, files: object) -> LineEditForm:
        del files
        form = LineEditForm(data, initial={**_said_line(line), "version": line.version})
        tell_standings(form, standings_of(line))
        return form

    def deed(form: LineEditForm) -> str:
        lines.edit_line(line, by=request.user, **form.cleaned_data)
        return sheet_of(line.visit)

    made = Sheet(
        template="allowances/form.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"cost_edit:{public_id}",
        stored=_said_line,
        context={"title": _("Change a cost"), "of": line.visit.title, "back": sheet_of(line.visit)},
    )
    return answer(request, made)


def _said_line(line: CostLine) -> dict[str, object]:
    names = ("kind", "what", "amount", "currency", "bearer", "grant", "paper")
    return {name: getattr(line, name) for name in names}


@login_required
@require_POST
def line_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a cost off the sheet (a button; sends ``version``)."""
    line = line_for(request.user, public_id)
    deed = partial(lines.remove_line, line, by=request.user)
    return press(request, deed, _("The cost is off the sheet."), sheet_of(line.visit))


@login_required
@require_http_methods(["GET", "POST"])
def exchange_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter a rate of exchange."""
    visit, _acting = acting_on(request.user, public_id)

    def deed(form: ExchangeForm) -> str:
        exchange.enter_rate(visit, by=request.user, **form.cleaned_data)
        return sheet_of(visit)

    made = Sheet(
        template="allowances/form.html",
        make=ExchangeForm,
        deed=deed,
        done=_("The rate is entered. All totals are reckoned by it."),
        draft=f"exchange_new:{public_id}",
        once="exchange.enter",
        context={
            "title": _("Enter a rate of exchange"),
            "of": visit.title,
            "back": sheet_of(visit),
        },
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def exchange_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a rate of exchange."""
    rate = exchange_for(request.user, public_id)

    def deed(form: ExchangeEditForm) -> str:
        exchange.edit_rate(rate, by=request.user, **form.cleaned_data)
        return sheet_of(rate.visit)

    made = Sheet(
        template="allowances/form.html",
        make=partial(ExchangeEditForm, initial={**_said_rate(rate), "version": rate.version}),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"exchange_edit:{public_id}",
        stored=_said_rate,
        context={
            "title": _("Change a rate of exchange"),
            "of": rate.visit.title,
            "back": sheet_of(rate.visit),
        },
    )
    return answer(request, made)


def _said_rate(rate: ExchangeRate) -> dict[str, object]:
    names = ("base", "quote", "rate", "on", "source", "table")
    return {name: getattr(rate, name) for name in names}


@login_required
@require_POST
def exchange_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a rate off the sheet (a button; sends ``version``)."""
    rate = exchange_for(request.user, public_id)
    deed = partial(exchange.remove_rate, rate, by=request.user)
    return press(request, deed, _("The rate is off the sheet."), sheet_of(rate.visit))

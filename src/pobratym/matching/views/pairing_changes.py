"""A pairing changed in one thing, stopped, and its pairs proposed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.matching.forms.pairing import CapacityForm, RuleForm
from pobratym.matching.models.runs import PairRule
from pobratym.matching.queries.pairing.runs import (
    institutions_of,
)
from pobratym.matching.services.pairing import asking
from pobratym.matching.services.pairing.asking import SetUp
from pobratym.matching.services.pairing.proposing import propose_pairs
from pobratym.matching.states import Demand
from pobratym.matching.views.runs import (
    CHANGE,
    PROPOSE,
    acting_city,
    address,
    begun,
    partnership_seen,
    run_to_change,
)

_MOST_TICKED = 40


@login_required
@require_POST
def pairing_stop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Stop a pairing that is being reckoned (a button)."""
    run = run_to_change(request.user, public_id)
    return _press(
        request,
        lambda: asking.stop_run(
            run, by=request.user, city=acting_city(request.user, run.partnership)
        ),
        _("The pairing is stopped."),
        address("pairing_run", run),
    )


@login_required
@require_POST
def pairing_propose(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose links for the pairs that were ticked."""
    run = run_to_change(request.user, public_id)
    ticked = [int(key) for key in request.POST.getlist("pair") if _is_key(key)][:_MOST_TICKED]

    def deed() -> str:
        done = propose_pairs(run, ticked, by=request.user)
        if done.links:
            text = ngettext(
                "%(count)d link is proposed. Both heads and both city halls are told.",
                "%(count)d links are proposed. Both heads and both city halls are told.",
                len(done.links),
            )
            messages.success(request, text % {"count": len(done.links)})
        for _pair, why in done.refused:
            messages.warning(request, why)
        return address("pairing_run", run)

    if not ticked:
        messages.warning(request, _("Tick the pairs for which you propose a link."))
        return redirect(address("pairing_run", run))
    token = request.POST.get(tokens.FIELD, "")
    try:
        return redirect(tokens.once(token, PROPOSE, deed, user_id=request.user.pk))
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(address("pairing_run", run))


@login_required
@require_http_methods(["GET", "POST"])
def pairing_rule(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Demand something of one pair, and pair anew."""
    run = run_to_change(request.user, public_id)
    rows = institutions_of(run)
    by_key = {one.pk: one for one in rows}
    first = [one for one in rows if one.municipality_id == run.city_a_id]
    second = [one for one in rows if one.municipality_id == run.city_b_id]
    asked = {name: request.GET[name] for name in ("a", "b", "demand") if name in request.GET}

    def make(data: QueryDict | None, files: object) -> RuleForm:
        del files
        return RuleForm(data, sides=(first, second), initial=asked)

    def deed(form: RuleForm) -> str:
        told = form.cleaned_data
        city = acting_city(request.user, run.partnership)
        asking.set_rule(
            run.partnership,
            by_key[told["a"]],
            by_key[told["b"]],
            Demand(told["demand"]),
            reason=told["reason"],
            by=request.user,
            city=city,
        )
        anew = asking.ask_run(
            run.partnership, SetUp.of(run), by=request.user, city=city, before=run
        )
        return begun(anew)

    sheet = Sheet(
        template="matching/pairing_rule.html",
        make=make,
        deed=deed,
        done=_("The rule holds, and both cities are paired anew."),
        draft=f"pairing_rule:{public_id}",
        once="pairing.rule",
        context={
            "run": run,
            "partnership": run.partnership,
            "back": address("pairing_run", run),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def pairing_capacity(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change how many partners one institution may have, and pair anew."""
    run = run_to_change(request.user, public_id)
    rows = institutions_of(run)

    def make(data: QueryDict | None, files: object) -> CapacityForm:
        del files
        return CapacityForm(data, institutions=rows, initial=request.GET.dict())

    def deed(form: CapacityForm) -> str:
        told = form.cleaned_data
        before = SetUp.of(run)
        capacities = {**run.capacities, str(told["institution"]): told["most"]}
        set_up = SetUp(
            before.city_a,
            before.city_b,
            before.kinds,
            before.counts,
            before.floor,
            before.most_partners,
            capacities,
        )
        city = acting_city(request.user, run.partnership)
        anew = asking.ask_run(run.partnership, set_up, by=request.user, city=city, before=run)
        return begun(anew)

    sheet = Sheet(
        template="matching/pairing_capacity.html",
        make=make,
        deed=deed,
        done=_("Both cities are paired anew."),
        draft=f"pairing_capacity:{public_id}",
        once="pairing.capacity",
        context={
            "run": run,
            "partnership": run.partnership,
            "back": address("pairing_run", run),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def pairing_rule_lift(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Lift what is demanded of a pair (a button)."""
    rows = PairRule.objects.visible_to(request.user).select_related("partnership")
    rule = get_object_or_404(rows, public_id=public_id)
    partnership = partnership_seen(request.user, rule.partnership.public_id, CHANGE)
    return _press(
        request,
        lambda: asking.lift_rule(
            rule, by=request.user, city=acting_city(request.user, partnership)
        ),
        _("The rule is lifted. The next pairing decides by the score."),
        address("pairing", partnership),
    )


def _press(
    request: SignedInRequest, deed: Callable[[], object], done: str, address: str
) -> HttpResponse:
    try:
        deed()
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(address)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18  # noqa: PLR2004  what a database can number

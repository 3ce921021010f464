"""Pairing all institutions of two cities: set up, looked at, changed in one thing, proposed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.matching.forms.pairing import CapacityForm, PairingForm, RuleForm
from pobratym.matching.models.runs import MatchRun, PairRule, RunPair
from pobratym.matching.queries.pairing.files import as_csv, as_data
from pobratym.matching.queries.pairing.runs import (
    institutions_of,
    latest_of,
    own_places,
    pairs_of,
    rules_of,
    run_seen_by,
    shown,
)
from pobratym.matching.services.pairing import asking
from pobratym.matching.services.pairing.asking import SetUp
from pobratym.matching.services.pairing.explaining import explained
from pobratym.matching.services.pairing.proposing import propose_pairs
from pobratym.matching.services.pairing.running import do_run, is_small
from pobratym.matching.states import OPEN_RUN, Demand
from pobratym.matching.tasks import pair as pair_later
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, cities_of, seen_by

VIEW, CHANGE = "matching.view_pairing", "matching.change_pairing"
_PROPOSE = "pairing.propose"
_MOST_TICKED = 40


@login_required
@require_http_methods(["GET", "POST"])
def pairing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Set a pairing up, and see the latest ones and what is demanded of pairs."""
    partnership = _partnership(request.user, public_id, VIEW)
    may_change = request.user.has_perm(CHANGE, partnership)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    cities, runs = cities_of(partnership), latest_of(partnership)
    by_key = {city.pk: city for city in cities}

    def make(data: QueryDict | None, files: object) -> PairingForm:
        del files
        return PairingForm(data, cities=cities, initial=_as_before(runs))

    def deed(form: PairingForm) -> str:
        told = form.cleaned_data
        set_up = SetUp(
            by_key[told["city_a"]],
            by_key[told["city_b"]],
            told["kinds"],
            form.counts(),
            told["floor"],
            told["most_partners"],
        )
        before = next((run for run in runs if _is_same_two(run, set_up)), None)
        run = asking.ask_run(
            partnership,
            set_up,
            by=request.user,
            city=_city(request.user, partnership),
            before=before,
        )
        return _begun(run)

    sheet = Sheet(
        template="matching/pairing.html",
        make=make,
        deed=deed,
        done=_("The pairing is asked for. It proposes and changes nothing by itself."),
        draft=f"pairing:{public_id}",
        once="pairing.ask",
        context={
            "partnership": partnership,
            "runs": runs,
            "rules": rules_of(partnership),
            "may_change": may_change,
            "cities": cities,
            "back": _desk(partnership),
        },
    )
    return answer(request, sheet)


def _as_before(runs: list[MatchRun]) -> dict[str, object]:
    """Begin where the latest pairing stood."""
    if not runs:
        return {}
    last = runs[0]
    return {
        "city_a": last.city_a_id,
        "city_b": last.city_b_id,
        "kinds": last.kinds,
        "floor": last.floor,
        "most_partners": last.most_partners,
        **last.counts,
    }


def _is_same_two(run: MatchRun, set_up: SetUp) -> bool:
    return (run.city_a_id, run.city_b_id) == (set_up.city_a.pk, set_up.city_b.pk)


def _begun(run: MatchRun) -> str:
    """Reckon a small run at once, a large one in the background; give its page."""
    if is_small(run):
        do_run(run.pk)
    else:
        pair_later.enqueue(run.pk)
    return _address("pairing_run", run)


@login_required
@require_safe
def pairing_run(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a pairing: drawn, as a table, who is left out, what a change did."""
    run, own = _run(request.user, public_id)
    result = shown(run, _place(request, "after"), _place(request, "left"), own)
    may_change = own is None and request.user.has_perm(CHANGE, run.partnership)
    context = {
        "run": run,
        "shown": result,
        "partnership": run.partnership,
        "may_change": may_change,
        "is_open": run.state in OPEN_RUN,
        "token": tokens.issue(_PROPOSE) if may_change else "",
        "back": _address("pairing", run.partnership) if own is None else reverse("desk:desk"),
    }
    return page(request, "matching/pairing_run.html", context, fragment="progress")


@login_required
@require_safe
def pairing_pair(request: SignedInRequest, public_id: UUID, pair: int) -> HttpResponse:
    """Show why two institutions are a pair, with the texts that met."""
    run, own = _run(request.user, public_id)
    rows = pairs_of(run, own).select_related("a__municipality", "b__municipality")
    row = get_object_or_404(rows, pk=pair)
    context = {
        "run": run,
        "it": explained(run, row, is_turned=_is_second(request.user, row, own)),
        "back": f"{_address('pairing_run', run)}#pair-{row.pk}",
    }
    return page(request, "matching/pairing_pair.html", context)


def _is_second(user: User, pair: RunPair, own: list[int] | None) -> bool:
    """Say whether a pair is told to its second institution: the reader's own, or of its city."""
    if own is not None:
        return pair.a_id not in own
    cities = {city.pk for city in acting_cities(user, pair.run.partnership)}
    return pair.b.municipality_id in cities and pair.a.municipality_id not in cities


@login_required
@require_safe
def pairing_csv(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the pairs of a pairing as a table for spreadsheets."""
    run, own = _run(request.user, public_id)
    response = HttpResponse(as_csv(run, own), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="pairing-{run.pk}.csv"'
    return response


@login_required
@require_safe
def pairing_json(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give a pairing for programs."""
    run, own = _run(request.user, public_id)
    return JsonResponse(as_data(run, own), json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_required
@require_POST
def pairing_stop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Stop a pairing that is being reckoned (a button)."""
    run = _run_to_change(request.user, public_id)
    return _press(
        request,
        lambda: asking.stop_run(run, by=request.user, city=_city(request.user, run.partnership)),
        _("The pairing is stopped."),
        _address("pairing_run", run),
    )


@login_required
@require_POST
def pairing_propose(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Propose links for the pairs that were ticked."""
    run = _run_to_change(request.user, public_id)
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
        return _address("pairing_run", run)

    if not ticked:
        messages.warning(request, _("Tick the pairs for which you propose a link."))
        return redirect(_address("pairing_run", run))
    token = request.POST.get(tokens.FIELD, "")
    try:
        return redirect(tokens.once(token, _PROPOSE, deed, user_id=request.user.pk))
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(_address("pairing_run", run))


@login_required
@require_http_methods(["GET", "POST"])
def pairing_rule(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Demand something of one pair, and pair anew."""
    run = _run_to_change(request.user, public_id)
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
        city = _city(request.user, run.partnership)
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
        return _begun(anew)

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
            "back": _address("pairing_run", run),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def pairing_capacity(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change how many partners one institution may have, and pair anew."""
    run = _run_to_change(request.user, public_id)
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
        city = _city(request.user, run.partnership)
        anew = asking.ask_run(run.partnership, set_up, by=request.user, city=city, before=run)
        return _begun(anew)

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
            "back": _address("pairing_run", run),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def pairing_rule_lift(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Lift what is demanded of a pair (a button)."""
    rows = PairRule.objects.visible_to(request.user).select_related("partnership")
    rule = get_object_or_404(rows, public_id=public_id)
    partnership = _partnership(request.user, rule.partnership.public_id, CHANGE)
    return _press(
        request,
        lambda: asking.lift_rule(rule, by=request.user, city=_city(request.user, partnership)),
        _("The rule is lifted. The next pairing decides by the score."),
        _address("pairing", partnership),
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


def _partnership(user: User, public_id: UUID, act: str) -> Partnership:
    """Give a partnership whose pairings the person sees.

    Raises:
        Http404: the person has nothing to do with it.
        PermissionDenied: the person may only read.
    """
    partnership = seen_by(user, public_id)
    if partnership is None or not user.has_perm(VIEW, partnership):
        raise Http404
    if not user.has_perm(act, partnership):
        raise PermissionDenied
    return partnership


def _run(user: User, public_id: UUID) -> tuple[MatchRun, list[int] | None]:
    """Give a run, and the institutions to which it is narrowed for the reader.

    Raises:
        Http404: the person has nothing to do with it.
    """
    run = run_seen_by(user, public_id)
    if run is None:
        raise Http404
    return run, None if user.has_perm(VIEW, run.partnership) else own_places(user)


def _run_to_change(user: User, public_id: UUID) -> MatchRun:
    run, own = _run(user, public_id)
    if own is not None or not user.has_perm(CHANGE, run.partnership):
        raise PermissionDenied
    return run


def _city(user: User, partnership: Partnership) -> Municipality:
    partnership = seen_by(user, partnership.public_id) or partnership
    cities = acting_cities(user, partnership)
    if not cities:
        raise PermissionDenied
    return cities[0]


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18  # noqa: PLR2004  what a database can number


def _place(request: SignedInRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0  # noqa: PLR2004  no run is longer


def _desk(partnership: Partnership) -> str:
    return reverse("desk:partnership", kwargs={"public_id": partnership.public_id})


def _address(name: str, thing: Model) -> str:
    assert isinstance(thing, Partnership | MatchRun)  # noqa: S101  both have one
    return reverse(f"matching:{name}", kwargs={"public_id": thing.public_id})

"""Pairing all institutions of two cities: set up and looked at."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core import tokens
from pobratym.core.pages import page
from pobratym.matching.forms.pairing import PairingForm
from pobratym.matching.models.runs import MatchRun, RunPair
from pobratym.matching.queries.pairing.files import as_csv, as_data
from pobratym.matching.queries.pairing.runs import (
    latest_of,
    pairs_of,
    rules_of,
    shown,
)
from pobratym.matching.services.pairing import asking
from pobratym.matching.services.pairing.asking import SetUp
from pobratym.matching.services.pairing.explaining import explained
from pobratym.matching.states import OPEN_RUN
from pobratym.matching.views.runs import (
    CHANGE,
    PROPOSE,
    VIEW,
    acting_city,
    address,
    begun,
    partnership_seen,
    run_seen,
)
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, cities_of


@login_required
@require_http_methods(["GET", "POST"])
def pairing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Set a pairing up, and see the latest ones and what is demanded of pairs."""
    partnership = partnership_seen(request.user, public_id, VIEW)
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
            city=acting_city(request.user, partnership),
            before=before,
        )
        return begun(run)

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


@login_required
@require_safe
def pairing_run(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a pairing: drawn, as a table, who is left out, what a change did."""
    run, own = run_seen(request.user, public_id)
    result = shown(run, _place(request, "after"), _place(request, "left"), own)
    may_change = own is None and request.user.has_perm(CHANGE, run.partnership)
    context = {
        "run": run,
        "shown": result,
        "partnership": run.partnership,
        "may_change": may_change,
        "is_open": run.state in OPEN_RUN,
        "token": tokens.issue(PROPOSE) if may_change else "",
        "back": address("pairing", run.partnership) if own is None else reverse("desk:desk"),
    }
    return page(request, "matching/pairing_run.html", context, fragment="progress")


@login_required
@require_safe
def pairing_pair(request: SignedInRequest, public_id: UUID, pair: int) -> HttpResponse:
    """Show why two institutions are a pair, with the texts that met."""
    run, own = run_seen(request.user, public_id)
    rows = pairs_of(run, own).select_related("a__municipality", "b__municipality")
    row = get_object_or_404(rows, pk=pair)
    context = {
        "run": run,
        "it": explained(run, row, is_turned=_is_second(request.user, row, own)),
        "back": f"{address('pairing_run', run)}#pair-{row.pk}",
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
    run, own = run_seen(request.user, public_id)
    response = HttpResponse(as_csv(run, own), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="pairing-{run.pk}.csv"'
    return response


@login_required
@require_safe
def pairing_json(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give a pairing for programs."""
    run, own = run_seen(request.user, public_id)
    return JsonResponse(as_data(run, own), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _place(request: SignedInRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0  # noqa: PLR2004  no run is longer


def _desk(partnership: Partnership) -> str:
    return reverse("desk:partnership", kwargs={"public_id": partnership.public_id})

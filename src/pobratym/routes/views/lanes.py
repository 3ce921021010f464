"""The page of all routes side by side, beginning one, and the due days as a calendar."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.agreements.queries.acting import acting_cities
from pobratym.core.pages import page
from pobratym.routes.forms.steps import AnswersForm, BeginForm, as_typed
from pobratym.routes.lawbook.entries import When
from pobratym.routes.queries.due import calendar_of, due_days, months_of
from pobratym.routes.queries.lanes import lanes_of
from pobratym.routes.queries.outlook import ahead_of
from pobratym.routes.queries.past import sent_back
from pobratym.routes.rules import BEGINNING, WALKING
from pobratym.routes.services import walking
from pobratym.routes.views.doors import agreement_of, agreement_walked, own_cities, route_of


@login_required
@require_safe
def lanes(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show every city's route, what holds the signature up, and the due days."""
    agreement = agreement_of(request.user, public_id)
    own = own_cities(request.user)
    shown = lanes_of(agreement, agreement.text_version, own)
    walks = request.user.has_perm("routes.walk_agreement", agreement)
    context = {
        "agreement": agreement,
        "lanes": shown,
        "ahead": ahead_of(agreement, shown),
        "is_beginning": agreement.stage in BEGINNING,
        "months": months_of(due_days(shown)),
        "earlier": sent_back(agreement, own),
        "acting": [city.pk for city in acting_cities(request.user, agreement, WALKING)]
        if walks
        else [],
        "weekdays": list(WEEKDAYS.items()),
        "phases": list(When),
        "today": timezone.localdate(),
    }
    return page(request, "routes/lanes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def walk_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Begin the own city's route: answer the questions that decide which steps apply."""
    agreement, cities = agreement_walked(request.user, public_id)
    shown = lanes_of(agreement, agreement.text_version)
    free = [one for one in shown if one.walk is None and one.city in cities]
    if not free or agreement.text_version is None:
        return redirect(route_of(agreement))
    lane, sha256 = free[0], agreement.text_version.sha256
    if lane.edition is None:
        return page(request, "routes/no_lawbook.html", {"agreement": agreement, "lane": lane})

    def deed(form: BeginForm) -> str:
        walking.begin_walk(
            agreement, city=lane.city, answers=form.answers(), by=request.user,
            sha256=form.cleaned_data["sha256"],
        )  # fmt: skip
        return route_of(agreement)

    sheet = Sheet(
        template="routes/walk_new.html",
        make=partial(BeginForm, edition=lane.edition, initial={"sha256": sha256}),
        deed=deed,
        done=_("Your city’s legal route has begun."),
        draft=f"walk_new:{public_id}",
        once="routes.begin",
        context={"agreement": agreement, "lane": lane, "back": route_of(agreement)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def walk_edit(request: SignedInRequest, public_id: UUID, walk: UUID) -> HttpResponse:
    """Answer the questions of a route anew."""
    agreement, cities = agreement_walked(request.user, public_id)
    shown = lanes_of(agreement, agreement.text_version)
    lane = next((one for one in shown if one.walk and one.walk.public_id == walk), None)
    if lane is None or lane.walk is None or lane.edition is None:
        raise Http404
    if lane.city not in cities:
        raise PermissionDenied
    found = lane.walk

    def deed(form: AnswersForm) -> str:
        walking.answer_anew(
            found, version=form.cleaned_data["version"], answers=form.answers(), by=request.user
        )
        return route_of(agreement)

    initial = {**as_typed(found.answers), "version": found.version}
    sheet = Sheet(
        template="routes/walk_edit.html",
        make=partial(AnswersForm, edition=lane.edition, initial=initial),
        deed=deed,
        done=_("The answers are saved, and the steps that follow from them."),
        draft=f"walk_edit:{walk}",
        stored=lambda row: as_typed(row.answers),
        context={"agreement": agreement, "lane": lane, "back": route_of(agreement)},
    )
    return answer(request, sheet)


@login_required
@require_safe
def calendar(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the due days of all cities as a file for people's own calendars."""
    agreement = agreement_of(request.user, public_id)
    days = due_days(lanes_of(agreement, agreement.text_version))
    answer_ = HttpResponse(
        calendar_of(agreement, days), content_type="text/calendar; charset=utf-8"
    )
    answer_["Content-Disposition"] = 'attachment; filename="due-days.ics"'
    answer_["Cache-Control"] = "no-store, private"
    return answer_

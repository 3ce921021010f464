"""Pages on which the officers of a city look for a partner city; others meet 404."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.pages import page
from pobratym.directory.models.cities import COUNTRY_NAMES, SIZE_NAMES, Municipality
from pobratym.directory.topics import topics_by_name
from pobratym.prospects.comparing.ranking import Filters
from pobratym.prospects.forms.filters import ALL, DISTANCES, LAST_PAGE, Asked, asked
from pobratym.prospects.forms.weights import WeightsForm
from pobratym.prospects.models.indicators import Weighting
from pobratym.prospects.models.shortlist import Prospect
from pobratym.prospects.queries.funding import by_place
from pobratym.prospects.queries.pages import Sides, differences, map_of
from pobratym.prospects.queries.shortlist import listed_ids
from pobratym.prospects.services.ranking import not_loaded, weights_of
from pobratym.prospects.services.weights import save_weights
from pobratym.prospects.views.doors import CHANGE, city_for, ranking_for

ON_A_PAGE = 20
ON_THE_MAP = 20


@login_required
@require_safe
def ranking(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the municipalities that suit a city, with reasons."""
    city = city_for(request.user, public_id)
    wish = asked(request.GET, city)
    found = ranking_for(city, wish.filters())
    start = (wish.page - 1) * ON_A_PAGE
    sides = Sides(city, found.slice(start, start + ON_A_PAGE), found.columns)
    rows = sides.rows()
    context = {
        "city": city,
        "asked": wish,
        "rows": rows,
        "count": len(found),
        "drawing": map_of(city, [row.city for row in rows[:ON_THE_MAP]]) if rows else None,
        "first": start + 1,
        **_choices(),
        **_pages(wish, len(found)),
        "may_weigh": request.user.has_perm("prospects.change_weights", city),
        "may_list": request.user.has_perm(CHANGE, city),
        "listed": listed_ids(city),
        "has_meaning": found.has_meaning,
        "not_loaded": not_loaded(found.columns),
    }
    return page(request, "prospects/ranking.html", context, fragment="rows")


def _choices() -> dict[str, object]:
    return {
        "countries": COUNTRY_NAMES,
        "sizes": SIZE_NAMES,
        "topics": topics_by_name(get_language() or "en"),
        "distances": DISTANCES,
        "all": ALL,
    }


def _pages(wish: Asked, count: int) -> dict[str, str]:
    has_more = count > wish.page * ON_A_PAGE and wish.page < LAST_PAGE
    return {
        "earlier": wish.query(wish.page - 1) if wish.page > 1 else "",
        "further": wish.query(wish.page + 1) if has_more else "",
    }


@login_required
@require_safe
def candidate(request: SignedInRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Show a city and a candidate side by side, and why it stands where it does."""
    city = city_for(request.user, public_id)
    other = get_object_or_404(Municipality.objects.visible_to(request.user), public_id=other_id)
    found = ranking_for(city, Filters(country=other.country))
    one = found.of(other.pk)
    if one is None:
        raise Http404
    than = _asked_than(request)
    second = found.of(than.pk) if than else found.after(one)
    shown = [one, *([second] if second and second.key != one.key else [])]
    sides = Sides(city, shown, found.columns)
    listed = Prospect.objects.visible_to(request.user).filter(city=city, candidate=other)
    context = {
        "city": city,
        "may_list": request.user.has_perm(CHANGE, city),
        "prospect": listed.first(),
        "funding": by_place(city, other),
        "pair": sides.pair(one),
        "count": len(found),
        "second": sides.row(shown[1]) if len(shown) > 1 else None,
        "differences": differences(one, shown[1]) if len(shown) > 1 else [],
    }
    return page(request, "prospects/candidate.html", context)


def _asked_than(request: SignedInRequest) -> Municipality | None:
    """Give the municipality that the candidate is to be compared with, if one is named."""
    try:
        key = UUID(request.GET.get("than", ""))
    except ValueError:
        return None
    return Municipality.objects.visible_to(request.user).filter(public_id=key).first()


@login_required
@require_http_methods(["GET", "POST"])
def weights(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Choose how much each criterion counts."""
    city = city_for(request.user, public_id)
    if not request.user.has_perm("prospects.change_weights", city):
        raise PermissionDenied
    saved = Weighting.objects.visible_to(request.user).filter(municipality=city).first()

    def make(data: object, files: object) -> WeightsForm:
        del files
        version = saved.version if saved else 1
        return WeightsForm(data, initial={**weights_of(city), "version": version})

    def deed(form: WeightsForm) -> str:
        version = form.cleaned_data["version"]
        save_weights(city, form.weights(), by=request.user, version=version)
        return reverse("prospects:ranking", kwargs={"public_id": city.public_id})

    sheet = Sheet(
        template="prospects/weights.html",
        make=make,
        deed=deed,
        done=_("The weights are saved. The list is ranked by them."),
        draft=f"prospects_weights:{public_id}",
        stored=lambda row: row.weights,
        context={"city": city},
    )
    return answer(request, sheet)

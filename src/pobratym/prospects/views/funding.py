"""The page on which programmes say whether they are open to two cities."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.prospects.forms.funding import PlanForm
from pobratym.prospects.queries.funding import asked
from pobratym.prospects.views.doors import city_for


@login_required
@require_safe
def funding(request: SignedInRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Ask every programme about a city, a candidate and what they plan."""
    city = city_for(request.user, public_id)
    other = get_object_or_404(
        Municipality.objects.visible_to(request.user).exclude(pk=city.pk), public_id=other_id
    )
    form = PlanForm(request.GET)
    plan = form.plan()
    context = {"city": city, "other": other, "form": form, "told": asked(city, other, plan)}
    return page(request, "prospects/funding.html", context)

"""Pages on who works for a city: the list, confirming, ending."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.pages import page
from pobratym.directory.forms.people import ReasonForm, SureForm
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import ROLE_NAMES, Employment
from pobratym.directory.queries.people import (
    PeopleFilters,
    PersonRow,
    Show,
    invitable_roles,
    people_of,
    peopled_cities,
    row_of,
)
from pobratym.directory.services import roles


@login_required
@require_safe
def people(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List who works for a city, who waits to be confirmed, who is invited, who has left."""
    city = get_object_or_404(peopled_cities(request.user), public_id=public_id)
    asked = request.GET
    show = asked.get("show", "")
    filters = PeopleFilters(
        show=Show(show) if show in set(Show) else Show.IN_FORCE,
        role=asked.get("role", "") if asked.get("role") in dict(ROLE_NAMES) else "",
        words=asked.get("words", "")[:100].strip(),
    )
    context = {
        "city": city,
        "here": "people",
        "filters": filters,
        "roles": ROLE_NAMES,
        "people": people_of(city, request.user, filters, asked.get("after", "")),
        "may_invite": bool(invitable_roles(request.user, city)),
    }
    return page(request, "directory/people.html", context)


@recently_signed_in
@require_POST
def role_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm a head of an institution (a button; sends ``version``)."""
    row = _row(request, pk)
    if not row.may_confirm:
        raise PermissionDenied
    deed = partial(roles.confirm_role, row.employment, by=request.user)
    return press(request, deed, _("The role is confirmed."), people_address(row.employment))


@recently_signed_in
@require_http_methods(["GET", "POST"])
def role_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse to confirm a head, and say why."""
    row = _row(request, pk)
    if not row.may_confirm:
        raise PermissionDenied
    employment, back = row.employment, people_address(row.employment)

    def deed(form: ReasonForm) -> str:
        told = form.cleaned_data
        roles.decline_role(employment, version=told["version"], by=request.user, why=told["reason"])
        return back

    sheet = Sheet(
        template="directory/role_decline.html",
        make=partial(ReasonForm, initial={"version": employment.version}),
        deed=deed,
        done=_("The role is not confirmed. The person is told."),
        draft=f"role_decline:{pk}",
        context={"city": employment.municipality, "employment": employment, "back": back},
    )
    return answer(request, sheet)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether to end a role at once, and end it."""
    row = _row(request, pk)
    if not row.may_end:
        raise PermissionDenied
    employment, back = row.employment, people_address(row.employment)

    def deed(form: SureForm) -> str:
        roles.end_role(employment, version=form.cleaned_data["version"], by=request.user)
        return back

    sheet = Sheet(
        template="directory/role_end.html",
        make=partial(SureForm, initial={"version": employment.version}),
        deed=deed,
        done=_("The role has ended. The person is told."),
        draft=f"role_end:{pk}",
        context={
            "city": employment.municipality,
            "employment": employment,
            "row": row,
            "back": back,
        },
    )
    return answer(request, sheet)


def people_address(about: Employment) -> str:
    """Give the address of the page on the people of a role's city."""
    return address_of_people(about.municipality)


def address_of_people(city: Municipality) -> str:
    """Give the address of the page on a city's people."""
    return reverse("directory:people", kwargs={"public_id": city.public_id})


def _row(request: SignedInRequest, pk: int) -> PersonRow:
    seen = Employment.objects.visible_to(request.user)
    related = seen.select_related("user", "municipality", "institution")
    return row_of(get_object_or_404(related, pk=pk), request.user)

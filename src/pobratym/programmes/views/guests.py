"""A guest's own calendar, from the guest's own page, without an account."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from pobratym.accounts.http import PageRequest
from pobratym.core.pages import page
from pobratym.programmes.queries.concerned import Person
from pobratym.programmes.services import subscribing
from pobratym.programmes.states import For
from pobratym.visits.guestdoor import guests_only
from pobratym.visits.models.delegations import GuestLink


@require_http_methods(["GET", "POST"])
@guests_only
def guest_calendar(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Say how a calendar follows the programme; make its address when a guest who comes asks."""
    member = link.member
    if member.left_at is not None:
        raise Http404
    context = {"link": link, "member": member, "visit": member.visit, "token": token}
    if request.method == "POST":
        made = subscribing.make_for(Person(For.MEMBER, member), member.visit, by=None)
        context["address"] = subscribing.address_of(made, member.language)
    return page(request, "programmes/guest_calendar.html", context)

"""What goes out of a visit: who is told, calendars, releases of critical places."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries import outgoing as queries
from pobratym.programmes.queries.concerned import feed_of, person_asked_for
from pobratym.programmes.release import Audience, audience_of
from pobratym.programmes.services import changes, releases, subscribing
from pobratym.programmes.views.doors import HOST, hosted_for, item_for, visit_for
from pobratym.visits.models.visits import Visit


@login_required
@require_safe
def outgoing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what goes out: to whom, what waits, from when the public may know."""
    visit = visit_for(request.user, public_id)
    audience = audience_of(request.user, visit)
    now = timezone.now()
    waiting = changes.to_tell(visit, now) if audience == Audience.HOST else []
    changed = {(str(one.person.kind), one.person.thing.pk): one.changes for one in waiting}
    context = {
        "shown": queries.outgoing(visit, request.user, audience, changed, now),
        "visit": visit,
        "may_host": request.user.has_perm(HOST, visit),
    }
    return page(request, "programmes/outgoing.html", context)


@login_required
@require_POST
def tell(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write to all whose own programme changed (a button)."""
    visit = hosted_for(request.user, public_id, HOST)
    try:
        count = changes.tell(visit, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        told = ngettext(
            "%(count)d person is told of the programme.",
            "%(count)d people are told of the programme.",
            count,
        )
        messages.success(request, told % {"count": count})
    return redirect(_page_of(visit))


@login_required
@require_POST
@never_cache
def calendar_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Make the address of a calendar and show it, once."""
    visit = visit_for(request.user, public_id)
    try:
        token, language = _made(request, visit)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(_page_of(visit))
    context = {"visit": visit, "address": subscribing.address_of(token, language)}
    return page(request, "programmes/calendar_made.html", context)


def _made(request: SignedInRequest, visit: Visit) -> tuple[str, str]:
    """Make what the button asks for: one's own calendar, or that of somebody who takes part."""
    found = person_asked_for(visit, request.POST)
    language = get_language() or "en"
    if found is not None:
        if not request.user.has_perm(HOST, visit):
            raise PermissionDenied
        return subscribing.make_for(found, visit, by=request.user), found.thing.language
    subgroup = None
    if request.POST.get("subgroup"):
        wanted = str(request.POST["subgroup"])
        subgroup = next((one for one in visit.subgroups.all() if str(one.pk) == wanted), None)
        if subgroup is None:
            raise Http404
    token = subscribing.make_own(visit, by=request.user, subgroup=subgroup, language=language)
    return token, language


@login_required
@require_POST
def calendar_end(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """End the address of a calendar (a button)."""
    visit = visit_for(request.user, public_id)
    feed = feed_of(visit, number)
    if feed is None:
        raise Http404
    if feed.owner_id != request.user.pk and not (
        feed.owner_id is None and request.user.has_perm(HOST, visit)
    ):
        raise Http404
    subscribing.revoke(feed, by=request.user)
    messages.success(request, _("The address is ended. Who has it reads nothing any more."))
    return redirect(_page_of(visit))


@login_required
@require_POST
def release_ask(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask that an item at a critical place may be told of (a button)."""
    done = _("Asked. Somebody else of your city hall has to agree.")
    return _release(request, public_id, releases.ask_release, done)


@login_required
@require_POST
def release_agree(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Agree to it as a second person (a button)."""
    done = _("Released: once the embargo is over, the public reads of it, without its place.")
    return _release(request, public_id, releases.agree_to_release, done)


@login_required
@require_POST
def release_back(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a release back (a button)."""
    done = _("Taken back. Nothing of it is public.")
    return _release(request, public_id, releases.take_release_back, done)


def _release(
    request: SignedInRequest, public_id: UUID, deed: Callable[..., object], done: str
) -> HttpResponse:
    item = _critical_item(request.user, public_id)
    try:
        deed(item, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(f"{_page_of(item.visit)}#critical")


def _critical_item(user: User, public_id: UUID) -> Item:
    item = item_for(user, public_id)
    hosted_for(user, item.visit.public_id, HOST)
    return item


def _page_of(visit: Visit) -> str:
    return reverse("programmes:outgoing", kwargs={"public_id": visit.public_id})

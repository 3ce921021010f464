"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries.desk import item_seen_by, visit_seen_by
from pobratym.programmes.states import TOLD
from pobratym.visits.models.visits import Visit
from pobratym.visits.rules import reads_for_host
from pobratym.visits.states import PLANNABLE

HOST = "visits.host"


def visit_for(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_seen_by(user, public_id)
    if visit is None:
        raise Http404
    if act and not user.has_perm(act, visit):
        raise PermissionDenied
    return visit


def hosted_for(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person's city hosts: drafts, runs and versions are the host's own.

    Raises:
        Http404: the person's city does not host it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_for(user, public_id)
    if not reads_for_host(user, visit):
        raise Http404
    if act and not user.has_perm(act, visit):
        raise PermissionDenied
    return visit


def item_for(user: User, public_id: UUID, act: str = "") -> Item:
    """Give an item that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it; a draft is the host's own.
        PermissionDenied: the person may only read it.
    """
    item = item_seen_by(user, public_id)
    if item is None or not (item.visit.state in TOLD or reads_for_host(user, item.visit)):
        raise Http404
    if act and not user.has_perm(act, item.visit):
        raise PermissionDenied
    return item


def may_plan(user: User, visit: Visit) -> bool:
    """Say whether the person changes the programme, as it stands now."""
    return visit.state in PLANNABLE and user.has_perm(HOST, visit)


def grid_of(visit: Visit, item: Item | None = None) -> str:
    """Give the address of the grid, at an item of it."""
    address = reverse("programmes:grid", kwargs={"public_id": visit.public_id})
    return address if item is None else f"{address}#item-{item.pk}"


def page_of(item: Item) -> str:
    """Give the address of an item's page."""
    return reverse("programmes:item", kwargs={"public_id": item.public_id})


def visit_page(visit: Visit) -> str:
    """Give the address of the visit's page."""
    return reverse("visits:visit", kwargs={"public_id": visit.public_id})

"""Fetching for pages: strangers meet 404, readers without the right 403."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities

Noted = TypeVar("Noted", AgendaPoint, Minute, Decision, SeenPractice)
NEAR = ("visit__host", "visit__partnership", "city")


def visit_for(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    seen = Visit.objects.visible_to(user).select_related("host", "partnership")
    visit = get_object_or_404(seen, public_id=public_id)
    _refuse(user, act, visit)
    return visit


def acting_on(user: User, public_id: UUID) -> tuple[Visit, Municipality]:
    """Give a visit of which the person may note something, and the city in whose name.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_for(user, public_id, "outcomes.note")
    return visit, acting_cities(visit, mandate_of(user))[0]


def noted_for(kind: type[Noted], user: User, public_id: UUID) -> Noted:
    """Give what the person's own city noted.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: another city noted it.
    """
    rows = kind.objects.visible_to(user).select_related(*NEAR)
    found = get_object_or_404(rows, public_id=public_id)
    _refuse(user, "outcomes.change", found)
    return found


def promise_for(user: User, public_id: UUID, act: str = "") -> Promise:
    """Give a promise that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: another city promised it, or it is over.
    """
    rows = Promise.objects.visible_to(user).select_related(*NEAR, "owner", "decision")
    promise = get_object_or_404(rows, public_id=public_id)
    _refuse(user, act, promise)
    return promise


def page_of(visit: Visit) -> str:
    """Give the address of what came of a visit."""
    return reverse("outcomes:outcomes", kwargs={"public_id": visit.public_id})


def page_of_promise(promise: Promise) -> str:
    """Give the address of a promise's page."""
    return reverse("outcomes:promise", kwargs={"public_id": promise.public_id})


def _refuse(user: User, act: str, thing: Model) -> None:
    if act and not user.has_perm(act, thing):
        raise PermissionDenied

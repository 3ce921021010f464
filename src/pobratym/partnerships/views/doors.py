"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, contact_seen_by, seen_by


def partnership_for(user: User, public_id: UUID, act: str) -> tuple[Partnership, Municipality]:
    """Give a partnership that the person may ``act`` on, and the city in whose name.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person sees it, as everybody does, but may not.
    """
    partnership = seen_by(user, public_id)
    if partnership is None:
        raise Http404
    _refuse(user, act, partnership)
    return partnership, _city(user, partnership)


def event_for(user: User, public_id: UUID) -> tuple[Event, Municipality]:
    """Give an event that the person may change, and the city in whose name.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    event = get_object_or_404(
        Event.objects.visible_to(user).select_related("partnership"), public_id=public_id
    )
    _refuse(user, "partnerships.change_event", event)
    return event, _city(user, event.partnership)


def contact_for(user: User, public_id: UUID) -> Contact:
    """Give a line of the contact log that the person may change.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: it is the partner city's.
    """
    contact = contact_seen_by(user, public_id)
    if contact is None:
        raise Http404
    _refuse(user, "partnerships.change_contact", contact)
    return contact


def desk_of(partnership: Partnership) -> str:
    """Give the address of the officers' page of a partnership."""
    return reverse("desk:partnership", kwargs={"public_id": partnership.public_id})


def _refuse(user: User, act: str, thing: models.Model) -> None:
    if not user.has_perm(act, thing):
        raise PermissionDenied


def _city(user: User, partnership: Partnership) -> Municipality:
    """Give the first of the parties that the person acts for."""
    cities = acting_cities(user, partnership)
    if not cities:
        raise Http404
    return cities[0]

"""Fetching for pages: strangers meet 404, readers without the right 403."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities, worked_on_by
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import WRITING, Role


def agreement_of(user: User, public_id: UUID) -> Agreement:
    """Give an agreement that the person works on, if only by reading.

    Raises:
        Http404: the person does not work on it.
    """
    agreement = worked_on_by(user, public_id)
    if agreement is None:
        raise Http404
    return agreement


def agreement_for(
    user: User,
    public_id: UUID,
    act: str = "agreements.change_agreement",
    roles: Collection[Role] = WRITING,
) -> tuple[Agreement, Municipality]:
    """Give an agreement that the person may ``act`` on, and the city in whose name.

    Args:
        user: who asks.
        public_id: which agreement.
        act: the permission.
        roles: those that let the person act so.

    Raises:
        Http404: the person does not work on it.
        PermissionDenied: the person works on it but may not do this, or not now.
    """
    agreement = agreement_of(user, public_id)
    if not user.has_perm(act, agreement):
        raise PermissionDenied
    cities = acting_cities(user, agreement, roles)
    if not cities:
        raise PermissionDenied
    return agreement, cities[0]


def desk_of(agreement: Agreement) -> str:
    """Give the address of the officers' page of an agreement."""
    return reverse("desk:agreement", kwargs={"public_id": agreement.public_id})

"""Fetching for pages: strangers meet 404."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import worked_on_by
from pobratym.visits.models.delegations import Letter
from pobratym.visits.models.visits import Visit


def agreement_of(user: User, public_id: UUID) -> Agreement:
    """Give an agreement that the person works on, if only by reading.

    Raises:
        Http404: the person does not work on it.
    """
    agreement = worked_on_by(user, public_id)
    if agreement is None:
        raise Http404
    return agreement


def address_of(agreement: Agreement) -> str:
    """Give the address of an agreement's papers."""
    return reverse("papers:papers", kwargs={"public_id": agreement.public_id})


def visit_of(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    seen = Visit.objects.visible_to(user).select_related("host", "partnership")
    visit = get_object_or_404(seen, public_id=public_id)
    if act and not user.has_perm(act, visit):
        raise PermissionDenied
    return visit


def letter_of(user: User, public_id: UUID) -> Letter:
    """Give a letter of invitation that the person sees.

    Raises:
        Http404: the person does not see it.
    """
    rows = Letter.objects.visible_to(user).select_related("visit__host", "visit__partnership")
    return get_object_or_404(rows.prefetch_related("members"), public_id=public_id)

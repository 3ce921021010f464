"""Fetching for pages: strangers meet 404."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import worked_on_by


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

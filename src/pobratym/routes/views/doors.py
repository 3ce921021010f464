"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities, worked_on_by
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES
from pobratym.routes.models.steps import Step
from pobratym.routes.rules import WALKING


def agreement_of(user: User, public_id: UUID) -> Agreement:
    """Give an agreement that the person works on, if only by reading.

    Raises:
        Http404: the person does not work on it.
    """
    agreement = worked_on_by(user, public_id)
    if agreement is None:
        raise Http404
    return agreement


def agreement_walked(user: User, public_id: UUID) -> tuple[Agreement, list[Municipality]]:
    """Give an agreement and the cities for which the person notes legal steps.

    Raises:
        Http404: the person does not work on it.
        PermissionDenied: the person only reads.
    """
    agreement = agreement_of(user, public_id)
    cities = acting_cities(user, agreement, WALKING)
    if not cities or not user.has_perm("routes.walk_agreement", agreement):
        raise PermissionDenied
    return agreement, cities


def step_of(user: User, public_id: UUID, act: str = "") -> Step:
    """Give a step that the person may read, or ``act`` on; its agreement brings its parties.

    Raises:
        Http404: the person does not work on its agreement.
        PermissionDenied: it is the partner's, or the role does not allow it.
    """
    rows = Step.objects.visible_to(user).select_related(
        "walk__city", "walk__text_version", "walk__agreement"
    )
    step = get_object_or_404(rows, public_id=public_id)
    step.walk.agreement = agreement_of(user, step.walk.agreement.public_id)
    if act and not user.has_perm(act, step):
        raise PermissionDenied
    return step


def own_cities(user: User) -> frozenset[int]:
    """Give the keys of the cities whose notes the person may read."""
    return mandate_of(user).cities(READING_NOTES | WALKING)


def route_of(agreement: Agreement) -> str:
    """Give the address of an agreement's routes."""
    return reverse("routes:lanes", kwargs={"public_id": agreement.public_id})


def page_of(step: Step) -> str:
    """Give the address of a step."""
    return reverse("routes:step", kwargs={"public_id": step.public_id})

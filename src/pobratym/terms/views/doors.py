"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import TRANSLATING
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import cities_of, worked_on_by
from pobratym.terms.models.concepts import Concept


def partnership_of(user: User, public_id: UUID) -> Partnership:
    """Give a partnership that the person works on, if only by reading.

    Raises:
        Http404: the person does not.
    """
    partnership = worked_on_by(user, public_id)
    if partnership is None:
        raise Http404
    return partnership


def acting_city(user: User, partnership: Partnership, act: str) -> Municipality | None:
    """Give the city in whose name the person may do this; None where the person may not."""
    if not user.has_perm(act, partnership):
        return None
    keys = mandate_of(user).cities(TRANSLATING)
    return next((city for city in cities_of(partnership) if city.pk in keys), None)


def partnership_for(
    user: User, public_id: UUID, act: str = "terms.change_terms"
) -> tuple[Partnership, Municipality]:
    """Give a partnership whose terms the person may change, and the city in whose name.

    Raises:
        Http404: the person does not work on it.
        PermissionDenied: the person only reads it.
    """
    partnership = partnership_of(user, public_id)
    city = acting_city(user, partnership, act)
    if city is None:
        raise PermissionDenied
    return partnership, city


def concept_for(
    user: User, public_id: UUID, act: str = "terms.change_terms"
) -> tuple[Concept, Municipality]:
    """Give a concept that the person may change, and the city in whose name.

    Raises:
        Http404: the person does not see it, or it was taken out.
        PermissionDenied: the person only reads it.
    """
    rows = Concept.objects.visible_to(user).filter(removed_at__isnull=True)
    concept = get_object_or_404(rows.select_related("partnership"), public_id=public_id)
    partnership, city = partnership_for(user, concept.partnership.public_id, act)
    concept.partnership = partnership
    return concept, city


def list_of(partnership: Partnership) -> str:
    """Give the address of a partnership's terms."""
    return reverse("terms:terms", kwargs={"public_id": partnership.public_id})

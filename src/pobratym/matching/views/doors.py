"""Fetching for pages: strangers to an institution meet 404, its readers without the right 403."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.institutions import Institution
from pobratym.matching.queries.choices import with_choices

VIEW, CHOOSE = "matching.view_candidates", "matching.choose_candidates"


def institution_for(user: User, public_id: UUID, act: str = VIEW) -> Institution:
    """Give an institution whose suggested partners the person sees, and may choose among.

    Raises:
        Http404: the person has nothing to do with it, listed or not.
        PermissionDenied: the person may only read.
    """
    rows = with_choices(Institution.objects.visible_to(user))
    institution = get_object_or_404(rows, public_id=public_id)
    if not user.has_perm(VIEW, institution):
        raise Http404
    if not user.has_perm(act, institution):
        raise PermissionDenied
    return institution


def other_of(public_id: UUID) -> Institution:
    """Give an institution that everybody may know of.

    Raises:
        Http404: there is none, or it is closed.
    """
    rows = Institution.objects.visible_to(AnonymousUser()).working().select_related("municipality")
    return get_object_or_404(rows, public_id=public_id)


def address(name: str, institution: Institution, other: Institution | None = None) -> str:
    """Give the address of one of the room's pages on an institution."""
    keys = {"public_id": institution.public_id}
    return reverse(f"matching:{name}", kwargs=keys | ({"other": other.public_id} if other else {}))

"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.queries.profiles import institution_for_page


def known_institution(reader: Reader, public_id: UUID) -> Institution:
    """Give an institution that the person may know of.

    Raises:
        Http404: the person may not, or there is none.
    """
    found = institution_for_page(reader, public_id)
    if found is None:
        raise Http404
    return found


def institution_for(user: User, public_id: UUID, act: str) -> Institution:
    """Give an institution on which the person may ``act``.

    Raises:
        Http404: the person may not know of it.
        PermissionDenied: the person may, as everybody does, but not do that.
    """
    found = known_institution(user, public_id)
    if not user.has_perm(act, found):
        raise PermissionDenied
    return found


def wish_for(user: User, public_id: UUID, pk: int) -> InstitutionWish:
    """Give a need or offer of an institution whose profile the person may change.

    Raises:
        Http404: the person may not know of the institution, or there is none.
        PermissionDenied: the person may only read it.
    """
    institution = institution_for(user, public_id, "institutions.change_profile")
    wish = get_object_or_404(institution.wishes, pk=pk)
    wish.institution = institution
    return wish


def claim_for(user: User, public_id: UUID) -> Claim:
    """Give a claim that the person may see.

    Raises:
        Http404: the person may not.
    """
    seen = Claim.objects.visible_to(user).select_related(
        "institution__municipality", "user", "decided_by", "invitation"
    )
    return get_object_or_404(seen, public_id=public_id)


def desk_of(institution: Institution) -> str:
    """Give the address of the institution's own page."""
    return reverse("institutions:desk", kwargs={"public_id": institution.public_id})

"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, worked_on_by
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import SubGroup, Visit


def visit_for(user: User, public_id: UUID, act: str = "") -> Visit:
    """Give a visit that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    seen = Visit.objects.visible_to(user).select_related("host", "partnership")
    visit = get_object_or_404(seen, public_id=public_id)
    refuse(user, act, visit)
    return visit


def partnership_for(user: User, public_id: UUID) -> tuple[Partnership, Municipality]:
    """Give a partnership for which the person may enter a visit, and the city that hosts it.

    Raises:
        Http404: the person does not work on it.
        PermissionDenied: the person may only read it.
    """
    partnership = worked_on_by(user, public_id)
    if partnership is None:
        raise Http404
    refuse(user, "partnerships.change_partnership", partnership)
    cities = acting_cities(user, partnership)
    if not cities:
        raise PermissionDenied
    return partnership, cities[0]


def member_for(user: User, public_id: UUID, act: str = "visits.view_member") -> Member:
    """Give a guest that the person may look after.

    Raises:
        Http404: the person does not see the visit.
        PermissionDenied: the person sees the visit, but the guest is another city's.
    """
    rows = Member.objects.visible_to(user).select_related(
        "visit__host", "visit__partnership", "city", "subgroup"
    )
    member = get_object_or_404(rows, public_id=public_id)
    refuse(user, act, member)
    return member


def subgroup_for(user: User, public_id: UUID, key: int) -> SubGroup:
    """Give a sub-group of a visit whose programme the person makes.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_for(user, public_id, "visits.host")
    group = get_object_or_404(visit.subgroups.all(), pk=key)
    group.visit = visit
    return group


def leg_for(user: User, public_id: UUID, key: int) -> TravelLeg:
    """Give a part of the journey that the person may change.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    visit = visit_for(user, public_id, "visits.prepare")
    leg = get_object_or_404(visit.legs.all(), pk=key)
    leg.visit = visit
    return leg


def letter_for(user: User, public_id: UUID, act: str = "visits.host") -> Letter:
    """Give a letter of invitation of a visit that the person may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    rows = Letter.objects.visible_to(user).select_related(
        "visit__host", "visit__partnership", "document"
    )
    letter = get_object_or_404(rows, public_id=public_id)
    refuse(user, act, letter.visit)
    return letter


def refuse(user: User, act: str, thing: Model) -> None:
    """Let only those pass who may ``act``; an empty act asks nothing.

    Raises:
        PermissionDenied: the person may not.
    """
    if act and not user.has_perm(act, thing):
        raise PermissionDenied


def page_of(visit: Visit, name: str = "visit") -> str:
    """Give the address of a page of a visit."""
    return reverse(f"visits:{name}", kwargs={"public_id": visit.public_id})


def page_of_member(member: Member) -> str:
    """Give the address of a guest's page at the desk."""
    return reverse("visits:member", kwargs={"public_id": member.public_id})

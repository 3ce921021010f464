"""Fetching for pages: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.institutions import Institution
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.queries.shown import institution_worked_on_by


def link_for(user: User, public_id: UUID, act: str = "") -> Link:
    """Give a link that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    link = get_object_or_404(Link.objects.visible_to(user).with_both(), public_id=public_id)
    _refuse(user, act, link)
    return link


def activity_for(user: User, public_id: UUID, act: str = "") -> Activity:
    """Give an activity that the person sees, and may ``act`` on.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read it.
    """
    rows = Activity.objects.visible_to(user)
    near = rows.select_related("link__a__municipality", "link__b__municipality")
    activity = get_object_or_404(near, public_id=public_id)
    _refuse(user, act, activity)
    return activity


def institution_for(user: User, public_id: UUID, act: str = "") -> Institution:
    """Give an institution that is the person's own, and on which they may ``act``.

    Raises:
        Http404: the person neither works in it nor for its city.
        PermissionDenied: the person may only read.
    """
    institution = institution_worked_on_by(user, public_id)
    if institution is None:
        raise Http404
    _refuse(user, act, institution)
    return institution


def page_of(link: Link) -> str:
    """Give the address of a link's page."""
    return reverse("links:link", kwargs={"public_id": link.public_id})


def _refuse(user: User, act: str, thing: Model) -> None:
    if act and not user.has_perm(act, thing):
        raise PermissionDenied

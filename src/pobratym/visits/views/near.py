"""Fetching sites, wishes and what belongs to them: strangers meet 404, readers 403."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import Pause, Wish
from pobratym.visits.queries.sites import cities_read, hosts_read, interpreters_read
from pobratym.visits.views.doors import refuse, visit_for


def city_for(user: User, public_id: UUID, act: str = "") -> Municipality:
    """Give a city that the person reads for, and may ``act`` on.

    Raises:
        Http404: it is none of the person's.
        PermissionDenied: the person may only read.
    """
    city = get_object_or_404(cities_read(user), public_id=public_id)
    refuse(user, act, city)
    return city


def site_for(user: User, public_id: UUID, act: str = "") -> Site:
    """Give a site of one of the person's cities.

    Raises:
        Http404: it is none of theirs.
        PermissionDenied: the person may only read.
    """
    rows = Site.objects.visible_to(user).select_related("city", "institution")
    site = get_object_or_404(rows, public_id=public_id)
    refuse(user, act, site)
    return site


def host_for(user: User, public_id: UUID, act: str = "visits.change_site") -> Host:
    """Give somebody who receives guests in one of the person's cities.

    Raises:
        Http404: it is none of theirs.
        PermissionDenied: the person may only read.
    """
    host = get_object_or_404(hosts_read(user), public_id=public_id)
    refuse(user, act, host)
    return host


def hosted_visit(user: User, public_id: UUID, act: str = "visits.read_wishes") -> Visit:
    """Give a visit that the person's city receives.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person is a guest of it, or may only read.
    """
    visit = visit_for(user, public_id, "visits.read_wishes")
    refuse(user, act, visit)
    return visit


def wish_for(user: User, public_id: UUID, act: str = "visits.host") -> Wish:
    """Give a wish of a visit that the person's city receives.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read, or is a guest.
    """
    rows = Wish.objects.visible_to(user)
    wish = get_object_or_404(
        rows.select_related("visit__host", "visit__partnership", "site"), public_id=public_id
    )
    refuse(user, act, wish.visit)
    return wish


def interpreter_for(user: User, public_id: UUID, act: str = "visits.host") -> Interpreter:
    """Give an interpreter of a visit that the person's city receives.

    Raises:
        Http404: the person does not see the visit.
        PermissionDenied: the person may only read, or is a guest.
    """
    found = get_object_or_404(interpreters_read(user), public_id=public_id)
    refuse(user, act, found.visit)
    return found


def pause_for(user: User, public_id: UUID, key: int) -> Pause:
    """Give a meal or a rest of a visit whose days the person sets.

    Raises:
        Http404: the person does not see it.
        PermissionDenied: the person may only read.
    """
    visit = hosted_visit(user, public_id, "visits.host")
    pause = get_object_or_404(visit.pauses.all(), pk=key)
    pause.visit = visit
    return pause


def sites_page(city: Municipality) -> str:
    """Give the address of a city's list of sites."""
    return reverse("visits:site_list", kwargs={"public_id": city.public_id})


def site_page(site: Site) -> str:
    """Give the address of a site's page."""
    return reverse("visits:site", kwargs={"public_id": site.public_id})

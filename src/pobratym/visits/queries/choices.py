"""What forms of a visit let one choose from, each in one statement."""

from typing import Any

from django.db.models import Q, QuerySet

from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.visits.models.sites import Host, Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import Wish


def said(row: Any) -> str:  # noqa: ANN401  any row with a name
    """Name a row in the reader's language."""
    return str(row.name.said(language()).text)


def titled(wish: Wish) -> str:
    """Name a wish in the reader's language."""
    return str(wish.title.said(language()).text)


def institutions_of(city: Municipality) -> QuerySet[Institution]:
    """Give the institutions of a city that stand."""
    return Institution.objects.filter(municipality=city, closed_on__isnull=True).order_by("pk")


def sites_for_choice(city: Municipality, besides: int | None = None) -> QuerySet[Site]:
    """Give the sites that a city shows, and the one that was chosen before."""
    return Site.objects.filter(Q(closed_at__isnull=True) | Q(pk=besides), city=city).order_by("pk")


def hosts_of(city: Municipality) -> QuerySet[Host]:
    """Give the people of a city who receive guests, by name."""
    return Host.objects.filter(city=city).order_by("name", "pk")


def other_wishes(visit: Visit, wish: Wish | None) -> QuerySet[Wish]:
    """Give the standing wishes of a visit but for one."""
    rows = visit.wishes.standing().order_by("pk")
    return rows.exclude(pk=wish.pk) if wish is not None else rows

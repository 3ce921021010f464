"""A city's sites and the people who show them, as its pages need them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import collation_key
from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.rules import keeps_place, keeps_places_of

COMING = 20


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of a city by name, those that are shown no more apart; hosts without a site."""

    city: Municipality
    sites: Sequence[Site]
    closed: Sequence[Site]
    hosts: Sequence[Host]
    may_change: bool


@dataclass(frozen=True, slots=True)
class SiteShown:
    """A site, who shows it, and which visits to come wish to see it."""

    site: Site
    hosts: Sequence[Host]
    visits: Sequence[Visit]
    ways: int
    may_change: bool


def sites_of_city(city: Municipality, reader: Reader) -> Sites:
    """Give the page of a city's sites in two statements."""
    rows = Site.objects.filter(city=city).annotate(shown_by=Count("hosts"))
    sites = sorted(rows, key=lambda one: collation_key(one.name.said(language()).text, language()))
    return Sites(
        city=city,
        sites=[one for one in sites if one.closed_at is None],
        closed=[one for one in sites if one.closed_at is not None],
        hosts=list(Host.objects.filter(city=city, site=None).order_by("name", "pk")),
        may_change=keeps_places_of(reader, city),
    )


def site_shown(site: Site, reader: Reader) -> SiteShown:
    """Give the page of a site in three statements."""
    wished = Q(wishes__site=site, wishes__withdrawn_at__isnull=True)
    visits = Visit.objects.visible_to(reader).filter(wished).distinct()
    return SiteShown(
        site=site,
        hosts=list(site.hosts.order_by("name", "pk")),
        visits=list(visits.order_by("-starts_on", "pk")[:COMING]),
        ways=site.ways_out.count(),
        may_change=keeps_place(reader, site),
    )


def cities_read(reader: Reader) -> QuerySet[Municipality]:
    """Give the cities whose sites somebody reads."""
    return Municipality.objects.filter(pk__in=sorted(mandate_of(reader).cities(READING)))


def hosts_read(reader: Reader) -> QuerySet[Host]:
    """Give those who receive guests in the cities that somebody reads for."""
    own = sorted(mandate_of(reader).cities(READING))
    return Host.objects.filter(city__in=own).select_related("city", "site")


def interpreters_read(reader: Reader) -> QuerySet[Interpreter]:
    """Give the interpreters of the visits that somebody sees."""
    seen = Visit.objects.visible_to(reader).values("pk")
    rows = Interpreter.objects.filter(visit__in=seen)
    return rows.select_related("visit__host", "visit__partnership")

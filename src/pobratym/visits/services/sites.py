"""Places that a city shows to guests, and the people who show them."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, TypeVar, Unpack

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.sites import Host, Site
from pobratym.visits.services.noting import note_in_city, refuse_in_use, refuse_too_many
from pobratym.visits.states import Shelter

Own = TypeVar("Own", Site, Host)
MOST_SITES, MOST_HOSTS = 2_000, 2_000
"""Of one city."""


class SiteFacts(TypedDict, total=False):
    """What is said of a site; see the model for the shape of ``opening`` and ``closed_days``."""

    name: Wordings
    institution: Institution | None
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    opening: list[list[int | str]]
    closed_days: list[str]
    capacity: int
    list_days: int
    access_rules: Wordings
    shelter: Shelter
    is_critical: bool
    is_lodging: bool


class HostFacts(TypedDict, total=False):
    """What is said of somebody who receives guests."""

    name: str
    site: Site | None
    function: Wordings
    language: str
    email: str
    phone: str


@transaction.atomic
def add_site(
    city: Municipality, *, by: User | None, is_sample: bool = False, **facts: Unpack[SiteFacts]
) -> Site:
    """Enter a site of a city.

    Raises:
        DomainError: ``not_your_city``, ``elsewhere`` (an institution of another city),
            ``too_many``.
        ValidationError: a fact is missing or not valid.
    """
    city = hold_city(city)
    refuse_outsider(by, city.pk)
    refuse_too_many(Site.objects.filter(city=city).count(), MOST_SITES)
    site = Site(city=city, is_sample=is_sample)
    old = put(site, facts)
    _refuse_elsewhere(site)
    site.full_clean()
    site.save()
    note_changed(site, old, by)
    note_in_city("site.added", site, city, by=by, changes=changes_of(site, old))
    return site


@transaction.atomic
def edit_site(site: Site, *, version: int, by: User | None, **facts: Unpack[SiteFacts]) -> Site:
    """Change what is said of a site.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``elsewhere``.
        ValidationError: a fact is missing or not valid.
    """
    site = _taken(Site.objects.all(), site, version, by)
    old = put(site, facts)
    _refuse_elsewhere(site)
    if old:
        _keep(site, old, "site.edited", by)
    return site


@transaction.atomic
def close_site(site: Site, *, version: int, by: User | None) -> Site:
    """Show a site to guests no more; what was, stays.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``.
    """
    return _closed(site, version, by, timezone.now())


@transaction.atomic
def reopen_site(site: Site, *, version: int, by: User | None) -> Site:
    """Show a site to guests again.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``.
    """
    return _closed(site, version, by, None)


@transaction.atomic
def add_host(
    city: Municipality, *, by: User | None, is_sample: bool = False, **facts: Unpack[HostFacts]
) -> Host:
    """Enter somebody who receives guests.

    Raises:
        DomainError: ``not_your_city``, ``elsewhere`` (a site of another city), ``too_many``.
        ValidationError: a fact is missing or not valid.
    """
    city = hold_city(city)
    refuse_outsider(by, city.pk)
    refuse_too_many(Host.objects.filter(city=city).count(), MOST_HOSTS)
    host = Host(city=city, is_sample=is_sample)
    old = put(host, facts)
    _refuse_elsewhere(host)
    host.full_clean()
    host.save()
    note_changed(host, old, by)
    note_in_city("host.added", host, city, by=by, changes=changes_of(host, old))
    return host


@transaction.atomic
def edit_host(host: Host, *, version: int, by: User | None, **facts: Unpack[HostFacts]) -> Host:
    """Change what is said of somebody who receives guests.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``elsewhere``.
        ValidationError: a fact is missing or not valid.
    """
    host = _taken(Host.objects.all(), host, version, by)
    old = put(host, facts)
    _refuse_elsewhere(host)
    if old:
        _keep(host, old, "host.edited", by)
    return host


@transaction.atomic
def remove_host(host: Host, *, version: int, by: User | None) -> None:
    """Take somebody off the list who never stood in a programme, with all that is said of them.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``in_use``.
    """
    host = _taken(Host.objects.all(), host, version, by)
    refuse_in_use(
        host,
        _(
            "This person stands in wishes or in a programme. Choose somebody else there first,"
            " or change the name and address here."
        ),
    )
    note_in_city("host.removed", host, host.city, by=by)
    host.delete()


def _taken(rows: models.QuerySet[Own], row: Own, version: int, by: User | None) -> Own:
    city = hold_city(row.city)
    refuse_outsider(by, city.pk)
    found = take_version(rows, row.pk, version)
    found.city = city
    return found


def _closed(site: Site, version: int, by: User | None, at: dt.datetime | None) -> Site:
    site = _taken(Site.objects.all(), site, version, by)
    if (site.closed_at is None) is (at is None):
        return site
    site.closed_at = at
    site.save()
    note_in_city("site.closed" if at else "site.reopened", site, site.city, by=by)
    return site


def _keep(row: Site | Host, old: dict[str, object], what: str, by: User | None) -> None:
    row.full_clean()
    row.save()
    note_changed(row, old, by)
    note_in_city(what, row, row.city, by=by, changes=changes_of(row, old))


def _refuse_elsewhere(row: Site | Host) -> None:
    if isinstance(row, Host):
        if row.site is not None and row.site.city_id != row.city_id:
            raise DomainError(_("Choose a site of the same city."), code="elsewhere", field="site")
        return
    if row.institution is not None and row.institution.municipality_id != row.city_id:
        raise DomainError(
            _("Choose an institution of the same city."), code="elsewhere", field="institution"
        )

"""Ways from a routing service, where the installation has one."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.mapping.points import Point
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.languages.machine.client import Service, service_at
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.travelling import LONGEST_WAY, point_of, sites_of
from pobratym.visits.queries.ways import router_host
from pobratym.visits.router import MOST_PLACES, ask
from pobratym.visits.services.holding import refuse_over
from pobratym.visits.services.ways import store_ways

FEWEST = 2


def refuse_unasked(visit: Visit, *, by: User | None) -> None:
    """Say why the service cannot be asked about a visit, before the worker is bothered.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``no_router``, ``too_few``, ``too_many``.
    """
    refuse_outsider(by, visit.host_id)
    refuse_over(visit)
    if not router_host():
        raise DomainError(_("No routing service is set up on this server."), code="no_router")
    count = len(_places(visit))
    if count < FEWEST:
        raise DomainError(
            _(
                "At least two sites of the visit need latitude and longitude first. Critical places"
                " are not asked about."
            ),
            code="too_few",
        )
    if count > MOST_PLACES:
        raise DomainError(
            _("A routing service is asked about %(most)d sites at most. Import a table instead.")
            % {"most": MOST_PLACES},
            code="too_many",
        )


def fetch_ways(visit: Visit, *, by: User | None) -> int:
    """Ask the service and store what it says; gives how many ways differ.

    The service is asked outside any transaction. What the city wrote into a table stays.

    Raises:
        DomainError: as :func:`refuse_unasked`.
        MachineError: the service gave no answer.
    """
    refuse_unasked(visit, by=by)
    places = _places(visit)
    rows = ask(settings.ROUTER, _service(), [point for _site, point in places])
    minutes = {
        (origin.pk, target.pk): told
        for (origin, _from), row in zip(places, rows, strict=True)
        for (target, _to), told in zip(places, row, strict=True)
        if told is not None and told <= LONGEST_WAY and origin.pk != target.pk
    }
    with transaction.atomic():
        city = hold_city(visit.host)
        refuse_outsider(by, city.pk)
        return store_ways(city, minutes, source=settings.ROUTER, by=by)


def _places(visit: Visit) -> list[tuple[Site, Point]]:
    """Give the sites that may be told: critical ones only to a service on this computer."""
    at_home = router_host() and not _service().is_secure
    found = [(site, point_of(site)) for site in sites_of(visit)]
    return [(site, at) for site, at in found if at and (at_home or not site.is_critical)]


def _service() -> Service:
    return service_at(settings.ROUTER_ADDRESS)

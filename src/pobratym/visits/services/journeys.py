"""The way there and back, part by part."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.holding import held, note, refuse_all_but_host, refuse_over
from pobratym.visits.services.zones import zone_named
from pobratym.visits.states import SHARED

MOST = 40
REACH = dt.timedelta(days=7)
"""How far before the first and after the last day a journey may lie."""


class LegFacts(TypedDict, total=False):
    """What is said of a part of the journey."""

    direction: str
    mode: str
    origin: str
    target: str
    departs_on: dt.date
    departs_at: dt.time
    zone: str
    minutes: int
    reserve_min: int
    crossing: str
    queue_booking: str
    plates: str


@transaction.atomic
def add_leg(
    visit: Visit, *, by: User | None, members: Iterable[Member] = (), **facts: Unpack[LegFacts]
) -> TravelLeg:
    """Put a part of the journey down, as the host or as a city that comes.

    Args:
        visit: is held.
        by: of one of these cities.
        members: who travels so; all where nobody is named.
        facts: what is said of it.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``far_off``, ``unknown_zone``, ``elsewhere``,
            ``too_many``.
        ValidationError: a fact is missing or not valid.
    """
    visit = held(visit)
    actor = _acting(by, visit)
    if visit.legs.count() >= MOST:
        raise DomainError(
            _("A visit has at most %(most)d parts of the journey.") % {"most": MOST},
            code="too_many",
        )
    leg = TravelLeg(visit=visit)
    old = put(leg, _clean(facts))
    _refuse_far_off(leg)
    leg.full_clean()
    leg.save()
    leg.members.set(_own(visit, members))
    note("visit.leg_added", leg, visit, by=by, city=actor, changes=changes_of(leg, old))
    return leg


@transaction.atomic
def edit_leg(
    leg: TravelLeg,
    *,
    version: int,
    by: User | None,
    members: Iterable[Member] = (),
    **facts: Unpack[LegFacts],
) -> TravelLeg:
    """Change a part of the journey.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``far_off``, ``unknown_zone``, ``elsewhere``.
        ValidationError: a fact is missing or not valid.
    """
    leg, visit, actor = _taken(leg, version, by)
    old = put(leg, _clean(facts))
    _refuse_far_off(leg)
    leg.full_clean()
    leg.save()
    leg.members.set(_own(visit, members))
    note("visit.leg_edited", leg, visit, by=by, city=actor, changes=changes_of(leg, old))
    return leg


@transaction.atomic
def drop_leg(leg: TravelLeg, *, version: int, by: User | None) -> None:
    """Take a part of the journey out.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    leg, visit, actor = _taken(leg, version, by)
    note("visit.leg_dropped", leg, visit, by=by, city=actor)
    leg.delete()


def _taken(leg: TravelLeg, version: int, by: User | None) -> tuple[TravelLeg, Visit, Municipality]:
    visit = held(leg.visit)
    actor = _acting(by, visit)
    found = TravelLeg.objects.select_for_update().get(pk=leg.pk)
    if found.version != version:
        raise StaleVersion(found)
    found.visit = visit
    found.version += 1
    return found, visit, actor


def _acting(by: User | None, visit: Visit) -> Municipality:
    refuse_over(visit)
    if by is not None and visit.state in SHARED:
        mandate = mandate_now(by)
        for guest in visit.guest_cities.select_related("city").order_by("pk"):
            if mandate.covers(guest.city_id, WRITING):
                return guest.city
    refuse_all_but_host(by, visit)
    return visit.host


def _clean(facts: LegFacts) -> dict[str, Any]:
    cleaned: dict[str, Any] = dict(facts)
    if "zone" in cleaned:
        cleaned["zone"] = zone_named(cleaned["zone"], "zone")
    return cleaned


def _own(visit: Visit, members: Iterable[Member]) -> list[Member]:
    wanted = list(members)
    if any(one.visit_id != visit.pk for one in wanted):
        raise DomainError(_("Choose guests of this visit."), code="elsewhere", field="members")
    return wanted


def _refuse_far_off(leg: TravelLeg) -> None:
    if leg.departs_on is None:
        return
    visit = leg.visit
    if not visit.starts_on - REACH <= leg.departs_on <= visit.ends_on + REACH:
        raise DomainError(
            _(
                "This day lies more than a week away from the visit. Correct it, or the days of"
                " the visit."
            ),
            code="far_off",
            field="departs_on",
        )

"""How a visit is entered and changed: kind, days, zones, guests, what it serves."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked, refuse_outsider
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.vault.services.secrets import move_day
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.models.visits import LONGEST_DAYS, Visit, VisitGuest
from pobratym.visits.services.copying import copy_frame
from pobratym.visits.services.holding import note, refuse_all_but_host, taken
from pobratym.visits.services.zones import zone_named

LINK_KEPT = dt.timedelta(days=30)
"""How long after the last day guests may still open their own page."""


PASSPORT_KEPT = dt.timedelta(days=30)
"""How long after the last day of the visit the vault keeps the data of passports."""


class VisitFacts(TypedDict, total=False):
    """What people write about a visit; ``zone`` and ``guest_zone`` are names of the IANA list."""

    kind: str
    title: Wordings
    purpose: Wordings
    starts_on: dt.date
    ends_on: dt.date
    zone: str
    guest_zone: str
    embargo: str
    is_public: bool
    travel_kmh: int
    detour: Any
    buffer_min: int


@transaction.atomic
def create_visit(  # noqa: PLR0913  who, whose, where, for whom, like which
    partnership: Partnership,
    *,
    by: User | None,
    city: Municipality,
    guests: Collection[Municipality] = (),
    like: Visit | None = None,
    is_sample: bool = False,
    **facts: Unpack[VisitFacts],
) -> Visit:
    """Enter a visit as an idea of the host's city; the guests' city does not know of it yet.

    Args:
        partnership: is held; ``city`` takes part in it.
        by: who enters it.
        city: the host.
        guests: parties that are to come; all others than the host where none are named.
        like: an earlier visit of the same host, whose sub-groups, days, meals and wishes are taken
            over, moved to the new days.
        is_sample: of the demonstration.
        facts: what is said of it.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``no_guest``,
            ``too_long``, ``backwards``, ``unknown_zone``, ``other_host``.
        ValidationError: a fact is missing or not valid.
    """
    partnership = locked(partnership)
    refuse_outsider(by, city, partnership)
    invited = _guests_of(partnership, city, guests)
    visit = Visit(partnership=partnership, host=city, created_by=by, is_sample=is_sample)
    visit.zone, visit.guest_zone = city.timezone, invited[0].timezone
    old = put(visit, _clean(facts))
    _refuse_days(visit)
    visit.full_clean()
    visit.save()
    VisitGuest.objects.bulk_create(VisitGuest(visit=visit, city=one) for one in invited)
    if like is not None:
        copy_frame(like, visit)
    note_changed(visit, old, by)
    note("visit.added", visit, visit, by=by, city=city, changes=changes_of(visit, old))
    return visit


@transaction.atomic
def edit_visit(
    visit: Visit, *, version: int, by: User | None, **facts: Unpack[VisitFacts]
) -> Visit:
    """Change what is said of a visit; where nothing differs nothing is stored.

    Links of guests, and what the vault keeps of their passports, then end with the new last day.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``too_long``, ``backwards``, ``unknown_zone``.
        ValidationError: a fact is missing or not valid.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    old = put(visit, _clean(facts))
    if not old:
        return visit
    _refuse_days(visit)
    visit.full_clean()
    visit.save()
    if "ends_on" in old:
        links = GuestLink.objects.filter(member__visit=visit, revoked_at__isnull=True)
        links.update(expires_on=visit.ends_on + LINK_KEPT)
        guests = list(visit.members.values_list("pk", flat=True))
        last = max(visit.ends_on + PASSPORT_KEPT, timezone.localdate())
        move_day("visits.member", guests, last, by=by, city=visit.host.code)
    note_changed(visit, old, by)
    note("visit.edited", visit, visit, by=by, city=visit.host, changes=changes_of(visit, old))
    return visit


@transaction.atomic
def serve(
    visit: Visit,
    *,
    version: int,
    by: User | None,
    clauses: Iterable[Clause],
    plan_lines: Iterable[PlanLine],
) -> Visit:
    """Say which clauses of the agreement and which lines of the work plan a visit serves.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``elsewhere`` (of another partnership).
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    wanted, lines = list(clauses), list(plan_lines)
    own = {one.agreement.partnership_id for one in wanted}
    own |= {one.plan.agreement.partnership_id for one in lines}
    if own - {visit.partnership_id}:
        raise DomainError(
            _("Choose clauses and lines of this partnership’s own agreements."), code="elsewhere"
        )
    visit.clauses.set(wanted)
    visit.plan_lines.set(lines)
    visit.save()
    note(
        "visit.served", visit, visit, by=by, city=visit.host,
        clauses=len(wanted), lines=len(lines),
    )  # fmt: skip
    return visit


def _guests_of(
    partnership: Partnership, host: Municipality, wanted: Collection[Municipality]
) -> list[Municipality]:
    parties = partnership.parties.current().select_related("municipality").order_by("place")
    others = [one.municipality for one in parties if one.municipality_id != host.pk]
    keys = {one.pk for one in wanted}
    chosen = [one for one in others if not keys or one.pk in keys]
    if not chosen or (keys and len(chosen) != len(keys)):
        raise DomainError(
            _("Choose at least one city of the partnership that is to come."),
            code="no_guest",
            field="guests",
        )
    return chosen


def _clean(facts: VisitFacts) -> dict[str, Any]:
    """Bring zones under the names of today."""
    cleaned: dict[str, Any] = dict(facts)
    for name in ("zone", "guest_zone"):
        if name in cleaned:
            cleaned[name] = zone_named(cleaned[name], name)
    return cleaned


def _refuse_days(visit: Visit) -> None:
    if visit.starts_on is None or visit.ends_on is None:
        return  # full_clean says which is missing
    length = (visit.ends_on - visit.starts_on).days + 1
    if length < 1:
        raise DomainError(
            _("The last day cannot be before the first. Change one of the two days."),
            code="backwards",
            field="ends_on",
        )
    if length > LONGEST_DAYS:
        raise DomainError(
            _(
                "A visit has at most %(most)d days; this one has %(length)d. Look at the years, or"
                " enter two visits."
            )
            % {"most": LONGEST_DAYS, "length": length},
            code="too_long",
            field="ends_on",
        )

"""How a visit goes on: guests are invited and accept, the programme stands, it begins and ends."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.visits import telling
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.holding import note, refuse_all_but_host, refuse_over, taken
from pobratym.visits.states import VisitState, may_follow

HOSTS_STEPS = {
    VisitState.PLANNED: "visit.planned",
    VisitState.RUNNING: "visit.begun",
    VisitState.DONE: "visit.ended",
    VisitState.REPORTED: "visit.reported",
}
"""Steps that the host takes by one press, and what the journal calls them."""


@transaction.atomic
def invite(visit: Visit, *, version: int, by: User | None) -> Visit:
    """Let the guests' cities know of the visit, and ask for their word.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``not_shared`` (the partner does
            not know of the partnership yet), ``past``.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    if visit.partnership.shared_on is None:
        raise DomainError(
            _("The partner city does not know of this partnership yet. Move its stage first."),
            code="not_shared",
        )
    if visit.ends_on < _today(visit) and by is not None:
        raise DomainError(_("The visit lies in the past. Change its days first."), code="past")
    move(visit, VisitState.INVITED)
    note("visit.invited", visit, visit, by=by, city=visit.host)
    telling.of_invitation(visit, by=by)
    return visit


@transaction.atomic
def accept(visit: Visit, *, version: int, by: User | None, city: Municipality) -> Visit:
    """Say yes in the name of a city that is invited; with the last word the visit is confirmed.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``not_invited``, ``accepted``.
    """
    visit = taken(visit, version)
    refuse_over(visit)
    refuse_stranger(by, city, CONFIRMING)
    if visit.state == VisitState.IDEA:
        raise _wrong_state()
    guest = visit.guest_cities.filter(city=city).first()
    if guest is None:
        raise DomainError(_("This city is not invited to the visit."), code="not_invited")
    if guest.accepted_at is not None:
        raise DomainError(_("Your city has accepted already."), code="accepted")
    guest.accepted_at = timezone.now()
    guest.save()
    if visit.guest_cities.filter(accepted_at__isnull=True).exists():
        visit.save()
    else:
        move(visit, VisitState.CONFIRMED)
    note("visit.accepted", visit, visit, by=by, city=city)
    telling.of_answer(visit, city, by=by, accepted=True)
    return visit


@transaction.atomic
def decline(
    visit: Visit, *, version: int, by: User | None, city: Municipality, reason: str
) -> Visit:
    """Say no in the name of a city that is invited, also after it had accepted.

    Without any other guests the visit is cancelled; else the own links of its guests end.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``not_invited``, ``no_reason``.
    """
    visit = taken(visit, version)
    refuse_over(visit)
    refuse_stranger(by, city, CONFIRMING)
    refuse_silence(reason)
    if visit.state in {VisitState.IDEA, VisitState.RUNNING, VisitState.DONE}:
        raise _wrong_state()
    guest = visit.guest_cities.filter(city=city).first()
    if guest is None:
        raise DomainError(_("This city is not invited to the visit."), code="not_invited")
    note("visit.declined", visit, visit, by=by, city=city, why=reason.strip())
    telling.of_answer(visit, city, by=by, accepted=False)
    others = visit.guest_cities.exclude(pk=guest.pk)
    if not others.exists():
        visit.cancelled_because = reason.strip()
        move(visit, VisitState.CANCELLED)
        return visit
    now = timezone.now()
    visit.members.filter(city=city).update(left_at=now)
    links = GuestLink.objects.filter(member__visit=visit, member__city=city)
    links.filter(revoked_at__isnull=True).update(revoked_at=now)
    guest.delete()
    waiting = others.filter(accepted_at__isnull=True).exists()
    if visit.state == VisitState.INVITED and not waiting:
        move(visit, VisitState.CONFIRMED)
    else:
        visit.save()
    return visit


@transaction.atomic
def go_on(visit: Visit, *, version: int, by: User | None, to: VisitState) -> Visit:
    """Take the host's next step: the programme stands, the visit begins, is over, is reported.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``too_early``.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    if to not in HOSTS_STEPS:
        raise _wrong_state()
    early = {VisitState.RUNNING: visit.starts_on, VisitState.DONE: visit.ends_on}
    if to in early and _today(visit) < early[to] and by is not None:
        raise DomainError(
            _("It is too early for this: the visit has not come so far. Look at its days."),
            code="too_early",
        )
    move(visit, to)
    note(HOSTS_STEPS[to], visit, visit, by=by, city=visit.host)
    if to == VisitState.PLANNED:
        telling.of_programme(visit, by=by)
    return visit


@transaction.atomic
def cancel(visit: Visit, *, version: int, by: User | None, reason: str) -> Visit:
    """Cancel a visit as its host, with the reason, which the guests' cities read.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``no_reason``.
    """
    visit = taken(visit, version)
    refuse_all_but_host(by, visit)
    refuse_silence(reason)
    was_known = visit.state != VisitState.IDEA
    visit.cancelled_because = reason.strip()
    note("visit.cancelled", visit, visit, by=by, city=visit.host, why=reason.strip())
    move(visit, VisitState.CANCELLED)
    if was_known:
        telling.of_end(visit, by=by)
    return visit


def move(visit: Visit, to: VisitState) -> None:
    """Put a held visit at another state, where that may follow, and save it.

    Raises:
        DomainError: ``wrong_state``.
    """
    if not may_follow(VisitState(visit.state), to):
        raise _wrong_state()
    visit.state = to
    visit.full_clean()
    visit.save()


def advance(now: dt.datetime) -> int:
    """Let visits with a programme begin and end by the calendar of their host; gives how many."""
    moved = 0
    rows = Visit.objects.filter(
        state__in=[VisitState.PLANNED, VisitState.RUNNING],
        starts_on__lte=(now + dt.timedelta(days=1)).date(),
    )
    for visit in rows.order_by("pk"):
        moved += _advance(visit, now)
    return moved


@transaction.atomic
def _advance(visit: Visit, now: dt.datetime) -> bool:
    held = taken(visit, Visit.objects.values_list("version", flat=True).get(pk=visit.pk))
    today = now.astimezone(ZoneInfo(held.zone)).date()
    before = held.state
    if held.state == VisitState.PLANNED and held.starts_on <= today:
        move(held, VisitState.RUNNING)
        note("visit.begun", held, held, by=None, city=held.host)
    if held.state == VisitState.RUNNING and held.ends_on < today:
        move(held, VisitState.DONE)
        note("visit.ended", held, held, by=None, city=held.host)
    return held.state != before


def _today(visit: Visit) -> dt.date:
    return timezone.now().astimezone(ZoneInfo(visit.zone)).date()


def _wrong_state() -> DomainError:
    return DomainError(
        _("This cannot be done where the visit stands now. Look at its page."), code="wrong_state"
    )

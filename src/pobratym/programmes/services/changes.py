"""Who has to be told that a programme changed, and telling them: each once, of the own items.

While the host moves things around nobody is written to: letters go when an officer says so. What
is cancelled on a day of the visit itself is told at once, without waiting for anybody.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.services.rights import hold_city
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.programmes.calendars.differing import Change, What, differences
from pobratym.programmes.calendars.zones import zone_of
from pobratym.programmes.models.calendars import Feed, Telling, Told
from pobratym.programmes.queries.concerned import (
    Person,
    digest_of_plain,
    people_concerned,
    plain_rows,
    rows_of_each,
    told_before,
)
from pobratym.programmes.queries.letters import change_lines, programme_lines
from pobratym.programmes.queries.personal import Row
from pobratym.programmes.services.subscribing import address_of, make_for
from pobratym.programmes.services.waking import wake
from pobratym.programmes.states import TOLD
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState
from pobratym.work.post import post

FIRST, CHANGED, OFF = "first", "changed", "off"
LETTERS = {
    FIRST: "programmes/letters/first",
    CHANGED: "programmes/letters/changed",
    OFF: "programmes/letters/off",
}
"""The first programme, a change of it, the end of the whole visit."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """One person who is to be told, and what; without ``changes`` it is their first programme."""

    person: Person
    letter: str
    rows: Sequence[Row]
    changes: Sequence[Change]
    told: Told | None
    digest: str


def changed(visit: Visit) -> None:
    """Mark that the programme of a visit changed; inside the deed's own transaction."""
    if visit.state not in TOLD and visit.state != VisitState.CANCELLED:
        return
    now = timezone.now()
    if visit.state == VisitState.CANCELLED:
        if Telling.objects.filter(visit=visit.pk).update(changed_at=now):
            transaction.on_commit(partial(wake, visit.pk))
        return
    Telling.objects.update_or_create(visit_id=visit.pk, defaults={"changed_at": now})
    today = now.astimezone(zone_of(visit.zone) or dt.UTC).date()
    if visit.starts_on <= today <= visit.ends_on:
        transaction.on_commit(partial(wake, visit.pk))


def to_tell(visit: Visit, now: dt.datetime) -> list[ToTell]:
    """Give everybody whose own programme differs from what they were last told; seven statements.

    Guests, hosts and interpreters without an address are among them: somebody has to call.
    """
    told = dict(told_before(visit))
    found = []
    for person, rows in rows_of_each(visit, people_concerned(visit)):
        before = told.get((person.kind, person.thing.pk))
        if before is None and not any(not row.is_cancelled for row in rows):
            continue
        plain = plain_rows(rows)
        digest = digest_of_plain(plain)
        if before is not None and before.digest == digest:
            continue
        changes = differences(before.items if before else {}, plain, now)
        if before is not None and not changes:
            continue
        found.append(ToTell(person, _letter(visit, before), rows, changes, before, digest))
    return found


def _letter(visit: Visit, before: Told | None) -> str:
    if visit.state == VisitState.CANCELLED:
        return OFF
    return FIRST if before is None else CHANGED


@transaction.atomic
def tell(visit: Visit, *, by: User) -> int:
    """Write to all whose own programme changed since they were last told; gives how many.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_planned`` (the
            programme does not stand yet), ``nothing_new``.
    """
    city = hold_city(visit.host)
    visit = _hold(visit.pk)
    refuse_outsider(by, city, visit.partnership)
    if visit.state not in TOLD:
        raise DomainError(
            _("The programme does not stand yet. Say first that it does, then tell everybody."),
            code="not_planned",
        )
    now = timezone.now()
    waiting = to_tell(visit, now)
    if not waiting:
        raise DomainError(_("Everybody knows the programme as it is."), code="nothing_new")
    for one in waiting:
        _write_to(one, visit, now, by=by)
    _have_told(visit, now)
    record(
        "programme.told", visit, by=by, city=city.code, within=visit.partnership,
        renews=False, people=len(waiting),
    )  # fmt: skip
    return len(waiting)


@transaction.atomic
def tell_by_itself(visit_key: int) -> int:
    """Tell those whose item of today was cancelled, or everybody when the whole visit is off.

    Done again it tells nobody twice: what people know is kept with the letter.
    """
    visit = _hold(visit_key)
    now = timezone.now()
    zone = zone_of(visit.zone) or dt.UTC
    today = now.astimezone(zone).date()
    waiting = [
        one
        for one in to_tell(visit, now)
        if one.told is not None
        and (
            visit.state == VisitState.CANCELLED
            or any(_is_off_today(change, today, zone) for change in one.changes)
        )
    ]
    for one in waiting:
        _write_to(one, visit, now, by=None)
    return len(waiting)


def _is_off_today(change: Change, today: dt.date, zone: dt.tzinfo) -> bool:
    if change.what not in {What.CANCELLED, What.GONE} or change.before is None:
        return False
    return change.before.starts_at.astimezone(zone).date() == today


def _hold(key: int) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",))
    return rows.select_related("partnership", "host").get(pk=key)


def _write_to(one: ToTell, visit: Visit, now: dt.datetime, *, by: User | None) -> None:
    """Write one letter and keep what it tells; the visit is held, so nobody else does."""
    person = one.person
    values = {"digest": one.digest, "items": plain_rows(one.rows), "told_at": now}
    Told.objects.update_or_create(visit=visit, **person.column, defaults=values)
    if not person.thing.email:
        return
    zones = (visit.zone, visit.guest_zone)
    with override(person.thing.language):
        lines = (
            programme_lines(one.rows, zones)
            if one.letter == FIRST
            else change_lines(one.changes, zones)
        )
    facts = {"visit": visit, "lines": lines, "calendar": _calendar_of(person, visit, by=by)}
    post(
        person.thing.email,
        LETTERS[one.letter],
        facts,
        language=person.thing.language,
        user_id=person.thing.user_id,
        key=f"{LETTERS[one.letter]}:{person.kind}:{person.thing.pk}:{visit.pk}:{now.isoformat()}",
        urgent=one.letter != FIRST,
    )


def _calendar_of(person: Person, visit: Visit, *, by: User | None) -> str:
    """Give the address of a calendar to whom has none yet; who has one keeps it."""
    if visit.state == VisitState.CANCELLED:
        return ""
    if Feed.objects.filter(visit=visit, revoked_at__isnull=True, **person.column).exists():
        return ""
    return address_of(make_for(person, visit, by=by), person.thing.language)


def _have_told(visit: Visit, now: dt.datetime) -> None:
    Telling.objects.update_or_create(
        visit=visit, defaults={"told_at": now}, create_defaults={"told_at": now, "changed_at": now}
    )

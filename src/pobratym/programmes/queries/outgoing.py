"""What goes out of a visit: calendars, letters, and what the public may know from when on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from pobratym.accounts.models import User
from pobratym.programmes.calendars.differing import Change
from pobratym.programmes.models.calendars import Feed, Told
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries.concerned import Person, people_concerned
from pobratym.programmes.release import Audience, knows_programme
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.states import Embargo


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One who takes part: when they were last told, what waits, and the calendar."""

    person: Person
    told: Told | None
    is_waiting: bool
    changes: Sequence[Change]
    feed: Feed | None


@dataclass(frozen=True, slots=True)
class CriticalLine:
    """An item at a critical place, and who asked and agreed that it may be told of."""

    item: Item
    is_asked: bool
    is_agreed: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The page of what goes out."""

    visit: Visit
    is_host: bool
    stands: bool
    public_from: dt.date | None
    subgroups: Sequence[SubGroup]
    own: Sequence[Feed]
    people: Sequence[PersonLine] = ()
    critical: Sequence[CriticalLine] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many people are to be told something."""
        return sum(line.is_waiting for line in self.people)

    @property
    def unreachable(self) -> int:
        """How many of those have no e-mail address."""
        return sum(line.is_waiting and not line.person.thing.email for line in self.people)


def outgoing(
    visit: Visit,
    reader: User,
    audience: Audience,
    waiting: dict[tuple[str, int], Sequence[Change]],
    now: dt.datetime,
) -> Outgoing:
    """Gather the page.

    Args:
        visit: with ``partnership`` fetched.
        reader: who looks.
        audience: how near they are.
        waiting: what is to be told, by kind and key of the person (``services.changes.to_tell``).
        now: an aware moment.
    """
    is_host = audience == Audience.HOST
    own = Feed.objects.filter(visit=visit, owner=reader, revoked_at__isnull=True)
    return Outgoing(
        visit=visit,
        is_host=is_host,
        stands=knows_programme(visit, Audience.GUESTS, now),
        public_from=public_from(visit),
        subgroups=list(visit.subgroups.all()),
        own=list(own.select_related("subgroup").order_by("pk")),
        people=_people(visit, waiting) if is_host else (),
        critical=_critical(visit, reader) if is_host else (),
    )


def public_from(visit: Visit) -> dt.date | None:
    """Give the first day on which the public may know; nothing where it is at once or never."""
    match visit.embargo:
        case Embargo.UNTIL_START:
            return visit.starts_on
        case Embargo.UNTIL_END:
            return visit.ends_on + dt.timedelta(days=1)
        case _:
            return None


def _people(visit: Visit, waiting: dict[tuple[str, int], Sequence[Change]]) -> list[PersonLine]:
    feeds = {_key(feed): feed for feed in Feed.objects.filter(
        visit=visit, owner__isnull=True, revoked_at__isnull=True
    )}  # fmt: skip
    told = {_key(one): one for one in Told.objects.filter(visit=visit).defer("items")}
    lines = []
    for person in people_concerned(visit):
        key = (str(person.kind), person.thing.pk)
        lines.append(
            PersonLine(
                person=person,
                told=told.get(key),
                is_waiting=key in waiting,
                changes=waiting.get(key, ()),
                feed=feeds.get(key),
            )
        )
    return lines


def _key(row: Feed | Told) -> tuple[str, int]:
    return str(row.whom), row.member_id or row.host_id or row.interpreter_id or 0


def _critical(visit: Visit, reader: User) -> list[CriticalLine]:
    rows = Item.objects.filter(visit=visit, site__is_critical=True).standing()
    rows = rows.select_related("site", "release").order_by("starts_at", "pk")
    lines = []
    for item in rows:
        release = getattr(item, "release", None)
        lines.append(
            CriticalLine(
                item=item,
                is_asked=release is not None,
                is_agreed=release is not None and release.agreed_at is not None,
                is_own=release is not None and release.asked_by_id == reader.pk,
            )
        )
    return lines

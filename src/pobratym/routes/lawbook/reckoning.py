"""Reckoning with a route: which steps apply, which are open, what is due and when.

Days are calendar days; the day of the event does not count, the last day does. Whether a last day
on a weekend or holiday moves to the next working day was not verified, so the plain day is given.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pobratym.routes.lawbook.entries import SENT, SIGNING, Edition, Entry, Part, When, named
from pobratym.routes.states import FULFILLED, StepState

LAST_DAY = dt.date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class Stand:
    """How one step of a walk stands."""

    state: StepState
    sent_on: dt.date | None = None
    done_on: dt.date | None = None
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class PartDue:
    """Until when a part of a term runs; no day where its length is not known."""

    part: Part
    due_on: dt.date | None


def applying(edition: Edition, kind: str, answers: Mapping[str, bool]) -> list[Entry]:
    """Give the steps of a route that apply, in the order of the book.

    A condition that was not answered holds: a duty is dropped only by a plain no.
    """
    return [
        step
        for step in edition.steps
        if (not step.kinds or kind in step.kinds)
        and (not step.applies_if or answers.get(step.applies_if, True))
    ]


def missing(
    entry: Entry, stands: Mapping[str, Stand], *, reached: Collection[When]
) -> tuple[str, ...]:
    """Give the codes of the steps that one waits for; steps that do not apply hold nothing up.

    A phase that was not reached is told by its own name (``at_signing``).
    """
    waits = [
        code
        for code, is_sent in map(named, entry.depends_on)
        if code in stands and not _is_met(stands[code], is_sent=is_sent)
    ]
    return tuple(waits if entry.when in reached else [*waits, str(entry.when)])


def _is_met(stand: Stand, *, is_sent: bool) -> bool:
    return stand.state in FULFILLED or (is_sent and stand.state == StepState.SENT)


def last_day(begun_on: dt.date, days: int) -> dt.date:
    """Count calendar days: 30 days from 2 March end on 1 April."""
    try:
        return min(begun_on + dt.timedelta(days=days), LAST_DAY)
    except OverflowError:
        return LAST_DAY


def begins_on(
    entry: Entry, own: Stand, stands: Mapping[str, Stand], signed_on: dt.date | None
) -> dt.date | None:
    """Give the day from which the term of a step is counted; None while it does not run.

    A paper that the city itself has sent starts the clock of that step anew.
    """
    if entry.term is None:
        return None
    counted = entry.term.counted_from
    if counted == SENT or own.sent_on is not None:
        return own.sent_on
    if counted == SIGNING:
        return signed_on
    code, is_sent = named(counted)
    other = stands.get(code)
    if other is None:
        return None
    return other.sent_on if is_sent else other.done_on


def due_on(
    entry: Entry, own: Stand, stands: Mapping[str, Stand], signed_on: dt.date | None = None
) -> dt.date | None:
    """Give the last day of a step's term; None where it has none, or it does not run yet."""
    begun = begins_on(entry, own, stands, signed_on)
    return last_day(begun, entry.term.days) if entry.term and begun else None


def parts_due(entry: Entry, begun_on: dt.date | None) -> list[PartDue]:
    """Give the parts of a term that runs, each with its last day."""
    return [
        PartDue(part, last_day(begun_on, part.days) if begun_on and part.days else None)
        for part in entry.parts
    ]


def todo_of(entry: Entry, answers: Mapping[str, bool]) -> list[Mapping[str, str]]:
    """Give what a step asks for, with what its conditions add."""
    more = [one.todo for one in entry.also if answers.get(one.condition, True)]
    return [entry.todo, *more]


def advanced(
    entries: Collection[Entry],
    stands: Mapping[str, Stand],
    *,
    reached: Collection[When],
    signed_on: dt.date | None = None,
) -> dict[str, Stand]:
    """Give how each step stands once what is free has opened, and what is not free waits again.

    A step that lies with an authority begins as sent, on the day from which its term is counted.
    What people have done, sent, refused or waived stays; so does a step that was begun early.

    Args:
        entries: the steps that apply.
        stands: of every step of the walk, by code.
        reached: the phases that the agreement has reached.
        signed_on: the day of signing, once there is one.
    """
    now = dict(stands)
    for _round in range(len(now) + 1):
        before = dict(now)
        for entry in entries:
            if entry.code in now:
                now[entry.code] = _moved(entry, now, reached, signed_on)
        if now == before:
            break
    return now


def _moved(
    entry: Entry, stands: Mapping[str, Stand], reached: Collection[When], signed_on: dt.date | None
) -> Stand:
    own = stands[entry.code]
    waits = missing(entry, stands, reached=reached)
    if own.state == StepState.WAITING and not waits:
        begun = begins_on(entry, own, stands, signed_on) if entry.with_authority else None
        return Stand(StepState.SENT, begun) if begun else Stand(StepState.OPEN)
    by_itself = own.state == StepState.OPEN and not own.is_early
    with_it = own.state == StepState.SENT and entry.with_authority
    if waits and (by_itself or with_it):
        return Stand(StepState.WAITING)
    return own

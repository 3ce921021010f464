"""What the report on a visit says, for pages and papers: nothing confidential ever comes in."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.models.reports import VisitReport
from pobratym.outcomes.queries.results import Results, results_of
from pobratym.outcomes.states import PromiseState
from pobratym.programmes.models.items import Item
from pobratym.programmes.release import Audience, items_known, known
from pobratym.programmes.states import ItemKind
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import in_protocol
from pobratym.visits.queries.shown import seen_cities

TOLD_KINDS = frozenset({ItemKind.VISIT, ItemKind.OTHER})


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest as the report names them: as in the passport, with function and city."""

    name_latin: str
    name_cyrillic: str
    function: Wordings
    city: Municipality
    attended: bool | None


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that was done; ``place`` is empty where it must not be told.

    ``day``, ``starts`` and ``ends`` are wall time in the visit's zone.
    """

    day: dt.date
    starts: dt.time
    ends: dt.time
    title: Wordings
    place: Wordings


@dataclass(frozen=True, slots=True)
class Talk:
    """A point of the agenda with what was said and decided; no point for what stood beside it."""

    point: AgendaPoint | None
    minutes: tuple[Wordings, ...]
    decisions: tuple[Wordings, ...]

    @property
    def title(self) -> Wordings:
        """What was to be talked about; empty for what stood beside the agenda."""
        return self.point.title if self.point else Wordings()


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise: whose, who answers for it (without a name where none was given), by when.

    Names of states are in ``PROMISE_STATE_NAMES``.
    """

    what: Wordings
    city: Municipality
    responsible: str
    due_on: dt.date
    state: PromiseState
    done_on: dt.date | None
    result: str


@dataclass(frozen=True, slots=True)
class Practice:
    """Something seen that is worth learning."""

    title: Wordings
    note: Wordings
    topic: str
    city: Municipality
    institution: Wordings
    wants_it: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report on a visit says.

    Confidential minutes, decisions and promises are left out, also their number. ``withheld`` is
    how many stops at critical places are left out because no two people have released them;
    ``nameless`` how many guests the reader may not know by name. Words are in all languages that
    they were written in.
    """

    visit: Visit
    title: Wordings
    purpose: Wordings
    host: Municipality
    guest_cities: tuple[Municipality, ...]
    starts_on: dt.date
    ends_on: dt.date
    clauses: tuple[Clause, ...]
    plan_lines: tuple[PlanLine, ...]
    guests: tuple[Guest, ...]
    nameless: int
    stops: tuple[Stop, ...]
    withheld: int
    talks: tuple[Talk, ...]
    promises: tuple[PromiseRow, ...]
    practices: tuple[Practice, ...]
    results: Results | None
    summary: Wordings
    conclusions: Wordings
    next_steps: Wordings
    finished_at: dt.datetime | None


def report_of(visit: Visit, reader: Reader | None = None) -> Report:
    """Gather the report on a visit (18 statements at most, however much there is).

    Args:
        visit: the visit, with its host.
        reader: who reads it; guests are left out whose city has recorded no ground to give names
            to the reader's. None names all, as the cities' own papers do.
    """
    written = VisitReport.objects.filter(visit=visit).first() or VisitReport(visit=visit)
    stops, withheld = _stops(visit)
    guests, nameless = _guests(visit, reader)
    return Report(
        visit=visit,
        title=visit.title,
        purpose=visit.purpose,
        host=visit.host,
        guest_cities=tuple(
            one.city for one in visit.guest_cities.select_related("city").order_by("pk")
        ),
        starts_on=visit.starts_on,
        ends_on=visit.ends_on,
        clauses=tuple(visit.clauses.order_by("pk")),
        plan_lines=tuple(visit.plan_lines.order_by("due_on", "pk")),
        guests=guests,
        nameless=nameless,
        stops=stops,
        withheld=withheld,
        talks=_talks(visit),
        promises=_promises(visit),
        practices=_practices(visit),
        results=results_of(visit),
        summary=written.summary,
        conclusions=written.conclusions,
        next_steps=written.next_steps,
        finished_at=written.finished_at,
    )


def _guests(visit: Visit, reader: Reader | None) -> tuple[tuple[Guest, ...], int]:
    """Give who was there as far as the reader may know, and how many names are left out."""
    members = in_protocol(Member.objects.filter(visit=visit).coming().select_related("city"))
    there = [one for one in members if one.attended is not False]
    seen = {one.city_id for one in there}
    if reader is not None:
        seen = seen_cities(there, visit, reader)
    shown = [one for one in there if one.city_id in seen]
    guests = tuple(
        Guest(one.name_latin, one.name_cyrillic, one.function, one.city, one.attended)
        for one in shown
    )
    return guests, len(there) - len(shown)


def _stops(visit: Visit) -> tuple[tuple[Stop, ...], int]:
    """Give what was done as the guests' cities know it; critical places as the public does."""
    items = [
        item
        for item in items_known(visit, Audience.GUESTS)
        if item.kind in TOLD_KINDS and item.cancelled_at is None
    ]
    seen = {one.public_id: one for one in known(items, visit, Audience.GUESTS, timezone.now())}
    told = [item for item in items if item.public_id in seen]
    shown = [item for item in told if not _is_critical(item) or _is_released(item)]
    stops = tuple(
        Stop(
            day=item.day,
            starts=item.starts,
            ends=item.ends,
            title=item.title,
            place=Wordings() if _is_critical(item) else seen[item.public_id].place,
        )
        for item in shown
    )
    return stops, len(told) - len(shown)


def _is_critical(item: Item) -> bool:
    return item.site is not None and item.site.is_critical


def _is_released(item: Item) -> bool:
    release = getattr(item, "release", None)
    return release is not None and release.agreed_at is not None


def _talks(visit: Visit) -> tuple[Talk, ...]:
    minutes: dict[int | None, list[Wordings]] = defaultdict(list)
    decisions: dict[int | None, list[Wordings]] = defaultdict(list)
    for minute in Minute.objects.filter(visit=visit).for_export():
        minutes[minute.point_id].append(minute.text)
    for decision in Decision.objects.filter(visit=visit).for_export():
        decisions[decision.point_id].append(decision.text)
    points: list[AgendaPoint | None] = [*AgendaPoint.objects.filter(visit=visit), None]
    talks = (
        Talk(point, tuple(minutes[key]), tuple(decisions[key]))
        for point in points
        for key in [point.pk if point else None]
    )
    return tuple(one for one in talks if one.point or one.minutes or one.decisions)


def _promises(visit: Visit) -> tuple[PromiseRow, ...]:
    rows = Promise.objects.filter(visit=visit).for_export().select_related("city", "owner")
    return tuple(
        PromiseRow(
            what=one.what,
            city=one.city,
            responsible=one.responsible or (one.owner.name if one.owner else ""),
            due_on=one.due_on,
            state=PromiseState(one.state),
            done_on=one.done_on,
            result=one.result,
        )
        for one in rows
    )


def _practices(visit: Visit) -> tuple[Practice, ...]:
    rows = SeenPractice.objects.filter(visit=visit).select_related("city", "institution")
    return tuple(
        Practice(
            title=one.title,
            note=one.note,
            topic=one.topic,
            city=one.city,
            institution=one.institution.name if one.institution else Wordings(),
            wants_it=one.wants_it,
        )
        for one in rows.order_by("pk")
    )

"""Every city's legal route side by side, read in few statements."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.documents.models import Document
from pobratym.routes.lawbook.entries import Edition, Entry, Known, When
from pobratym.routes.lawbook.reckoning import (
    PartDue,
    Stand,
    advanced,
    due_on,
    missing,
    parts_due,
    todo_of,
)
from pobratym.routes.models.steps import STEP_STATE_NAMES, Step, StepPaper, Walk
from pobratym.routes.queries.book import book, edition_of, reached
from pobratym.routes.states import FULFILLED, StepState

_STATE_NAMES = {str(state): name for state, name in STEP_STATE_NAMES}


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A file of a step."""

    public_id: UUID
    document: Document


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One step as it stands today.

    ``state`` counts what has opened by itself since it was last written. ``blocked_by`` names the
    steps (or the phase, ``at_signing``) that it waits for. ``note`` is empty for other cities.
    """

    pk: int
    public_id: UUID
    code: str
    version: int
    entry: Entry | None
    state: StepState
    sent_on: dt.date | None = None
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    reference: str = ""
    reason: str = ""
    note: str = ""
    is_carried: bool = False
    blocked_by: tuple[str, ...] = ()
    papers: tuple[PaperShown, ...] = ()
    parts: tuple[PartDue, ...] = ()
    todo: tuple[Wordings, ...] = ()
    updated_at: dt.datetime | None = None

    @property
    def title(self) -> Wordings:
        """What it is called; its code where the law book does not know it any more."""
        return self.entry.title if self.entry else Wordings({"en": self.code})

    @property
    def when(self) -> When:
        """In which phase it stands; the first where the law book does not know it."""
        return self.entry.when if self.entry else When.BEFORE

    @property
    def holds_up(self) -> bool:
        """Whether it must be done or waived; so it is where the law book does not know it."""
        return self.entry is None or self.entry.holds_up

    @property
    def is_fulfilled(self) -> bool:
        """Whether it holds nothing up any more."""
        return self.state in FULFILLED

    @property
    def is_running(self) -> bool:
        """Whether somebody has it in hand and a day may be due."""
        return self.state in {StepState.OPEN, StepState.SENT}

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return str(_STATE_NAMES[str(self.state)])

    def is_overdue(self, today: dt.date) -> bool:
        """Say whether its day has passed and it still runs."""
        return self.is_running and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Lane:
    """One city's route for one text; without a walk it has not begun.

    ``is_known`` is false where the file of its edition is gone.
    """

    city: Municipality
    language: str
    walk: Walk | None = None
    edition: Edition | None = None
    steps: tuple[LaneStep, ...] = ()
    is_own: bool = False
    phases: Mapping[When, tuple[LaneStep, ...]] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether the law book has the edition of a begun route."""
        return self.walk is None or self.edition is not None

    @property
    def colours(self) -> list[str]:
        """The city's colours."""
        return [self.city.colour_first, self.city.colour_second]

    @property
    def left(self) -> int:
        """How many steps before signing hold the signature up; none for a route not begun."""
        before = (one for one in self.steps if one.when == When.BEFORE)
        return sum(1 for one in before if one.holds_up and not one.is_fulfilled)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A step that holds something up; without ``code`` the city has not begun its route."""

    city: Municipality
    code: str = ""
    title: Wordings = field(default_factory=Wordings)
    state: StepState | None = None
    due_on: dt.date | None = None
    public_id: UUID | None = None
    when: When = When.BEFORE
    needed_for_force: Known = Known.NO


def lanes_of(
    agreement: Agreement, version: TextVersion | None, own: Collection[int] = ()
) -> list[Lane]:
    """Give every party's route for one text, in the order of the parties; three statements.

    Args:
        agreement: with its parties and cities (``with_cities``).
        version: the text; None gives lanes that have not begun.
        own: keys of the cities whose notes the reader may see.
    """
    walks = _walks(version)
    steps = _steps(walks.values())
    return [
        _lane(agreement, party.city, party.language, walks, steps, is_own=party.city_id in own)
        for party in agreement.parties.all()
    ]


def lane_of(agreement: Agreement, walk: Walk, own: Collection[int] = ()) -> Lane:
    """Give one city's route; two statements."""
    steps = _steps([walk])
    walks = {walk.city_id: walk}
    return _lane(agreement, walk.city, "", walks, steps, is_own=walk.city_id in own)


def _walks(version: TextVersion | None) -> dict[int, Walk]:
    if version is None:
        return {}
    return {walk.city_id: walk for walk in Walk.objects.filter(text_version=version)}


def _steps(walks: Iterable[Walk]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {walk.pk: [] for walk in walks}
    if found:
        papers = StepPaper.objects.select_related("document").order_by("pk")
        rows = Step.objects.filter(walk__in=list(found)).order_by("place", "pk")
        for step in rows.prefetch_related(Prefetch("papers", queryset=papers)):
            found[step.walk_id].append(step)
    return found


def _lane(  # noqa: PLR0913  what was read for all lanes at once
    agreement: Agreement,
    city: Municipality,
    language: str,
    walks: Mapping[int, Walk],
    steps: Mapping[int, list[Step]],
    *,
    is_own: bool,
) -> Lane:
    walk = walks.get(city.pk)
    if walk is None:
        edition = book().current(city.country, agreement.kind, timezone.localdate())
        return Lane(city, language, None, edition, is_own=is_own)
    edition = edition_of(walk)
    shown = tuple(_shown(agreement, walk, edition, steps[walk.pk], is_own=is_own))
    phases = {when: tuple(one for one in shown if one.when == when) for when in When}
    return Lane(city, language, walk, edition, shown, is_own, phases)


def stand_of(step: Step) -> Stand:
    """Give how a step stands, for the law book to reckon with."""
    state = StepState(step.state)
    is_early = state == StepState.OPEN and bool(step.reason)
    return Stand(state, step.sent_on, step.done_on, is_early)


def _shown(
    agreement: Agreement, walk: Walk, edition: Edition | None, steps: list[Step], *, is_own: bool
) -> Iterable[LaneStep]:
    entries = edition.entries if edition else {}
    counts = agreement.text_version_id == walk.text_version_id
    phases = reached(agreement) if counts else frozenset[When]()
    stands = {step.code: stand_of(step) for step in steps}
    if counts:
        known = [entries[step.code] for step in steps if step.code in entries]
        stands = advanced(known, stands, reached=phases, signed_on=agreement.signed_on)
    for step in steps:
        entry, now = entries.get(step.code), stands[step.code]
        waits = missing(entry, stands, reached=phases) if entry else ()
        due = step.due_on
        if entry and now.state != step.state:
            due = due_on(entry, now, stands, agreement.signed_on)
        yield LaneStep(
            pk=step.pk,
            public_id=step.public_id,
            code=step.code,
            version=step.version,
            entry=entry,
            state=now.state,
            sent_on=now.sent_on,
            due_on=due,
            done_on=step.done_on,
            reference=step.reference,
            reason=step.reason,
            note=step.note if is_own else "",
            is_carried=step.is_carried,
            blocked_by=waits if now.state == StepState.WAITING else (),
            papers=tuple(PaperShown(one.public_id, one.document) for one in step.papers.all()),
            parts=tuple(parts_due(entry, now.sent_on)) if entry else (),
            todo=tuple(Wordings(one) for one in todo_of(entry, walk.answers)) if entry else (),
            updated_at=step.updated_at,
        )


def unfinished(agreement: Agreement, when: When = When.BEFORE) -> list[Unfinished]:
    """Give what holds an agreement up in one phase, on the text that counts.

    Before signing these are the steps that must be done or waived, and each city that has not
    begun its route. Two statements, besides what ``with_cities`` brought.

    Args:
        agreement: with its parties and cities.
        when: the phase; steps after signing that the force needs are told by ``needed_for_force``.
    """
    found: list[Unfinished] = []
    for lane in lanes_of(agreement, agreement.text_version):
        if lane.walk is None:
            found.append(Unfinished(lane.city))
        found += [
            _unfinished(lane.city, step)
            for step in lane.steps
            if step.when == when and step.holds_up and not step.is_fulfilled
        ]
    return found


def _unfinished(city: Municipality, step: LaneStep) -> Unfinished:
    needed = step.entry.needed_for_force if step.entry else Known.NOT_KNOWN
    return Unfinished(
        city, step.code, step.title, step.state, step.due_on, step.public_id, step.when, needed
    )


def authority_steps(agreement: Agreement, city: Municipality) -> list[Step]:
    """Give the city's steps that give authority to sign and are done, on the text that counts."""
    walk = Walk.objects.filter(text_version=agreement.text_version_id, city=city).first()
    edition = edition_of(walk) if walk else None
    if walk is None or edition is None:
        return []
    codes = [step.code for step in edition.steps if step.gives_authority]
    return list(Step.objects.filter(walk=walk, code__in=codes, state=StepState.DONE))

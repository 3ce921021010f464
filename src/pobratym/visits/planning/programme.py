"""What the planner gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pobratym.visits.planning.problem import Stop


class Status(StrEnum):
    """What is known of a programme."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"
    """Nothing was found that has all that must be, nor was it proved that there is none."""


class Rule(StrEnum):
    """Rules that no programme breaks; a person's wording of each is the caller's."""

    UNKNOWN = "unknown"
    """An item is something that was wished, for groups and with helpers that there are."""
    OPEN = "open"
    """A place is visited while it is open."""
    PLACE = "place"
    """An item is where it belongs."""
    DURATION = "duration"
    """An item lasts between its shortest and its longest time."""
    DAY = "day"
    """A group is out between its earliest leaving and its latest coming back."""
    DAY_MOST = "day_most"
    """A group has no more than so much programme a day."""
    ONE_PLACE = "one_place"
    """Nobody is at two places at once."""
    TRAVEL = "travel"
    """There is time for the way between two items."""
    NO_WAY = "no_way"
    """There is a way between two places."""
    CAPACITY = "capacity"
    """A place takes so many people."""
    HOST = "host"
    """A host is with one item at a time."""
    HELPER = "helper"
    """An interpreter of the languages is there, with one item at a time."""
    HELPER_RUN = "helper_run"
    """An interpreter has a break after so long."""
    HELPER_DAY = "helper_day"
    """An interpreter works no more than so long a day."""
    BREAK = "break"
    """Every group has its meals and rests."""
    AFTER = "after"
    """Something comes after something else."""
    FIXED = "fixed"
    """Something is at its fixed hour, or is locked."""
    GROUPS = "groups"
    """The groups that a wish is for take part, together, each or one of them."""
    RANK = "rank"
    """Somebody of the rank that is due takes part."""
    MUST = "must"
    """What must be in the programme is in it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that is broken or that stands in the way.

    ``keys`` are of the wishes, breaks, places, groups, hosts, helpers, languages or days
    concerned, by kind: ``{"wish": ("12",), "helper": ("3",)}``; ``facts`` has numbers: units,
    people (``start``, ``end``, ``needed``, ``available``, ``most``, ``least``).
    """

    rule: Rule
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)


class Mistake(StrEnum):
    """What is wrong with what the planner is given, before any search."""

    UNKNOWN = "unknown"
    """A key that nothing has."""
    TWICE = "twice"
    """A key that two have."""
    PERSON_TWICE = "person_twice"
    """A person in two groups."""
    SHORT = "short"
    """An item that takes no time."""
    LONG = "long"
    """An item that takes longer than a day and a night."""
    BACKWARDS = "backwards"
    """A time that ends before it begins, or a shortest time above the longest."""
    NEGATIVE = "negative"
    """A negative time on the way, or another number below what makes sense."""
    GAP = "gap"
    """No time for the way between two places, not even that there is none."""
    CIRCLE = "circle"
    """Things that all come after one another."""
    DAYS_OVERLAP = "days_overlap"
    """A date begins before the one before is over."""
    NOBODY = "nobody"
    """Something is for nobody."""
    TOO_MANY = "too_many"
    """More than the planner takes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in what the planner is given; ``keys`` and ``facts`` as in ``Broken``."""

    mistake: Mistake
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)


class BadProblemError(ValueError):
    """A problem that makes no sense; ``faults`` say where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(sorted({one.mistake.value for one in faults})))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A wish that is not in the programme, and the rules that keep it out.

    Without ``reasons`` it would fit alone, but all that would have to give way is worth more;
    ``instead`` has the keys of what gives most. ``groups`` are those that miss it: with manner
    EACH others may have it.
    """

    wish: str
    reasons: tuple[Broken, ...] = ()
    instead: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with its proof.

    Attributes:
        stops: in order of their beginning.
        status: optimal when the gap is nothing; impossible when not all that must be can be.
            Impossible and unknown ones have no stops.
        value: what it is worth by the problem's weights.
        bound: what no programme can exceed, proved.
        gap: how far the value may be from the best, as a share of the bound.
        left_out: what is not in it, and why.
        conflict: for an impossible problem, a smallest set of rules found that exclude one another.
        seconds: of search.
        seed, iterations: equal ones give equal programmes.
        parts: the value, taken apart by what counts.
    """

    stops: tuple[Stop, ...]
    status: Status
    value: float
    bound: float
    gap: float
    left_out: tuple[LeftOut, ...] = ()
    conflict: tuple[Broken, ...] = ()
    seconds: float = 0.0
    seed: int = 0
    iterations: int = 0
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the planner is; ``best`` is checked and may be shown."""

    best: Programme
    share: float

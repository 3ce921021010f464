"""What the planner is given: places, groups, days, wishes, people who are needed, and rules.

Times are whole units since the problem's zero (for a visit: minutes that really pass since the
first midnight in the host's zone, so that a clock change inside the visit costs or gives an hour).
Keys are the caller's; the planner only compares them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Need(StrEnum):
    """How much a wish is wanted."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Manner(StrEnum):
    """Who of the named groups takes part."""

    TOGETHER = "together"
    """All of them at the same time."""
    EACH = "each"
    """Each of them, together or one after another."""
    ANY = "any"
    """Exactly one of them: whichever fits best."""


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``; what happens in it begins and ends there."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one group: where it begins and ends, and between which times.

    ``key`` is that of the date: days of several groups on one date share it, a group has it once.
    All days of one date are over before those of the next begin, whatever the group.
    ``start`` and ``end`` are keys of places (the hotel, the railway station); ``window`` runs from
    the earliest leaving to the latest coming back (curfew). ``most`` is how many units may be spent
    in items in all; 0 says no limit.
    """

    key: str
    group: str
    window: Window
    start: str
    end: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-group; no person is in two. ``interest`` has topic to weight from 0 to 1."""

    key: str
    people: frozenset[str]
    rank: int = 0
    interest: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Helper:
    """An interpreter: languages between which, when, and how long.

    ``pairs`` has unordered pairs of languages. ``run`` is the longest work in one day without a
    break of ``rest`` units, ``day`` the most work in one day; 0 says no limit. An interpreter
    needs the same time from place to place as a group. What happens in a window of ``windows``
    begins and ends there.
    """

    key: str
    pairs: frozenset[frozenset[str]]
    windows: tuple[Window, ...]
    run: int = 0
    rest: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A meal or a rest that each of the groups has on a day: inside the window, so long.

    ``place`` is where; None says wherever the group is then: at the place of its item before, or
    where its day begins. A break is never left out; groups may have it at different times.
    """

    key: str
    groups: frozenset[str]
    window: Window
    minutes: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to see or do.

    Attributes:
        key: the caller's.
        place: where.
        need: must, should or could.
        value: what it is worth beside others of the same need, above 0.
        least, most: shortest and longest duration, in units.
        windows: when the place is open for it; empty says never.
        groups: for whom.
        manner: which of them come. Of EACH some may miss what should or could be, at the price
            of their share in its value.
        topic: what it is about; groups' interests weigh it.
        capacity: most people at once; 0 says no limit.
        hosts: people on the spot, each of whom can be with one item at a time.
        languages: pair that must be interpreted; None where no interpreter is needed.
        after: keys of wishes that must be over before (where they happen at all); between two of
            manner EACH for each group by itself.
        start: its hour, where it is fixed.
        helper: its interpreter, where it is fixed.
        rank: a group with a member of at least this rank must take part; 0 says anybody.
    """

    key: str
    place: str
    need: Need
    value: float
    least: int
    most: int
    windows: tuple[Window, ...]
    groups: tuple[str, ...]
    manner: Manner = Manner.TOGETHER
    topic: str = ""
    capacity: int = 0
    hosts: frozenset[str] = frozenset()
    languages: frozenset[str] | None = None
    after: frozenset[str] = frozenset()
    start: int | None = None
    helper: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much in the value of a programme; all are at least 0.

    Attributes:
        should, could: a wish of value 1; what must be counts like what should be.
        interest: an item for a group that has its topic with weight 1.
        longer: each unit above the shortest duration, for each group.
        waiting, travel: each unit of a group's idle time between items, or on the way.
        fairness: all of what one group is interested in beside nothing of another's.
        stability: an item so far that is gone; half as much when it begins at another time, a
            quarter when another interpreter comes.
    """

    should: float = 100.0
    could: float = 20.0
    interest: float = 10.0
    longer: float = 0.02
    waiting: float = 0.05
    travel: float = 0.05
    fairness: float = 50.0
    stability: float = 15.0


@dataclass(frozen=True, slots=True)
class Stop:
    """An item of a programme: what, with whom, from when to when, interpreted by whom.

    ``key`` is that of the wish or of the break. For a wish of manner EACH there may be several
    stops. ``place`` is where; for a break without a place where the group is.
    """

    key: str
    groups: frozenset[str]
    start: int
    end: int
    place: str
    helper: str | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a programme is made from.

    ``travel[a][b]`` are units from place ``a`` to place ``b`` (numbers of ``places``), buffer
    included; -1 says there is no way. ``locked`` stops stay as they are and where they are, breaks
    too (a locked stop without a helper may be given one); ``before`` is the programme so far, from
    which as little as possible should change. ``hour`` is how many units make an hour.
    """

    places: tuple[str, ...]
    travel: Sequence[Sequence[int]]
    groups: tuple[Group, ...]
    days: tuple[Day, ...]
    wishes: tuple[Wish, ...]
    helpers: tuple[Helper, ...] = ()
    breaks: tuple[Break, ...] = ()
    locked: tuple[Stop, ...] = ()
    before: tuple[Stop, ...] = ()
    weights: Weights = Weights()
    hour: int = 60

"""A problem in numbers: what the search reads instead of keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pobratym.visits.planning.problem import Break, Helper, Manner, Need, Problem, Stop, Wish
from pobratym.visits.planning.worth import Worth, worth_of

FAR = 10**8
"""Longer than any way that there is."""

Span = tuple[int, int, int, int]
"""Earliest beginning, latest beginning, latest end, helper (-1 where none is needed)."""


@dataclass(frozen=True, slots=True)
class GroupDay:
    """One day of one group, in numbers; ``most`` is far where there is no limit."""

    low: int
    high: int
    start: int
    end: int
    most: int


@dataclass(frozen=True, slots=True)
class Task:
    """A wish or a break.

    Attributes:
        place: its number; -1 for a break that is where the group is.
        spans: when it may be, for each date.
        whole: what it brings when it takes place; ``share`` for each group that has it.
        alone: its items may not overlap in time (all groups together are too many).
        hosts: people (and for ``alone`` itself) whom one item at a time can have.
        first, later: tasks that are over before it, and those that wait for it.
        ranked: one of these groups must take part.
    """

    number: int
    key: str
    place: int
    groups: tuple[int, ...]
    manner: Manner
    must: bool
    pause: bool
    least: int
    most: int
    spans: tuple[tuple[Span, ...], ...]
    whole: int
    share: tuple[int, ...]
    capacity: int
    hosts: tuple[int, ...]
    helped: bool
    first: frozenset[int]
    later: frozenset[int]
    ranked: frozenset[int]

    @property
    def social(self) -> bool:
        """Tell whether it matters who comes together."""
        return self.helped or bool(self.hosts)


@dataclass(frozen=True, slots=True)
class Pinned:
    """An item that stays as it is."""

    task: Task
    date: int
    groups: tuple[int, ...]
    start: int
    end: int
    helper: int


class Model:
    """A problem in numbers; times stay what they are.

    Attributes:
        dates: keys, in order; ``days[date][group]`` is None where a group has no such day.
        way: times on the way, FAR where there is none.
        tasks: wishes in their order, then breaks.
        named_hosts: how many hosts are people; those after them are places that fill up.
        missed: more than all else that a programme could lose, for each thing that must be.
        loss: of each task and group so far: start, helper, what is lost when it is gone.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.worth: Worth = worth_of(problem)
        self.places = {place: number for number, place in enumerate(problem.places)}
        self.group_number = {one.key: number for number, one in enumerate(problem.groups)}
        self.helper_number = {one.key: number for number, one in enumerate(problem.helpers)}
        self.people = [len(one.people) for one in problem.groups]
        self.way = [[FAR if x < 0 else int(x) for x in row] for row in problem.travel]
        earliest: dict[str, int] = {}
        for day in problem.days:
            earliest[day.key] = min(day.window.start, earliest.get(day.key, day.window.start))
        self.dates = sorted(earliest, key=lambda key: earliest[key])
        self.days = self._days()
        self.bounds = [
            (min(one.low for one in row if one), max(one.high for one in row if one))
            for row in self.days
        ]
        self.tasks = self._tasks()
        self.by_key = {one.key: one for one in self.tasks}
        self.loss = {
            (self.by_key[key].number, self.group_number[group]): (
                start,
                -1 if helper is None else self.helper_number.get(helper, -2),
                cost,
            )
            for (key, group), (start, helper, cost) in self.worth.change.items()
        }
        self.pleasure = {
            (self.by_key[key].number, self.group_number[group]): value
            for (key, group), value in self.worth.pleasure.items()
        }
        self.pleased = [self.group_number[key] for key in self.worth.pleased]
        brought = sum(one.whole + sum(one.share) for one in self.tasks)
        self.missed = 4 * brought + 10**7
        self.pinned = [one for stop in problem.locked for one in self._pin(stop)]

    def _days(self) -> list[list[GroupDay | None]]:
        days: list[list[GroupDay | None]] = [[None] * len(self.people) for _ in self.dates]
        for day in self.problem.days:
            days[self.dates.index(day.key)][self.group_number[day.group]] = GroupDay(
                day.window.start,
                day.window.end,
                self.places[day.start],
                self.places[day.end],
                day.most or FAR,
            )
        return days

    def _tasks(self) -> list[Task]:
        wishes = self.problem.wishes
        number = {wish.key: place for place, wish in enumerate(wishes)}
        hosts = {host: place for place, host in enumerate(self._hosts())}
        self.host_count = len(hosts)
        later: dict[str, set[int]] = {wish.key: set() for wish in wishes}
        for wish in wishes:
            for key in wish.after:
                later[key].add(number[wish.key])
        tasks = [self._wish(wish, number, hosts, frozenset(later[wish.key])) for wish in wishes]
        for pause in self.problem.breaks:
            for held in self._held(pause):
                tasks.append(self._break(len(tasks), held))
        return tasks

    def _held(self, pause: Break) -> Iterator[Break]:
        """Give a break, parted into those locked at a place and the rest."""
        free = set(pause.groups)
        for stop in self.problem.locked:
            if stop.key == pause.key and free & stop.groups:
                yield replace(pause, groups=stop.groups & free, place=stop.place)
                free -= stop.groups
        if free:
            yield replace(pause, groups=frozenset(free))

    def _hosts(self) -> list[str]:
        """Give all hosts, and wishes that are their own host since not all fit in at once."""
        named = sorted({host for wish in self.problem.wishes for host in wish.hosts})
        self.named_hosts = len(named)
        return named + [f"/{one.key}" for one in self.problem.wishes if self._crowded(one)]

    def _crowded(self, wish: Wish) -> bool:
        people = sum(self.people[self.group_number[group]] for group in wish.groups)
        return wish.manner is Manner.EACH and 0 < wish.capacity < people

    def _wish(
        self, wish: Wish, number: dict[str, int], hosts: dict[str, int], later: frozenset[int]
    ) -> Task:
        groups = tuple(sorted(self.group_number[group] for group in wish.groups))
        if wish.manner is Manner.ANY and wish.rank:
            groups = tuple(g for g in groups if self.problem.groups[g].rank >= wish.rank)
        helped = wish.languages is not None or wish.helper is not None
        wanted = sorted(hosts[one] for one in wish.hosts)
        if self._crowded(wish):
            wanted.append(hosts[f"/{wish.key}"])
        share = [0] * len(self.people)
        for group in wish.groups:
            share[self.group_number[group]] = self.worth.share[wish.key, group]
        return Task(
            number=number[wish.key],
            key=wish.key,
            place=self.places[wish.place],
            groups=groups,
            manner=wish.manner,
            must=wish.need is Need.MUST,
            pause=False,
            least=wish.least,
            most=wish.most,
            spans=tuple(tuple(self._spans(wish, date)) for date in range(len(self.dates))),
            whole=self.worth.whole[wish.key],
            share=tuple(share),
            capacity=wish.capacity or FAR,
            hosts=tuple(wanted),
            helped=helped,
            first=frozenset(number[key] for key in wish.after),
            later=later,
            ranked=frozenset(g for g in groups if self.problem.groups[g].rank >= wish.rank),
        )

    def _spans(self, wish: Wish, date: int) -> Iterator[Span]:
        """Give when a wish may take place on a date, and with which interpreter."""
        opens, closes = self.bounds[date]
        for window in wish.windows:
            low, high = max(window.start, opens), min(window.end, closes)
            late = high - wish.least
            if wish.start is not None:
                low, late = max(low, wish.start), min(late, wish.start)
            if low > late or (wish.start is not None and wish.start < window.start):
                continue
            if wish.languages is None and wish.helper is None:
                yield low, late, high, -1
            else:
                for number, helper in enumerate(self.problem.helpers):
                    if fits(wish, helper):
                        yield from _helped(wish, helper, number, (low, late, high))

    def _break(self, number: int, pause: Break) -> Task:
        spans: list[tuple[Span, ...]] = []
        for opens, closes in self.bounds:
            low, high = max(pause.window.start, opens), min(pause.window.end, closes)
            late = high - pause.minutes
            spans.append(((low, late, high, -1),) if low <= late else ())
        groups = tuple(sorted(self.group_number[group] for group in pause.groups))
        return Task(
            number=number,
            key=pause.key,
            place=-1 if pause.place is None else self.places[pause.place],
            groups=groups,
            manner=Manner.EACH,
            must=True,
            pause=True,
            least=pause.minutes,
            most=pause.minutes,
            spans=tuple(spans),
            whole=0,
            share=(0,) * len(self.people),
            capacity=FAR,
            hosts=(),
            helped=False,
            first=frozenset(),
            later=frozenset(),
            ranked=frozenset(groups),
        )

    def _pin(self, stop: Stop) -> Iterator[Pinned]:
        """Give a locked item; a break for each of its groups, since they may be apart."""
        date = next(
            (d for d, (low, high) in enumerate(self.bounds) if low <= stop.start < high), -1
        )
        groups = tuple(sorted(self.group_number[group] for group in stop.groups))
        helper = -1 if stop.helper is None else self.helper_number[stop.helper]
        place = self.places[stop.place]
        for task in self.tasks:
            if task.key != stop.key or task.groups == () or (task.pause and task.place != place):
                continue
            if not task.pause:
                yield Pinned(task, date, groups, stop.start, stop.end, helper)
            elif set(task.groups) <= set(groups):
                for g in task.groups:
                    yield Pinned(task, date, (g,), stop.start, stop.end, helper)


def fits(wish: Wish, helper: Helper) -> bool:
    """Tell whether an interpreter may serve a wish, whatever the hour."""
    if wish.helper is not None and wish.helper != helper.key:
        return False
    if helper.run and wish.least > helper.run:
        return False
    if helper.day and wish.least > helper.day:
        return False
    return wish.languages is None or wish.languages in helper.pairs


def _helped(wish: Wish, helper: Helper, number: int, span: tuple[int, int, int]) -> Iterator[Span]:
    """Cut the hours of a wish to those of an interpreter."""
    for window in helper.windows:
        low, high = max(span[0], window.start), min(span[2], window.end)
        late = min(span[1], high - wish.least)
        if low <= late:
            yield low, late, high, number

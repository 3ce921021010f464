"""The problem as constraints for CP-SAT: to prove, to finish, and to bound from above.

Every group has on every date a circuit of its items, every interpreter too; items are optional
intervals (Perron and Furnon, OR-Tools; Laborie and Rogerie 2008 for optional intervals).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pobratym.visits.planning.model import FAR, Model, Task
from pobratym.visits.planning.problem import Manner

Literal = Any
Expression = Any


@dataclass(slots=True)
class Visit:
    """One group's part in a task; groups that come together share the variables.

    Attributes:
        on: literals by date.
        there: whether it takes place on any date.
        longer: by how much it is longer than its shortest, nothing where it is not.
    """

    task: Task
    group: int
    start: Expression
    length: Expression
    end: Expression
    on: dict[int, Literal]
    there: Literal
    longer: Expression


@dataclass(slots=True)
class Session:
    """An item: the visit of its leader, with the groups that may join.

    Attributes:
        active: whether it takes place.
        joined: literals by group; the leader's is ``active``.
        by: literals by helper.
    """

    visit: Visit
    active: Literal
    joined: dict[int, Literal]
    by: dict[int, Literal] = field(default_factory=dict)


class Exact:
    """All variables of a problem and the constraints between them.

    Attributes:
        visits: by task and group.
        sessions: by task, for tasks where it matters who comes together, and those led by one.
        gains: what counts in the value, with how much each counts.
        follows: literals that say that one visit comes right after another (None: the day begins
            or ends) in the circuit of a group or of a helper: kind, number, date.
        sides: literals that say that a break is before a visit.
    """

    def __init__(self, model: Model, cp: Any) -> None:  # noqa: ANN401  untyped
        self.model = model
        self.cp = cp
        self.visits: dict[tuple[int, int], Visit] = {}
        self.sessions: dict[int, list[Session]] = {}
        self.gains: list[tuple[int, Expression]] = []
        self.follows: list[tuple[tuple[str, int, int], Visit | None, Visit | None, Literal]] = []
        self.sides: list[tuple[Visit, Visit, Literal]] = []
        for task in model.tasks:
            self._task(task)

    def true(self) -> Literal:
        """Give a literal that is true."""
        return self.cp.new_constant(1)

    def flag(self, name: str = "") -> Literal:
        """Give a new literal."""
        return self.cp.new_bool_var(name)

    def _task(self, task: Task) -> None:
        """Make the variables of a task."""
        groups = [g for g in task.groups if self.model.people[g] <= task.capacity]
        if task.manner is Manner.TOGETHER:
            self._together(task)
        elif task.manner is Manner.ANY:
            self._any(task, groups)
        else:
            self._each(task, groups)

    def _dates(self, task: Task, groups: Iterable[int]) -> list[int]:
        """Give the dates on which a task can be for all of some groups."""
        days = self.model.days
        return [
            date
            for date, spans in enumerate(task.spans)
            if spans and all(days[date][g] is not None for g in groups)
        ]

    def _together(self, task: Task) -> None:
        people = sum(self.model.people[g] for g in task.groups)
        dates = self._dates(task, task.groups)
        if people > task.capacity or not task.ranked or not dates:
            self._never(task)
            return
        first = self._visit(task, task.groups[0], dates)
        for g in task.groups:
            self.visits[task.number, g] = Visit(
                task, g, first.start, first.length, first.end, first.on, first.there, first.longer
            )
            self.gains.append((task.share[g], first.there))
            self.gains.append((self.model.worth.longer * (not task.pause), first.longer))
        self.gains.append((task.whole, first.there))
        self._must(task, first.there)
        self.sessions[task.number] = [
            Session(first, first.there, dict.fromkeys(task.groups, first.there))
        ]

    def _any(self, task: Task, groups: list[int]) -> None:
        dates = [date for date in self._dates(task, ()) if self._possible(task, groups, date)]
        if not groups or not dates:
            self._never(task)
            return
        first = self._visit(task, groups[0], dates)
        shared: dict[int, Literal] = {}
        for g in groups:
            on = {date: self.flag() for date in self._dates(task, (g,)) if date in dates}
            if not on:
                continue
            there = self.flag()
            self.cp.add(sum(on.values()) == there)
            shared[g] = there
            self.visits[task.number, g] = Visit(
                task, g, first.start, first.length, first.end, on, there, first.longer
            )
            self.gains.append((task.share[g], there))
        for date in dates:
            self.cp.add(
                sum(
                    self.visits[task.number, g].on[date]
                    for g in shared
                    if date in self.visits[task.number, g].on
                )
                == first.on[date]
            )
        self.gains.append((task.whole, first.there))
        self.gains.append((self.model.worth.longer, first.longer))
        self._must(task, first.there)
        self.sessions[task.number] = [Session(first, first.there, shared)]

    def _possible(self, task: Task, groups: list[int], date: int) -> bool:
        return any(date in self._dates(task, (g,)) for g in groups)

    def _each(self, task: Task, groups: list[int]) -> None:
        visits = []
        for g in task.groups:
            dates = self._dates(task, (g,)) if g in groups else []
            if not dates or not task.ranked:
                self._never(task)
                continue
            visit = self._visit(task, g, dates)
            self.visits[task.number, g] = visit
            visits.append(visit)
            self.gains.append((task.share[g], visit.there))
            self.gains.append((self.model.worth.longer * (not task.pause), visit.longer))
            self._must(task, visit.there)
        joint = task.helped or any(host < self.model.named_hosts for host in task.hosts)
        self.sessions[task.number] = self._sessions(visits) if joint else []
        if any(host >= self.model.named_hosts for host in task.hosts):
            self._crowd(task, visits)
        ranked = [visit.there for visit in visits if visit.group in task.ranked]
        if len(task.ranked) < len(task.groups):
            for visit in visits:
                self.cp.add_bool_or([~visit.there, *ranked])

    def _crowd(self, task: Task, visits: list[Visit]) -> None:
        """Let no more people in at once than there is room for."""
        intervals = [self.interval(visit, visit.there) for visit in visits]
        people = [self.model.people[visit.group] for visit in visits]
        self.cp.add_cumulative(intervals, people, task.capacity)

    def _sessions(self, visits: list[Visit]) -> list[Session]:
        """Let each group lead an item of its own, or join that of one before it."""
        sessions = []
        for number, leader in enumerate(visits):
            active = self.flag()
            session = Session(leader, active, {leader.group: active})
            for other in visits[number + 1 :]:
                join = self.flag()
                session.joined[other.group] = join
                self.cp.add_implication(join, active)
                self.cp.add(other.start == leader.start).only_enforce_if(join)
                self.cp.add(other.length == leader.length).only_enforce_if(join)
                for date in {*leader.on, *other.on}:
                    one, two = leader.on.get(date, 0), other.on.get(date, 0)
                    self.cp.add(one == two).only_enforce_if(join)
            sessions.append(session)
        for visit in visits:
            joins = [one.joined[visit.group] for one in sessions if visit.group in one.joined]
            self.cp.add(sum(joins) == visit.there)
        return sessions

    def _never(self, task: Task) -> None:
        """Note that a task cannot be; where it must, nothing can."""
        if task.must:
            self.cp.add_bool_or([])

    def _must(self, task: Task, there: Literal) -> None:
        """Hold what must be."""
        if task.must:
            self.cp.add(there == 1)

    def _visit(self, task: Task, group: int, dates: list[int]) -> Visit:
        """Make the variables of one visit: when, how long, on which date."""
        cp, pinned = self.cp, self._pinned(task, group)
        hours = {date: sorted({span[:3] for span in task.spans[date]}) for date in dates}
        least, most = task.least, task.most
        low = min(one[0] for spans in hours.values() for one in spans)
        late = max(one[1] for spans in hours.values() for one in spans)
        start = cp.new_int_var(low, late, f"s{task.number}.{group}")
        length: Expression = least
        end = start + least
        if least < most:
            length, end = cp.new_int_var(least, most, ""), cp.new_int_var(low, late + most, "")
            cp.add(end == start + length)
        there = self.flag(f"v{task.number}.{group}")
        on = {date: self.flag() for date in dates} if len(dates) > 1 else {dates[0]: there}
        if len(dates) > 1:
            cp.add(sum(on.values()) == there)
        for date, spans in hours.items():
            self._within(start, end, [on[date]], spans)
        longer: Expression = 0
        if least < most:
            longer = cp.new_int_var(0, most - least, "")
            cp.add(longer <= length - least)
            cp.add(longer <= (most - least) * there)
        visit = Visit(task, group, start, length, end, on, there, longer)
        if pinned is not None:
            cp.add(start == pinned[0])
            cp.add(length == pinned[1] - pinned[0])
            cp.add(there == 1)
        return visit

    def _pinned(self, task: Task, group: int) -> tuple[int, int] | None:
        for one in self.model.pinned:
            if one.task is task and (group in one.groups or task.manner is not Manner.EACH):
                return one.start, one.end
        return None

    def _within(
        self,
        start: Expression,
        end: Expression,
        when: list[Literal],
        spans: list[tuple[int, int, int]],
    ) -> None:
        """Hold a visit within one of some hours."""
        cp = self.cp
        if not spans:
            cp.add_bool_or([~one for one in when])
            return
        chosen = when if len(spans) == 1 else None
        options = []
        for low, late, high in spans:
            option = chosen or [self.flag()]
            options += option if chosen is None else []
            cp.add(start >= low).only_enforce_if(option)
            cp.add(start <= late).only_enforce_if(option)
            cp.add(end <= high).only_enforce_if(option)
        if chosen is None:
            cp.add_bool_or([*options, *(~one for one in when)])

    def within(self, visit: Visit, when: list[Literal], spans: list[tuple[int, int, int]]) -> None:
        """Hold a visit within one of some hours, when all of some literals are true."""
        self._within(visit.start, visit.end, when, spans)

    def interval(self, visit: Visit, when: Literal) -> Any:  # noqa: ANN401  untyped
        """Give the interval of a visit."""
        return self.cp.new_optional_interval_var(visit.start, visit.length, visit.end, when, "")

    def all_sessions(self) -> Iterator[Session]:
        """Give every item for which it matters who comes together."""
        for sessions in self.sessions.values():
            yield from sessions


def can_follow(one: Task, other: Task, date: int, gap: int) -> bool:
    """Tell whether a task can come right after another on a date, by the hours of both."""
    first = min(span[0] for span in one.spans[date]) + one.least
    return gap < FAR and first + gap <= max(span[1] for span in other.spans[date])

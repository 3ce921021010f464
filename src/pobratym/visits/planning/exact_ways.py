"""The ways of groups and interpreters from item to item, as constraints for CP-SAT."""

from pobratym.visits.planning.exact import Exact, Expression, Literal, Session, Visit, can_follow
from pobratym.visits.planning.exact_cuts import add_cuts, shortest_ways
from pobratym.visits.planning.model import FAR, GroupDay, Task
from pobratym.visits.planning.problem import Manner


def add_ways(exact: Exact) -> None:
    """Add everything that holds between items: ways, people who are needed, order, value."""
    model = exact.model
    shortest = shortest_ways(model)
    for date, days in enumerate(model.days):
        for group, day in enumerate(days):
            if day is not None:
                _GroupWay(exact, date, group, day).add()
                add_cuts(exact, date, group, day, shortest)
    _helpers(exact)
    _hosts(exact)
    _pins(exact)
    for task in model.tasks:
        for first in task.first:
            _order(exact, model.tasks[first], task)
    idle = model.worth.waiting
    for task in model.tasks:
        for visit in _parts(exact, task):
            exact.gains.append((idle * task.least, visit.there))
            exact.gains.append((idle, visit.longer))


def _parts(exact: Exact, task: Task) -> list[Visit]:
    """Give the visits of a task, one for each group's own time (ANY has one in all)."""
    if task.manner is Manner.ANY:
        return [one.visit for one in exact.sessions.get(task.number, [])]
    return [visit for (number, _g), visit in exact.visits.items() if number == task.number]


class _GroupWay:
    """One group's circuit of one date."""

    def __init__(self, exact: Exact, date: int, group: int, day: GroupDay) -> None:
        self.exact, self.cp, self.date, self.day = exact, exact.cp, date, day
        self.group = group
        there = [v for (_t, g), v in exact.visits.items() if g == group and date in v.on]
        self.stops = [visit for visit in there if visit.task.place >= 0]
        self.pauses = [visit for visit in there if visit.task.place < 0]
        self.way = exact.model.way
        self.arcs: list[tuple[int, int, Literal]] = []
        self.ways: list[tuple[int, Literal]] = []
        self.inner: list[tuple[int, Literal]] = []
        self.sides: dict[tuple[int, int], Literal | bool] = {}

    def add(self) -> None:
        """Add the circuit, the breaks without a place, the day's limits and its costs."""
        if not self.stops and not self.pauses:
            return
        for number, pause in enumerate(self.pauses):
            for place, visit in enumerate(self.stops):
                self.sides[number, place] = self._side(pause, visit)
        self._leaving()
        self._between()
        empty = self.exact.flag()
        self.arcs.append((0, 0, empty))
        for number, visit in enumerate(self.stops):
            self.arcs.append((number + 1, number + 1, ~visit.on[self.date]))
        self.cp.add_circuit(self.arcs)
        self._pauses(empty)
        self._most()
        self._at_once()
        self._waiting()

    def _side(self, pause: Visit, visit: Visit) -> Literal | bool:
        """Give whether a break is before an item: known from the hours, or to be chosen."""
        pauses, spans = pause.task.spans[self.date], visit.task.spans[self.date]
        first, last = min(one[0] for one in spans), max(one[2] for one in spans)
        if first >= max(one[2] for one in pauses):
            return True
        if last <= min(one[0] for one in pauses):
            return False
        side, on = self.exact.flag(), visit.on[self.date]
        self.exact.sides.append((pause, visit, side))
        self.cp.add(visit.start >= pause.end).only_enforce_if([side, on])
        self.cp.add(pause.start >= visit.end).only_enforce_if([~side, on])
        return side

    def _leaving(self) -> None:
        """Add the ways from where the day begins and to where it ends."""
        day, idle = self.day, self.exact.model.worth.waiting
        for number, visit in enumerate(self.stops):
            place, gap = visit.task.place, self.way[day.start][visit.task.place]
            if gap < FAR:
                arc = self._arc(0, number + 1, gap)
                self.cp.add(visit.start >= day.low + gap).only_enforce_if(arc)
                sides = [self.sides[b, number] for b in range(len(self.pauses))]
                for pause, side in zip(self.pauses, sides, strict=True):
                    self._if([arc, side], visit.start >= pause.end + gap)
                if idle and gap and sides:
                    self._late_start(arc, sides, idle * gap)
            gap = self.way[place][day.end]
            if gap < FAR:
                arc = self._arc(number + 1, 0, gap)
                self.cp.add(visit.end + gap <= day.high).only_enforce_if(arc)
                for b, pause in enumerate(self.pauses):
                    side = self._not(self.sides[b, number])
                    self._if([arc, side], pause.end + gap <= day.high)

    def _late_start(self, arc: Literal, sides: list[Literal | bool], gain: int) -> None:
        """Count a first way that comes after a break as no waiting."""
        open_sides = [side for side in sides if side is not False]
        if not open_sides:
            return
        inner = self.exact.flag()
        self.cp.add_implication(inner, arc)
        if not any(side is True for side in open_sides):
            self.cp.add_bool_or([~inner, *open_sides])
        self.exact.gains.append((gain, inner))

    def _between(self) -> None:
        """Add the ways from item to item."""
        idle = self.exact.model.worth.waiting
        for one, before in enumerate(self.stops):
            for two, after in enumerate(self.stops):
                gap = self.way[before.task.place][after.task.place]
                if one == two or after.task.number in before.task.first:
                    continue
                if not can_follow(before.task, after.task, self.date, gap):
                    continue
                arc = self._arc(one + 1, two + 1, gap)
                self.exact.gains.append((idle * gap, arc))
                self.cp.add(after.start >= before.end + gap).only_enforce_if(arc)
                for b, pause in enumerate(self.pauses):
                    sides = [self._not(self.sides[b, one]), self.sides[b, two]]
                    self._if([arc, *sides], after.start >= pause.end + gap)

    def _arc(self, tail: int, head: int, gap: int) -> Literal:
        arc = self.exact.flag()
        self.arcs.append((tail, head, arc))
        self.ways.append((gap, arc))
        if tail and head:
            self.inner.append((gap, arc))
        before = self.stops[tail - 1] if tail else None
        after = self.stops[head - 1] if head else None
        self.exact.follows.append((("group", self.group, self.date), before, after, arc))
        self.exact.gains.append((-self.exact.model.worth.travel * gap, arc))
        return arc

    def _if(self, when: list[Literal | bool], what: Expression) -> None:
        """Add a constraint under conditions, of which some are known."""
        if False not in [one for one in when if isinstance(one, bool)]:
            self.cp.add(what).only_enforce_if([one for one in when if not isinstance(one, bool)])

    def _not(self, side: Literal | bool) -> Literal | bool:
        return not side if isinstance(side, bool) else ~side

    def _pauses(self, empty: Literal) -> None:
        """Hold breaks without a place within the day, one after another."""
        cp, day = self.cp, self.day
        home = self.way[day.start][day.end]
        if self.pauses:
            cp.add_no_overlap([self.exact.interval(one, one.there) for one in self.pauses])
            self.exact.gains.append((-self.exact.model.worth.travel * home, empty))
        for pause in self.pauses:
            cp.add(pause.start >= day.low)
            cp.add(pause.end <= day.high)
            cp.add(pause.end + home <= day.high).only_enforce_if(empty)

    def _most(self) -> None:
        """Hold the day's limit of time in items."""
        if self.day.most >= FAR:
            return
        spent: list[Expression] = []
        for visit in self.stops:
            if visit.task.pause:
                continue
            spent.append(visit.task.least * visit.on[self.date])
            spent.append(more_than_least(self.exact, visit, visit.on[self.date]))
        self.cp.add(sum(spent) <= self.day.most)

    def _at_once(self) -> None:
        """Say again, for sharper bounds, that items do not overlap and fill the day at most."""
        everything = (*self.stops, *self.pauses)
        self.cp.add_no_overlap([self.exact.interval(one, one.on[self.date]) for one in everything])
        filled = [one.task.least * one.on[self.date] for one in everything]
        ways = [gap * arc for gap, arc in self.ways]
        self.cp.add(sum(filled) + sum(ways) <= self.day.high - self.day.low)

    def _waiting(self) -> None:
        """Count the time from the first item's beginning to the last one's end."""
        cp, idle, date = self.cp, self.exact.model.worth.waiting, self.date
        everything = (*self.stops, *self.pauses)
        spans = [span for one in everything for span in one.task.spans[date]]
        low, high = min(one[0] for one in spans), max(one[2] for one in spans)
        leave, back = cp.new_int_var(low, high, ""), cp.new_int_var(low, high, "")
        filled = [one.task.least * one.on[date] for one in everything]
        inner = [gap * arc for gap, arc in self.inner]
        cp.add(back - leave >= sum(filled) + sum(inner))
        for visit in everything:
            cp.add(leave <= visit.start).only_enforce_if(visit.on[date])
            cp.add(back >= visit.end).only_enforce_if(visit.on[date])
        self.exact.gains += [(idle, leave), (-idle, back)]


def more_than_least(exact: Exact, visit: Visit, when: Literal) -> Expression:
    """Give by how much a visit is longer than its shortest, 0 unless a literal is true."""
    task = visit.task
    if isinstance(visit.length, int):
        return 0
    more = exact.cp.new_int_var(0, task.most - task.least, "")
    exact.cp.add(more >= visit.length - task.least).only_enforce_if(when)
    return more


def _helpers(exact: Exact) -> None:
    """Give every item that needs one an interpreter, and every interpreter a way."""
    model, cp = exact.model, exact.cp
    for session in exact.all_sessions():
        task = session.visit.task
        if not task.helped:
            continue
        able = sorted({span[3] for date in session.visit.on for span in task.spans[date]})
        session.by = {h: exact.flag() for h in able}
        cp.add(sum(session.by.values()) == session.active)
        for h, by in session.by.items():
            for date, on in session.visit.on.items():
                spans = [span[:3] for span in task.spans[date] if span[3] == h]
                exact.within(session.visit, [on, by], spans)
    for h in range(len(model.problem.helpers)):
        for date in range(len(model.dates)):
            _helper_way(exact, h, date)


def _helper_way(exact: Exact, helper: int, date: int) -> None:
    """Add one interpreter's circuit of one date."""
    work = _work(exact, helper, date)
    if not work:
        return
    cp, rules = exact.cp, exact.model.problem.helpers[helper]
    arcs: list[tuple[int, int, Literal]] = [(0, 0, exact.flag())]
    runs = _runs(exact, helper, work)
    for one, (session, both) in enumerate(work):
        arcs.append((one + 1, one + 1, ~both))
        first, last, before = exact.flag(), exact.flag(), session.visit
        arcs.append((0, one + 1, first))
        arcs.append((one + 1, 0, last))
        exact.follows.append((("helper", helper, date), None, before, first))
        exact.follows.append((("helper", helper, date), before, None, last))
        for two, (other, _both) in enumerate(work):
            after = other.visit
            gap = exact.model.way[before.task.place][after.task.place]
            if one == two or not can_follow(before.task, after.task, date, gap):
                continue
            arc = exact.flag()
            arcs.append((one + 1, two + 1, arc))
            exact.follows.append((("helper", helper, date), before, after, arc))
            cp.add(after.start >= before.end + gap).only_enforce_if(arc)
            if runs:
                rest = exact.flag()
                cp.add(after.start >= before.end + rules.rest).only_enforce_if([arc, rest])
                total = runs[one] + after.length
                cp.add(runs[two] >= total).only_enforce_if([arc, ~rest])
    cp.add_circuit(arcs)
    cp.add_no_overlap([exact.interval(one.visit, both) for one, both in work])
    if rules.day:
        spent = [one.visit.task.least * both for one, both in work]
        spent += [more_than_least(exact, one.visit, both) for one, both in work]
        cp.add(sum(spent) <= rules.day)


def _work(exact: Exact, helper: int, date: int) -> list[tuple[Session, Literal]]:
    """Give the items that an interpreter may serve on a date, with whether that is so."""
    work: list[tuple[Session, Literal]] = []
    for session in exact.all_sessions():
        on = session.visit.on.get(date)
        spans = session.visit.task.spans[date]
        if on is None or not any(span[3] == helper for span in spans):
            continue
        by = session.by.get(helper)
        if by is None:
            continue
        both = by
        if len(session.visit.on) > 1:
            both = exact.flag()
            exact.cp.add_implication(both, on)
            exact.cp.add_implication(both, by)
            exact.cp.add_bool_or([both, ~on, ~by])
        work.append((session, both))
    return work


def _runs(exact: Exact, helper: int, work: list[tuple[Session, Literal]]) -> list[Expression]:
    """Give for each item the work without a break up to its end; nothing where it is unlimited."""
    rules = exact.model.problem.helpers[helper]
    if not rules.run:
        return []
    runs = []
    for session, both in work:
        run = exact.cp.new_int_var(min(session.visit.task.least, rules.run), rules.run, "")
        exact.cp.add(run >= session.visit.length).only_enforce_if(both)
        runs.append(run)
    return runs


def _hosts(exact: Exact) -> None:
    """Let every host be with one item at a time."""
    wanted: dict[int, list[Session]] = {}
    for session in exact.all_sessions():
        for host in session.visit.task.hosts:
            if host < exact.model.named_hosts:
                wanted.setdefault(host, []).append(session)
    for sessions in wanted.values():
        exact.cp.add_no_overlap([exact.interval(one.visit, one.active) for one in sessions])


def _pins(exact: Exact) -> None:
    """Hold the groups and the interpreters of what is locked."""
    cp = exact.cp
    for one in exact.model.pinned:
        for g in one.groups:
            visit = exact.visits.get((one.task.number, g))
            if visit is None:
                cp.add_bool_or([])
                return
            cp.add(visit.there == 1)
        for session in exact.sessions.get(one.task.number, []):
            leads = session.visit.group == one.groups[0]
            if leads and one.task.manner is Manner.EACH:
                for g in one.groups:
                    cp.add(session.joined[g] == 1)
            if one.helper >= 0 and (leads or one.task.manner is not Manner.EACH):
                if one.helper in session.by:
                    cp.add(session.by[one.helper] == 1)
                else:
                    cp.add_bool_or([])


def _order(exact: Exact, first: Task, later: Task) -> None:
    """Let one task wait for another, where both take place."""
    each = first.manner is Manner.EACH and later.manner is Manner.EACH
    for before in _parts(exact, first):
        for after in _parts(exact, later):
            if not each or before.group == after.group:
                both = [before.there, after.there]
                exact.cp.add(after.start >= before.end).only_enforce_if(both)

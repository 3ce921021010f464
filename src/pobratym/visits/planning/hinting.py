"""A programme told to CP-SAT as a place to begin from: a value for every variable that counts."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pobratym.visits.planning.exact import Exact, Session, Visit
from pobratym.visits.planning.problem import Manner, Stop

_Who = tuple[str, int, int]
_Name = tuple[int, int]


class Hints:
    """The values of the variables of a problem in one programme."""

    def __init__(self, exact: Exact, stops: Sequence[Stop]) -> None:
        self.exact, self.model = exact, exact.model
        self.hinted: set[int] = set()
        self.of: dict[tuple[int, int], Stop] = {}
        for stop in stops:
            for group in stop.groups:
                g = self.model.group_number[group]
                for task in self.model.tasks:
                    if task.key == stop.key and g in task.groups:
                        self.of[task.number, g] = stop
        self.first: dict[int, Stop] = {}
        for (number, _g), stop in sorted(self.of.items(), key=lambda one: one[0]):
            self.first.setdefault(number, stop)

    def give(self) -> None:
        """Hint all variables."""
        self.exact.cp.clear_hints()
        for (number, g), visit in self.exact.visits.items():
            self._visit(visit, self.of.get((number, g)), self.first.get(number))
        for session in self.exact.all_sessions():
            self._session(session)
        following = self._following()
        for who, before, after, arc in self.exact.follows:
            names = self._name(who[0], before), self._name(who[0], after)
            self._set(arc, int((who, *names) in following))
        for pause, visit, side in self.exact.sides:
            mine = self.of.get((pause.task.number, pause.group))
            other = self.of.get((visit.task.number, visit.group))
            self._set(side, int(bool(mine and other and mine.end <= other.start)))

    def _visit(self, visit: Visit, stop: Stop | None, first: Stop | None) -> None:
        when = stop or (first if visit.task.manner is Manner.ANY else None)
        if when is not None:
            length = when.end - when.start
            self._set(visit.start, when.start)
            self._set(visit.length, length)
            self._set(visit.end, when.end)
            self._set(visit.longer, length - visit.task.least)
        elif visit.task.manner is not Manner.ANY or first is None:
            self._set(visit.longer, 0)
        self._set(visit.there, int(stop is not None))
        for date, on in visit.on.items():
            low, high = self.model.bounds[date]
            self._set(on, int(stop is not None and low <= stop.start < high))

    def _session(self, session: Session) -> None:
        task, leader = session.visit.task, session.visit.group
        stop = self.first.get(task.number)
        if task.manner is Manner.EACH:
            stop = self.of.get((task.number, leader))
            numbers = [self.model.group_number[g] for g in stop.groups] if stop else []
            led = bool(numbers) and min(numbers) == leader
            stop = stop if led else None
            for g, joined in session.joined.items():
                self._set(joined, int(led and g in numbers))
        else:
            self._set(session.active, int(stop is not None))
            if task.manner is Manner.ANY:
                low_high = self.model.bounds
                for date, on in session.visit.on.items():
                    low, high = low_high[date]
                    self._set(on, int(stop is not None and low <= stop.start < high))
        for h, by in session.by.items():
            helper = self.model.problem.helpers[h].key
            self._set(by, int(stop is not None and stop.helper == helper))

    def _following(self) -> set[tuple[_Who, _Name | None, _Name | None]]:
        """Give what comes right after what, for each group and helper and date."""
        found: set[tuple[_Who, _Name | None, _Name | None]] = set()
        chains: dict[_Who, dict[_Name, Stop]] = {}
        for (number, g), stop in self.of.items():
            task = self.model.tasks[number]
            date = next(d for d, (a, b) in enumerate(self.model.bounds) if a <= stop.start < b)
            if task.place >= 0:
                chains.setdefault(("group", g, date), {})[number, g] = stop
            if stop.helper is not None:
                h = self.model.helper_number[stop.helper]
                leads = g == min(self.model.group_number[one] for one in stop.groups)
                if task.manner is not Manner.EACH or leads:
                    name = (number, g if task.manner is Manner.EACH else -1)
                    chains.setdefault(("helper", h, date), {})[name] = stop
        for who, chain in chains.items():
            ordered = sorted(chain, key=lambda name: chain[name].start)
            for before, after in pairwise((None, *ordered, None)):
                found.add((who, before, after))
        return found

    def _name(self, kind: str, visit: Visit | None) -> _Name | None:
        if visit is None:
            return None
        whole = kind == "helper" and visit.task.manner is not Manner.EACH
        return visit.task.number, -1 if whole else visit.group

    def _set(self, variable: Any, value: int) -> None:  # noqa: ANN401  untyped
        """Hint a value, once for each variable; sums and constants cannot be hinted."""
        index = getattr(variable, "index", None)
        if index is None or index in self.hinted or not hasattr(variable, "domain"):
            return
        self.hinted.add(index)
        self.exact.cp.add_hint(variable, value)

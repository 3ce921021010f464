"""CP-SAT at work: from a programme to a better one, and to what none can exceed."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pobratym.visits.planning.exact import Exact
from pobratym.visits.planning.exact_ways import add_ways
from pobratym.visits.planning.hinting import Hints
from pobratym.visits.planning.model import Model, Task
from pobratym.visits.planning.problem import Stop
from pobratym.visits.planning.state import in_order

_NAP = 0.02


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found and proved.

    Attributes:
        stops: of the best programme found; None where none was found.
        bound: in thousandths; None where nothing was proved.
        impossible: that there is no programme was proved.
        done: nothing is left to prove.
    """

    stops: tuple[Stop, ...] | None
    bound: int | None
    impossible: bool
    done: bool


def arcs_of(model: Model) -> int:
    """Guess how large a problem gets as constraints."""
    total = 0
    for date in range(len(model.dates)):
        for g in range(len(model.people)):
            there = [t for t in model.tasks if g in t.groups and t.spans[date]]
            total += len(there) ** 2
        helped = [len(t.groups) for t in model.tasks if t.helped and t.spans[date]]
        total += len(model.problem.helpers) * sum(helped) ** 2
    return total


class Prover:
    """A problem laid out for CP-SAT, which is loaded when it is first needed."""

    def __init__(self, model: Model) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  takes longer than a small plan

        self.library: Any = cp_model
        self.model = model
        self.cp: Any = cp_model.CpModel()
        self.exact = Exact(model, self.cp)
        add_ways(self.exact)
        self._goal()

    def _goal(self) -> None:
        """Tell what counts."""
        exact, cp = self.exact, self.cp
        goal = [coefficient * one for coefficient, one in exact.gains if coefficient]
        goal += self._fairness()
        goal += self._stability()
        if goal:
            cp.maximize(sum(goal))
        self.has_goal = bool(goal)

    def _fairness(self) -> list[Any]:
        """Give what is lost when one group gets more of what it likes than another."""
        exact, cp, model = self.exact, self.cp, self.model
        if len(model.pleased) < 2:  # noqa: PLR2004  one alone is not apart
            return []
        total = sum(model.pleasure.values())
        most, least = cp.new_int_var(0, total, "most"), cp.new_int_var(0, total, "least")
        for group in model.pleased:
            mine = [
                value * exact.visits[who].there
                for who, value in model.pleasure.items()
                if who[1] == group and who in exact.visits
            ]
            cp.add(most >= sum(mine))
            cp.add(least <= sum(mine))
        return [least, -most]

    def _stability(self) -> list[Any]:
        """Give what is lost against the programme so far."""
        exact, cp = self.exact, self.cp
        goal: list[Any] = []
        for who, (start, helper, cost) in self.model.loss.items():
            goal.append(-cost)
            visit = exact.visits.get(who)
            if visit is None:
                continue
            goal.append((cost - cost // 2 - cost // 4) * visit.there)
            same = exact.flag()
            cp.add_implication(same, visit.there)
            cp.add(visit.start == start).only_enforce_if(same)
            goal.append(cost // 2 * same)
            if helper == -1 and not visit.task.helped:
                goal.append(cost // 4 * visit.there)
            for session in exact.sessions.get(who[0], []):
                if helper in session.by and who[1] in session.joined:
                    kept = exact.flag()
                    cp.add_implication(kept, session.by[helper])
                    cp.add_implication(kept, session.joined[who[1]])
                    goal.append(cost // 4 * kept)
        return goal

    def solve(  # noqa: PLR0913  what a proof depends on
        self,
        *,
        hint: Sequence[Stop] = (),
        seconds: float | None = None,
        effort: float | None = None,
        seed: int = 0,
        on_better: Callable[[tuple[Stop, ...], int], None] | None = None,
        on_bound: Callable[[int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Proof:
        """Search and prove, for some seconds or for some effort (the same on every machine)."""
        if hint:
            Hints(self.exact, hint).give()
        solver = self.library.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = seed
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        elif seconds is not None:
            solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        watcher = _watcher(self, on_better)
        if on_bound is not None:
            solver.best_bound_callback = lambda bound: on_bound(round(bound))
        status = _run(solver, self.cp, watcher, stop)
        library = self.library
        if status == library.MODEL_INVALID:
            raise RuntimeError(self.cp.validate())
        if status == library.INFEASIBLE:
            return Proof(None, None, impossible=True, done=True)
        if status not in {library.OPTIMAL, library.FEASIBLE}:
            return Proof(None, None, impossible=False, done=False)
        bound = round(solver.best_objective_bound) if self.has_goal else 0
        done = status == library.OPTIMAL
        return Proof(self.stops(solver.value), bound, impossible=False, done=done)

    def stops(self, value: Callable[[Any], int]) -> tuple[Stop, ...]:
        """Give the programme that the variables tell."""
        stops: list[Stop] = []
        for task in self.model.tasks:
            if task.place >= 0:
                stops += self._items(task, value)
        for task in self.model.tasks:
            if task.place < 0:
                stops += self._pauses(task, value, stops)
        return in_order(_joined(stops))

    def _items(self, task: Task, value: Callable[[Any], int]) -> list[Stop]:
        exact = self.exact
        sessions = exact.sessions.get(task.number, [])
        if sessions:
            found = [
                (one.visit, [g for g, joined in one.joined.items() if value(joined)], one.by)
                for one in sessions
                if value(one.active)
            ]
        else:
            found = [
                (visit, [g], {})
                for (number, g), visit in exact.visits.items()
                if number == task.number and value(visit.there)
            ]
        helpers = self.model.problem.helpers
        return [
            Stop(
                key=task.key,
                groups=frozenset(self.model.problem.groups[g].key for g in groups),
                start=value(visit.start),
                end=value(visit.start) + value(visit.length),
                place=self.model.problem.places[task.place],
                helper=next((helpers[h].key for h, one in by.items() if value(one)), None),
                locked=any(
                    one.task is task and set(one.groups) <= set(groups) for one in self.model.pinned
                ),
            )
            for visit, groups, by in found
        ]

    def _pauses(self, task: Task, value: Callable[[Any], int], stops: Sequence[Stop]) -> list[Stop]:
        """Give breaks without a place, each where its group is."""
        found = []
        for g in task.groups:
            visit = self.exact.visits[task.number, g]
            group, start = self.model.problem.groups[g].key, value(visit.start)
            day = self.model.days[next(iter(visit.on))][g]
            assert day is not None  # noqa: S101  as the variables were made
            place = self.model.problem.places[day.start]
            for stop in sorted(stops, key=lambda one: one.start):
                if group in stop.groups and day.low <= stop.start and stop.end <= start:
                    place = stop.place
            end = start + value(visit.length)
            found.append(Stop(task.key, frozenset({group}), start, end, place))
        return found


def _joined(stops: Sequence[Stop]) -> list[Stop]:
    """Make one item of those of one thing at the same time."""
    found: dict[tuple[str, int, int, str, str | None, bool], frozenset[str]] = {}
    for one in stops:
        key = (one.key, one.start, one.end, one.place, one.helper, one.locked)
        found[key] = found.get(key, frozenset()) | one.groups
    return [Stop(k[0], groups, *k[1:]) for k, groups in found.items()]


def _watcher(prover: Prover, on_better: Callable[[tuple[Stop, ...], int], None] | None) -> Any:  # noqa: ANN401  untyped
    """Give what hears of better programmes."""
    if on_better is None:
        return None
    hear = on_better

    class Watcher(prover.library.CpSolverSolutionCallback):  # type: ignore[misc,name-defined]
        def on_solution_callback(self) -> None:
            hear(prover.stops(self.value), round(self.best_objective_bound))

    return Watcher()


def _run(solver: Any, cp: Any, watcher: Any, stop: Callable[[], bool] | None) -> Any:  # noqa: ANN401  untyped
    """Solve; where somebody may stop it, beside a thread that asks."""
    if stop is None:
        return solver.solve(cp, watcher)
    over = threading.Event()

    def ask() -> None:
        while not over.wait(_NAP):
            if stop is not None and stop():
                solver.stop_search()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        return solver.solve(cp, watcher)
    finally:
        over.set()
        asking.join()

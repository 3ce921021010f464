"""From wishes and rules to a programme with its proof."""

import sys
import time
from collections.abc import Callable

from pobratym.visits.planning.bounding import quick_bound
from pobratym.visits.planning.building import resume
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.checking import refuse
from pobratym.visits.planning.conflicts import Conflicts
from pobratym.visits.planning.improving import Search
from pobratym.visits.planning.leaving import left_out
from pobratym.visits.planning.model import Model
from pobratym.visits.planning.problem import Problem, Stop
from pobratym.visits.planning.programme import BadProblemError, Programme, Progress, Status
from pobratym.visits.planning.proving import Proof, Prover, arcs_of
from pobratym.visits.planning.routes import plan_routes
from pobratym.visits.planning.state import State, begun, empty
from pobratym.visits.planning.staying import with_former_breaks
from pobratym.visits.planning.worth import SCALE, parts_of

_EVERY = 0.2
_LOADING = 0.9
_ARC = 2.5e-5
_READING = 12
"""How much longer CP-SAT reads a problem than it takes to be laid out."""
_SHARE = 0.3
_MANY_STEPS = 100
_STEPS_PER_EFFORT = 400
_DEEP = 1.5
_TELLING = 2.0


def plan(  # noqa: PLR0913  what a search depends on
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    iterations: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Programme:
    """Find the best programme that the time allows, and prove how good it is.

    Args:
        problem: what is wished and what is due.
        seconds: of search; not read when ``iterations`` are given.
        seed: of chance.
        iterations: of search instead of seconds: equal ones give equal programmes everywhere.
        on_progress: hears of better programmes while they are found; each was checked.
        stop: is asked often, maybe from another thread; the search ends soon after it says so.
        clock: seconds of a clock that never goes back; that of the process tells computing time.

    Raises:
        BadProblemError: the problem makes no sense; its ``faults`` say where.
        RuntimeError: a programme was found that breaks a rule; this is a mistake of the planner.
    """
    faults = refuse(problem)
    if faults:
        raise BadProblemError(faults)
    planning = Planning(problem, seconds, seed, iterations, clock)
    planning.on_progress, planning.stop = on_progress, stop
    return planning.run()


class Planning:
    """One search: the best programme so far, and what is proved."""

    on_progress: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] | None = None

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        seed: int,
        iterations: int | None,
        clock: Callable[[], float],
    ) -> None:
        self.problem, self.seconds, self.seed, self.iterations = problem, seconds, seed, iterations
        self.clock = clock
        self.begin = clock()
        self.told = -_EVERY
        self.steps = 0
        self.stops: tuple[Stop, ...] | None = None
        self.value = 0
        self.model = Model(problem)
        self.bound = quick_bound(self.model)
        self.impossible = False
        self.state: State | None = None

    def run(self) -> Programme:
        """Search, prove, and tell."""
        found = plan_routes(
            self.model, self._left(), self.seed, self.iterations, self.stop, self.clock
        )
        if found is not None:
            self.bound = min(self.bound, found.bound)
            self.steps = found.steps
            self._offer(found.stops)
        else:
            self._search()
        if self.stops is None:
            return self._impossible()
        if self.problem.before:
            self._offer(with_former_breaks(self.problem, self.stops), equal=True)
        return self.programme(final=True)

    def _left(self) -> float:
        return self.seconds - (self.clock() - self.begin)

    def _over(self) -> bool:
        return self._asked() or (self.iterations is None and self._left() <= 0)

    def _far_over(self) -> bool:
        """Tell whether even telling why has to end."""
        late = self.iterations is None and self._left() < -max(_TELLING, self.seconds)
        return late or self._asked()

    def _asked(self) -> bool:
        return self.stop is not None and self.stop()

    def _search(self) -> None:
        """Search by parts taken out and put in, then by constraints, then again by parts."""
        state = begun(self.model)
        search: Search | None = None
        if state is not None:
            resume(state, self.problem.before)
            search = Search(self.model, state, self.seed)
            self._improve(search, self._first_part())
        if self.stops is not None and self.value >= self.bound:
            return
        if not self._worth_proving() or self._asked():
            if search is not None:
                self._improve(search, 1.0)
            return
        proof = self._prove()
        if search is not None and not proof.done and self.iterations is None:
            search.restart()
            self._improve(search, 1.0)

    def _first_part(self) -> float:
        """Give which part of the search comes before the proof."""
        if self.iterations is not None or not self._worth_proving():
            return 1.0
        return _SHARE if self.seconds > 1 else _SHARE / 2

    def _worth_proving(self) -> bool:
        """Tell whether there is time enough to lay the problem out for CP-SAT."""
        if self.iterations is not None:
            return self.iterations >= _MANY_STEPS or self.stops is None
        loading = 0.0 if "ortools.sat.python.cp_model" in sys.modules else _LOADING
        return self._left() > _READING * _ARC * arcs_of(self.model) + loading

    def _improve(self, search: Search, until: float) -> None:
        """Take parts out and put them in until a share of the time or of the steps is over."""
        self._take(search)
        while not self._asked():
            if self.iterations is not None:
                share = search.steps / self.iterations if self.iterations else 1.0
            else:
                share = 1 - self._left() / self.seconds if self.seconds > 0 else 1.0
            if share >= until or (search.value >= self.bound and not search.best.absent()):
                break
            if search.step(share) and self.clock() - self.told > _EVERY:
                self._take(search)
        self.steps = search.steps
        self._take(search)

    def _take(self, search: Search) -> None:
        """Take over the best of a search."""
        if not search.best.absent() and (self.stops is None or search.value > self.value):
            self.state = search.best
            self._offer(search.best.stops())

    def _offer(self, stops: tuple[Stop, ...], *, equal: bool = False) -> bool:
        """Check a programme, and keep and tell it when it is the best, or an ``equal`` one."""
        value = sum(checked(self.problem, stops).values())
        if self.stops is not None and value <= self.value - equal:
            return False
        self.stops, self.value = stops, value
        now = self.clock()
        if self.on_progress is not None and now - self.told > _EVERY:
            self.told = now
            share = 1 - self._left() / self.seconds if self.seconds > 0 else 1.0
            self.on_progress(Progress(self.programme(), min(1.0, max(0.0, share))))
        return True

    def _prove(self) -> Proof:
        """Search and prove with CP-SAT."""
        prover = Prover(self.model)
        effort = None
        if self.iterations is not None:
            effort = max(0.3, self.iterations / _STEPS_PER_EFFORT)

        def hear(stops: tuple[Stop, ...], bound: int) -> None:
            self.bound = min(self.bound, bound)
            self._offer(stops)

        proof = prover.solve(
            hint=self.stops or (),
            seconds=self._left() if self.clock is time.monotonic else None,
            effort=effort,
            seed=self.seed,
            on_better=hear if self.on_progress is not None else None,
            stop=self.stop if self.clock is time.monotonic else self._over,
        )
        self.impossible = proof.impossible
        if proof.bound is not None:
            self.bound = min(self.bound, proof.bound)
        if proof.stops is not None:
            self._offer(proof.stops)
        if self.impossible and self.stops is not None:
            raise RuntimeError("a programme was found and proved impossible")
        return proof

    def _impossible(self) -> Programme:
        """Tell that nothing was found, and what excludes what if that is proved."""
        conflict = Conflicts(self.problem, self._far_over).find()
        return Programme(
            stops=(),
            status=Status.IMPOSSIBLE if conflict or self.impossible else Status.UNKNOWN,
            value=0.0,
            bound=0.0 if conflict or self.impossible else self.bound / SCALE,
            gap=0.0 if conflict or self.impossible else 1.0,
            conflict=conflict,
            seconds=self.clock() - self.begin,
            seed=self.seed,
            iterations=self.steps,
        )

    def programme(self, *, final: bool = False) -> Programme:
        """Give the best programme so far; the last one with what is left out and why."""
        stops = self.stops or ()
        parts, bound = parts_of(self.problem, stops), self.bound
        if bound < self.value:
            raise RuntimeError(f"a programme is worth {self.value}, above the bound {bound}")
        optimal = bound == self.value
        deep = self.seconds >= _DEEP if self.iterations is None else self.iterations >= _MANY_STEPS
        leaving = (
            left_out(self.model, self._board(), deep=deep, stop=self._far_over) if final else ()
        )
        return Programme(
            stops=stops,
            status=Status.OPTIMAL if optimal else Status.FEASIBLE,
            value=self.value / SCALE,
            bound=bound / SCALE,
            gap=(bound - self.value) / max(SCALE, abs(bound)),
            left_out=leaving,
            seconds=self.clock() - self.begin,
            seed=self.seed,
            iterations=self.steps,
            parts={name: part / SCALE for name, part in parts.items()},
        )

    def _board(self) -> State:
        """Give the best programme as boards."""
        state = begun(self.model) or empty(self.model)
        if self.state is not None and self.state.stops() == self.stops:
            return self.state
        resume(state, self.stops or ())
        return state


def checked(problem: Problem, stops: tuple[Stop, ...]) -> dict[str, int]:
    """Give the parts of the value of a programme that keeps every rule.

    Raises:
        RuntimeError: it does not.
    """
    wrong = broken(problem, stops)
    if wrong:
        raise RuntimeError(f"the planner broke {wrong[0]} and {len(wrong) - 1} more")
    return parts_of(problem, stops)

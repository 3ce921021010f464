"""From wishes and rules to a programme with its proof."""

import time
from collections.abc import Callable

from pobratym.visits.planning.bounding import quick_bound
from pobratym.visits.planning.building import resume
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.checking import refuse
from pobratym.visits.planning.improving import Search
from pobratym.visits.planning.model import Model
from pobratym.visits.planning.problem import Problem, Stop
from pobratym.visits.planning.programme import (
    BadProblemError,
    Programme,
    Progress,
    Status,
)
from pobratym.visits.planning.state import begun
from pobratym.visits.planning.worth import SCALE, parts_of

_EVERY = 0.2


def plan(  # noqa: PLR0913  what a search depends on
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    iterations: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Programme:
    """Find the best programme that the time allows, and prove how good it is.

    Args:
        problem: what is wished and what is due.
        seconds: of search; not read when ``iterations`` are given.
        seed: of chance.
        iterations: of search instead of seconds: equal ones give equal programmes everywhere.
        on_progress: hears of better programmes while they are found; each was checked.
        stop: is asked often; the search ends soon after it says so.

    Raises:
        BadProblemError: the problem makes no sense; its ``faults`` say where.
        RuntimeError: a programme was found that breaks a rule; this is a mistake of the planner.
    """
    faults = refuse(problem)
    if faults:
        raise BadProblemError(faults)
    begin = time.monotonic()
    model = Model(problem)
    state = begun(model)
    if state is None:
        return Programme((), Status.UNKNOWN, 0.0, 0.0, 1.0, seed=seed)
    resume(state, problem.before)
    search = Search(model, state, seed)
    bound = quick_bound(model)
    told = 0.0
    while True:
        spent = time.monotonic() - begin
        share = search.steps / iterations if iterations else spent / max(seconds, 1e-6)
        if share >= 1 or (stop is not None and stop()):
            break
        better = search.step(share)
        if (
            better
            and on_progress is not None
            and spent - told > _EVERY
            and not search.best.absent()
        ):
            told = spent
            on_progress(Progress(_programme(problem, search, bound, begin, seed), share))
    if search.best.absent():
        return Programme((), Status.UNKNOWN, 0.0, bound / SCALE, 1.0, seed=seed)
    return _programme(problem, search, bound, begin, seed)


def _programme(problem: Problem, search: Search, bound: int, begin: float, seed: int) -> Programme:
    stops = search.best.stops()
    parts = checked(problem, stops)
    value = sum(parts.values())
    bound = max(bound, value)
    return Programme(
        stops=stops,
        status=Status.OPTIMAL if bound == value else Status.FEASIBLE,
        value=value / SCALE,
        bound=bound / SCALE,
        gap=(bound - value) / max(1, abs(bound)),
        seconds=time.monotonic() - begin,
        seed=seed,
        iterations=search.steps,
        parts={name: part / SCALE for name, part in parts.items()},
    )


def checked(problem: Problem, stops: tuple[Stop, ...]) -> dict[str, int]:
    """Give the parts of the value of a programme that keeps every rule.

    Raises:
        RuntimeError: it does not.
    """
    wrong = broken(problem, stops)
    if wrong:
        raise RuntimeError(f"the planner broke {wrong[0]} and {len(wrong) - 1} more")
    return parts_of(problem, stops)

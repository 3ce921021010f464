"""Hours as people like them: the planner reckons in steps of five minutes where the visit allows.

What is asked for in minutes is made stricter, never looser: ways and shortest times are rounded up,
opening times and longest times inwards. So every programme in steps is one in minutes, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pobratym.visits.planning.problem import Problem, Stop, Window, Wish
from pobratym.visits.planning.programme import Broken, Programme, Rule

STEP = 5
"""Minutes of one step."""
_TIMES = frozenset({"start", "end"})
_OF_PEOPLE = frozenset({Rule.CAPACITY, Rule.RANK, Rule.GROUPS, Rule.MUST})


def in_steps(problem: Problem) -> Problem | None:
    """Give a problem in steps; None where something is fixed that is no whole step."""
    fixed = [wish.start for wish in problem.wishes if wish.start is not None]
    fixed += [time for stop in problem.locked for time in (stop.start, stop.end)]
    tight = any(_up(wish.least) > _down(wish.most) for wish in problem.wishes)
    if tight or any(time % STEP for time in fixed):
        return None
    weights = problem.weights
    return replace(
        problem,
        travel=tuple(tuple(_way(time) for time in row) for row in problem.travel),
        days=tuple(
            replace(day, window=_inwards(day.window), most=_down(day.most))
            for day in problem.days
            if _up(day.window.start) < _down(day.window.end)
        ),
        wishes=tuple(_wish(wish) for wish in problem.wishes),
        helpers=tuple(
            replace(
                one,
                windows=_all_inwards(one.windows),
                run=_down(one.run),
                rest=_up(one.rest),
                day=_down(one.day),
            )
            for one in problem.helpers
        ),
        breaks=tuple(
            replace(one, window=_inwards(one.window), minutes=_up(one.minutes))
            for one in problem.breaks
        ),
        locked=tuple(_coarser(stop) for stop in problem.locked),
        before=tuple(_coarser(stop) for stop in problem.before),
        weights=replace(
            weights,
            longer=weights.longer * STEP,
            waiting=weights.waiting * STEP,
            travel=weights.travel * STEP,
        ),
        hour=problem.hour // STEP,
    )


def in_minutes(found: Programme) -> Programme:
    """Give a programme that was found in steps in minutes."""
    return replace(
        found,
        stops=tuple(finer(stop) for stop in found.stops),
        left_out=tuple(
            replace(one, reasons=tuple(_finer_rule(reason) for reason in one.reasons))
            for one in found.left_out
        ),
        conflict=tuple(_finer_rule(one) for one in found.conflict),
    )


def finer(stop: Stop) -> Stop:
    """Give one item in minutes."""
    return replace(stop, start=stop.start * STEP, end=stop.end * STEP)


def _finer_rule(one: Broken) -> Broken:
    facts: Mapping[str, int] = {
        name: value * STEP if name in _TIMES or one.rule not in _OF_PEOPLE else value
        for name, value in one.facts.items()
    }
    return replace(one, facts=facts)


def _wish(wish: Wish) -> Wish:
    return replace(
        wish,
        least=_up(wish.least),
        most=_down(wish.most),
        windows=_all_inwards(wish.windows),
        start=None if wish.start is None else wish.start // STEP,
    )


def _coarser(stop: Stop) -> Stop:
    start = _down(stop.start)
    return replace(stop, start=start, end=max(_down(stop.end), start + 1))


def _inwards(window: Window) -> Window:
    return Window(_up(window.start), max(_up(window.start), _down(window.end)))


def _all_inwards(windows: Iterable[Window]) -> tuple[Window, ...]:
    found = (_inwards(window) for window in windows)
    return tuple(one for one in found if one.end > one.start)


def _way(time: int) -> int:
    return time if time < 0 else _up(time)


def _up(time: int) -> int:
    return -(-time // STEP)


def _down(time: int) -> int:
    return time // STEP

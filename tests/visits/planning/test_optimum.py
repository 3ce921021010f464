from collections.abc import Iterator
from itertools import product

import pytest

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.problem import Manner, Problem, Stop, Wish
from pobratym.visits.planning.programme import Status
from pobratym.visits.planning.worth import SCALE, parts_of
from tests.visits.planning.making import tiny

STEP = 30
MOST = 3_000


def ways(wish: Wish) -> list[tuple[Stop, ...]]:
    """Give every way to have a wish, or not."""
    window = wish.windows[0]
    times = [
        (start, start + length)
        for length in range(wish.least, wish.most + 1, STEP)
        for start in range(window.start, window.end - length + 1, STEP)
    ]
    helper = "h" if wish.languages is not None else None

    def stop(groups: tuple[str, ...], when: tuple[int, int]) -> Stop:
        return Stop(wish.key, frozenset(groups), *when, wish.place, helper)

    if wish.manner is Manner.TOGETHER:
        return [(), *((stop(wish.groups, when),) for when in times)]
    single = {g: [stop((g,), when) for when in times] for g in wish.groups}
    alone = [(one,) for stops in single.values() for one in stops]
    if wish.manner is Manner.ANY or len(wish.groups) == 1:
        return [(), *alone]
    together = [(stop(wish.groups, when),) for when in times]
    apart = [pair for pair in product(*single.values()) if pair[0].start != pair[1].start]
    return [(), *alone, *together, *apart]


def rests(problem: Problem, stops: tuple[Stop, ...]) -> Iterator[tuple[Stop, ...]]:
    """Give every way to have the break where the group is then."""
    if not problem.breaks:
        yield stops
        return
    (pause,) = problem.breaks
    for start in range(pause.window.start, pause.window.end - pause.minutes + 1, STEP):
        before = [one for one in stops if one.end <= start]
        last = max(before, key=lambda one: one.end, default=None)
        place = pause.place or (last.place if last else problem.days[0].start)
        yield (*stops, Stop(pause.key, pause.groups, start, start + pause.minutes, place))


def best(problem: Problem) -> int | None:
    """Give the highest value of all programmes that keep every rule."""
    values = [
        sum(parts_of(problem, stops).values())
        for chosen in product(*(ways(wish) for wish in problem.wishes))
        for stops in rests(problem, tuple(one for some in chosen for one in some))
        if not broken(problem, stops)
    ]
    return max(values, default=None)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_proved_is_what_trying_everything_finds(seed):
    problem = tiny(seed)
    size = 8 if problem.breaks else 1
    for wish in problem.wishes:
        size *= len(ways(wish))
    if size > MOST:
        return

    expected = best(problem)
    programme = plan(problem, seconds=0, iterations=400)

    if expected is None:
        assert programme.status is Status.IMPOSSIBLE
        assert programme.conflict
    else:
        assert programme.status is Status.OPTIMAL
        assert round(programme.value * SCALE) == expected == round(programme.bound * SCALE)

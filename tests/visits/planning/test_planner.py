from dataclasses import replace

import pytest

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.programme import BadProblemError, Status
from tests.visits.planning.making import visit


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tight", [True, False])
def test_a_programme_keeps_every_rule(seed, tight):
    problem = visit(seed, wishes=12, days=2, groups=3, tight=tight)

    programme = plan(problem, seconds=0, iterations=20)

    assert programme.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert broken(problem, programme.stops) == []
    assert programme.value <= programme.bound


def test_equal_seeds_and_iterations_give_equal_programmes():
    problem = visit(1, wishes=12, days=2, groups=3)

    first, second = (plan(problem, seconds=0, iterations=30, seed=5) for _ in range(2))

    assert first.stops == second.stops
    assert first.bound == second.bound


def test_a_problem_that_makes_no_sense_is_refused():
    problem = visit(1, wishes=4, days=1, groups=2)

    with pytest.raises(BadProblemError):
        plan(replace(problem, wishes=(*problem.wishes, problem.wishes[0])), seconds=0)

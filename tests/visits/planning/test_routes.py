import time

import numpy as np

from pobratym.visits.planning.model import Model
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.programme import Status
from pobratym.visits.planning.routes import plan_routes, visit_of
from pobratym.visits.planning.tours.problem import TourProblem
from tests.visits.planning.small import problem, wish


def tours() -> TourProblem:
    """Give four places on a line, of which a tour of 60 units can have two."""
    spots = np.array([0, 10, 20, -15])
    return TourProblem(
        travel=np.abs(spots[:, None] - spots),
        service=np.array([0, 5, 5, 5]),
        windows=[[(0, 60)]] * 4,
        prizes=np.array([[0], [7], [4], [5]]),
        starts=np.array([0]),
        ends=np.array([0]),
        opens=np.array([0]),
        closes=np.array([50]),
    )


def test_problems_of_tours_are_solved_as_tours():
    programme = plan(visit_of(tours()), seconds=0, iterations=200)

    assert programme.status is Status.OPTIMAL
    assert programme.value == 11
    assert [one.key for one in programme.stops] in (["1", "2"], ["2", "1"])


def test_a_visit_with_weights_on_ways_is_more_than_tours():
    assert plan_routes(Model(problem(wish("w"))), 1.0, 0, 10, None, time.monotonic) is None

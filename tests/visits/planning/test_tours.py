"""The search for tours, beside a judge of its own and beside trying everything."""

import json
import subprocess
import sys
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pobratym.visits.planning.instances import read_instance
from pobratym.visits.planning.tours.improving import improve
from pobratym.visits.planning.tours.problem import TourError, TourProblem
from pobratym.visits.planning.tours.proving import prove
from pobratym.visits.planning.tours.solving import solve
from tests.shared import real_data, shared

LONG = 60.0
"""Seconds that no test needs: iterations end the search."""


def is_possible(problem: TourProblem, k: int, tour: tuple[int, ...]) -> bool:
    """Walk a tour minute by minute, as slowly as a person would."""
    here, now = problem.starts[k], problem.opens[k] + problem.service[problem.starts[k]]
    for node in tour:
        if problem.prizes[node, k] <= 0:
            return False
        now += problem.travel[here, node]
        while not any(opens <= now <= closes for opens, closes in problem.windows[node]):
            now += 1
            if now > problem.closes[k]:
                return False
        now += problem.service[node]
        here = node
    return now + problem.travel[here, problem.ends[k]] <= problem.closes[k]


def worth(problem: TourProblem, tours: tuple[tuple[int, ...], ...]) -> int:
    return sum(problem.prizes[node, k] for k, tour in enumerate(tours) for node in tour)


def is_feasible(problem: TourProblem, tours: tuple[tuple[int, ...], ...]) -> bool:
    nodes = [node for tour in tours for node in tour]
    return (
        len(tours) == problem.tours
        and len(nodes) == len(set(nodes))
        and all(is_possible(problem, k, tour) for k, tour in enumerate(tours))
    )


def highest(problem: TourProblem) -> int:
    """Try every order of every choice."""
    best = [dict.fromkeys([frozenset()], 0)]
    for k in range(problem.tours):
        stops = [node for node in range(problem.nodes) if problem.prizes[node, k] > 0]
        alone = {
            frozenset(tour): worth_of(problem, k, tour)
            for size in range(len(stops) + 1)
            for tour in permutations(stops, size)
            if is_possible(problem, k, tour)
        }
        joined: dict[frozenset[int], int] = {}
        for before, value in best[-1].items():
            for tour, more in alone.items():
                if not before & tour:
                    key = before | tour
                    joined[key] = max(joined.get(key, 0), value + more)
        best.append(joined)
    return max(best[-1].values())


def worth_of(problem: TourProblem, k: int, tour: tuple[int, ...]) -> int:
    return int(sum(problem.prizes[node, k] for node in tour))


@st.composite
def problems(draw: st.DrawFn) -> TourProblem:
    """Give up to five places, two tours with ends of their own, ways that differ by direction."""
    stops, tours = draw(st.integers(0, 5)), draw(st.integers(1, 2))
    n = stops + 2
    times = st.integers(0, 12)
    travel = np.array(draw(st.lists(times, min_size=n * n, max_size=n * n))).reshape(n, n)
    service = np.array([1, 0, *draw(st.lists(times, min_size=stops, max_size=stops))])
    prizes = np.zeros((n, tours), dtype=np.int64)
    windows: list[list[tuple[int, int]]] = [[], []]
    for node in range(2, n):
        prizes[node] = draw(st.lists(st.integers(-1, 9), min_size=tours, max_size=tours))
        cuts = draw(st.lists(st.integers(0, 40), unique=True, min_size=0, max_size=4))
        ordered = sorted(cuts[: len(cuts) // 2 * 2])
        windows.append(list(zip(ordered[::2], ordered[1::2], strict=True)))
    opens = np.array(draw(st.lists(st.integers(0, 10), min_size=tours, max_size=tours)))
    lasting = np.array(draw(st.lists(st.integers(13, 40), min_size=tours, max_size=tours)))
    return TourProblem(
        travel=travel,
        service=service,
        windows=windows,
        prizes=prizes,
        starts=np.zeros(tours, dtype=np.int64),
        ends=np.ones(tours, dtype=np.int64),
        opens=opens,
        closes=opens + lasting,
    )


def line(*, hours: list[list[tuple[int, int]]], closes: int, kept: bool = False) -> TourProblem:
    """Give places at 0, 10, 20 … along a road, the first is home; each takes 5 and is worth 1."""
    n = len(hours) + 1
    at = 10 * np.arange(n)
    prizes = np.ones((n, 1), dtype=np.int64)
    prizes[0] = 0
    return TourProblem(
        travel=np.abs(at[:, None] - at),
        service=np.array([0] + [5] * (n - 1)),
        windows=[[], *hours],
        prizes=prizes,
        starts=np.array([0]),
        ends=np.array([0]),
        opens=np.array([0]),
        closes=np.array([closes]),
        kept=np.array([False] + [kept] * (n - 1)),
    )


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(0, 3))
def test_small_problems_are_solved_to_the_end(problem, seed):
    best = highest(problem)

    found = improve(problem, seconds=LONG, iterations=400, seed=seed)
    proof = prove(problem, seconds=LONG, known=found.best.tours)

    assert is_feasible(problem, found.best.tours)
    assert found.best.value == worth(problem, found.best.tours) == best
    assert found.bound >= best
    assert proof.bound >= best


@settings(max_examples=30, deadline=None)
@given(problems(), st.integers(0, 3))
def test_the_same_seed_and_iterations_give_the_same_tours(problem, seed):
    first, second = (solve(problem, seconds=LONG, iterations=60, seed=seed) for _ in range(2))

    assert (first.best, first.bound) == (second.best, second.bound)
    assert is_feasible(problem, first.best.tours)


@settings(max_examples=30, deadline=None)
@given(problems(), st.lists(st.permutations(range(7)), min_size=2, max_size=2))
def test_any_start_is_made_feasible(problem, orders):
    start = [[u for u in order if u < problem.nodes] for order in orders[: problem.tours]]

    found = improve(problem, seconds=LONG, iterations=5, start=start)

    assert is_feasible(problem, found.best.tours)


def test_a_place_that_opens_twice_is_visited_in_its_second_opening():
    problem = line(hours=[[(0, 8), (30, 40)]], closes=60)

    found = improve(problem, seconds=LONG, iterations=10)

    assert found.best.tours == ((1,),)


def test_a_place_between_its_openings_is_waited_for_only_if_there_is_time():
    problem = line(hours=[[(0, 8), (30, 40)]], closes=44)

    found = improve(problem, seconds=LONG, iterations=10)

    assert found.best == type(found.best)(0, ((),))


def test_what_is_kept_stays_in_its_order():
    open_all_day = [[(0, 200)]] * 3
    problem = line(hours=open_all_day, closes=200, kept=True)

    found = improve(problem, seconds=LONG, iterations=50, start=[[3, 1, 2]])

    assert found.best.tours == ((3, 1, 2),)


def test_what_is_kept_must_be_possible():
    problem = line(hours=[[(0, 200)]] * 3, closes=40, kept=True)

    with pytest.raises(TourError, match="tour 0 cannot have all"):
        improve(problem, seconds=LONG, iterations=1, start=[[1, 2, 3]])


def test_what_is_kept_must_be_in_the_start():
    problem = line(hours=[[(0, 200)]] * 3, closes=400, kept=True)

    with pytest.raises(TourError, match="node 2 is kept"):
        improve(problem, seconds=LONG, iterations=1, start=[[1]])


def test_a_tour_that_cannot_reach_its_end_is_refused():
    problem = line(hours=[[(0, 9)]], closes=-1)

    with pytest.raises(TourError, match="cannot get from its beginning to its end"):
        improve(problem, seconds=LONG, iterations=1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"travel": np.zeros((2, 3), dtype=np.int64)}, "shape"),
        ({"travel": np.full((2, 2), -1)}, "travel must be at least 0"),
        ({"service": np.array([0, 2**29])}, "service must be"),
        ({"windows": [[], [(9, 3)]]}, "windows of node 1"),
        ({"windows": [[]]}, "windows are given for 1 of 2"),
        ({"prizes": np.array([[3], [1]])}, "has a prize"),
        ({"ends": np.array([7])}, "does not exist"),
        ({"closes": np.array([2**40])}, "opens and closes"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(change, message):
    good = line(hours=[[(0, 9)]], closes=50)
    fields = {name: getattr(good, name) for name in TourProblem.__dataclass_fields__}

    with pytest.raises(TourError, match=message):
        TourProblem(**{**fields, **change})


def test_a_watcher_hears_better_and_better_and_may_stop():
    problem = line(hours=[[(0, 500)]] * 12, closes=130)
    heard = []

    found = solve(problem, seconds=LONG, on_better=heard.append, stop=lambda: bool(heard))

    values = [tours.value for tours in heard]
    assert values == sorted(set(values))
    assert heard[-1] == found.best
    assert found.seconds < LONG / 2


def test_the_clock_ends_the_search():
    ticks = iter(range(10_000))
    problem = line(hours=[[(0, 500)]] * 12, closes=130)

    found = improve(problem, seconds=5, enough=99, clock=lambda: float(next(ticks)))

    assert found.iterations > 0
    assert next(ticks) < 20


CASES = [("c101", 2, 1.0), ("r105", 3, 3.0), ("rc203", 1, 6.0), ("pr05", 2, 8.0), ("r211", 4, 0.5)]


@real_data
@pytest.mark.parametrize(("name", "tours", "most"), CASES)
def test_public_instances_are_solved_well_and_the_published_judge_agrees(
    name, tours, most, tmp_path
):
    folder = shared("toptw")
    instance = folder / "instances" / f"{name}.txt"
    out = tmp_path / "solution.json"

    found = improve(read_instance(instance).problem(tours), seconds=LONG, iterations=4000, seed=1)
    out.write_text(json.dumps({"tours": found.best.tours}))
    judged = subprocess.run(
        [sys.executable, folder / "check.py", instance, out, "--bks", folder / "bks.csv"],
        capture_output=True,
        check=False,
    )

    verdict = json.loads(judged.stdout)
    assert verdict["feasible"], verdict["errors"]
    assert verdict["profit"] == found.best.value <= found.bound
    assert verdict["gap_percent"] <= most


@real_data
@pytest.mark.parametrize(("name", "tours", "best"), [("r101", 4, 611), ("c101", 2, 590)])
def test_tight_instances_are_bounded_by_their_best_value(name, tours, best):
    problem = read_instance(shared(f"toptw/instances/{name}.txt")).problem(tours)
    found = improve(problem, seconds=LONG, iterations=1000, seed=1)

    proof = prove(problem, seconds=LONG, enough=found.best.value, known=found.best.tours)

    assert proof.bound == best

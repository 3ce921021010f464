"""Walking tours stop by stop, apart from the search and its compiled code."""

from collections.abc import Sequence
from itertools import chain, pairwise

from pobratym.visits.planning.tours.problem import TourProblem


def value_of(problem: TourProblem, tours: Sequence[Sequence[int]]) -> int:
    """Add up the prizes."""
    return sum(int(problem.prizes[node, k]) for k, tour in enumerate(tours) for node in tour)


def faults(problem: TourProblem, tours: Sequence[Sequence[int]]) -> list[str]:
    """Say what is wrong with tours; nothing when they are feasible."""
    if len(tours) != problem.tours:
        return [f"{len(tours)} tours instead of {problem.tours}"]
    told = [fault for k, tour in enumerate(tours) for fault in tour_faults(problem, k, tour)]
    nodes = list(chain.from_iterable(tours))
    told += [f"node {node} more than once" for node in sorted(set(nodes)) if nodes.count(node) > 1]
    return told


def tour_faults(problem: TourProblem, k: int, tour: Sequence[int]) -> list[str]:
    """Say what is wrong with a tour, taken as number ``k``."""
    told = [f"tour {k}: no node {node}" for node in tour if not 0 <= node < problem.nodes]
    if told:
        return told
    told = [f"tour {k}: node {node} not in it" for node in tour if problem.prizes[node, k] <= 0]
    begin, end = int(problem.starts[k]), int(problem.ends[k])
    time = int(problem.opens[k] + problem.service[begin])
    for before, node in pairwise([begin, *tour]):
        time += int(problem.travel[before, node])
        later = [max(time, opens) for opens, closes in problem.windows[node] if time <= closes]
        if not later:
            return [*told, f"tour {k}: node {node} reached at {time}, too late"]
        time = min(later) + int(problem.service[node])
    time += int(problem.travel[tour[-1] if tour else begin, end])
    if time > problem.closes[k]:
        told.append(f"tour {k}: back at {time}, closed at {problem.closes[k]}")
    return told

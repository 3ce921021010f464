"""The best choice among known tours: set packing, solved exactly."""

from collections import defaultdict
from collections.abc import Sequence

from pobratym.visits.planning.tours.mastering import Column
from pobratym.visits.planning.tours.problem import TourProblem

MOST_COLUMNS = 5000


def recombine(
    problem: TourProblem, kinds: Sequence[Sequence[int]], columns: Sequence[Column], effort: float
) -> list[tuple[int, ...]] | None:
    """Choose tours without a common node for the highest value.

    Args:
        problem: nodes, prizes, tours.
        kinds: the tours of each kind.
        columns: single tours, each feasible for its kind.
        effort: the solver's deterministic seconds.

    Returns:
        A tour for each of the problem's; None where the solver found nothing in time.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  only where one proves

    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in columns]
    of_kind, at_node = defaultdict(list), defaultdict(list)
    for variable, (kind, tour) in zip(chosen, columns, strict=True):
        of_kind[kind].append(variable)
        for node in tour:
            at_node[node].append(variable)
    for kind, variables in of_kind.items():
        model.add(sum(variables) <= len(kinds[kind]))
    for variables in at_node.values():
        model.add_at_most_one(variables)
    values = [int(problem.prizes[list(tour), kinds[kind][0]].sum()) for kind, tour in columns]
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, values))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    tours: list[tuple[int, ...]] = [()] * problem.tours
    free = [list(kind) for kind in kinds]
    for variable, (kind, tour) in zip(chosen, columns, strict=True):
        if solver.boolean_value(variable):
            tours[free[kind].pop()] = tour
    return tours

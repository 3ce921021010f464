"""The two questions asked of this package: the best pairing, and the best after one change."""

from collections.abc import Collection, Sequence

from pobratym.matching.assignment.changing import Change, solve_changed
from pobratym.matching.assignment.problem import Floats, Ints, Pair, problem
from pobratym.matching.assignment.result import Result, result_of
from pobratym.matching.assignment.solving import solve

SHOWN = 300
"""For so many pairs the runner-up is reckoned where nobody asks otherwise."""


def best(  # noqa: PLR0913  what a pairing depends on
    scores: Floats,
    capacities_a: Sequence[int] | Ints | None = None,
    capacities_b: Sequence[int] | Ints | None = None,
    *,
    must: Collection[Pair] = (),
    must_not: Collection[Pair] = (),
    floor: float = 0.0,
    regrets: int = SHOWN,
) -> Result:
    """Pair two sides so that no other pairing has a higher sum of scores, and prove it.

    Args:
        scores: one row for each of side a, one column for each of side b.
        capacities_a: how many partners each of side a may have; one where left out.
        capacities_b: the same for side b.
        must: pairs that are made whatever they score.
        must_not: pairs that are not made.
        floor: pairs that score less are not made unless they must be; to stay alone costs nothing.
        regrets: for so many pairs the runner-up is reckoned.

    Raises:
        InfeasibleError: what must be cannot be; says whose capacity does not do.
        ValueError: a size, an index or a score does not fit.
    """
    asked = problem(scores, capacities_a, capacities_b, must=must, must_not=must_not, floor=floor)
    return result_of(solve(asked), regrets)


def best_after(result: Result, change: Change, regrets: int = SHOWN) -> Result:
    """Give the best pairing after one change, from the duals of the one before.

    Raises:
        InfeasibleError: what must be cannot be.
        ValueError: an index or a score does not fit.
    """
    return result_of(solve_changed(result.optimum, change), regrets)

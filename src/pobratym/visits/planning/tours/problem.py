"""What the search for tours is given, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LONGEST = 2**28
"""Times lie below this, so that sums of a few fit into 32 bits."""
RICHEST = 2**50
"""The sum of all prizes lies below this, so that it is exact as a float too."""


class TourError(ValueError):
    """The problem contradicts itself; the message names where."""


@dataclass(frozen=True, slots=True)
class TourProblem:
    """Nodes with hours and prizes, and tours that may collect them, each node at most once.

    Times are whole numbers of any one unit. All tours share one axis of time, so two days of one
    group are two tours, one later than the other.

    Attributes:
        travel: (n, n) from row to column; need not be symmetric.
        service: (n,) how long each node takes; that of a tour's first node comes before it leaves.
        windows: for each node the (earliest, latest) *beginnings* of its service, in order and
            apart from one another; not read for the nodes where tours begin and end.
        prizes: (n, m) what each node is worth in each tour; 0 or less: it may not be there.
        starts, ends: (m,) the nodes where each tour begins and ends; they may be the same.
        opens, closes: (m,) when each tour leaves at the earliest and is back at the latest.
        kept: (n,) nodes that stay in the tour and the order in which the start has them.
    """

    travel: Ints
    service: Ints
    windows: Sequence[Sequence[tuple[int, int]]]
    prizes: Ints
    starts: Ints
    ends: Ints
    opens: Ints
    closes: Ints
    kept: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def __post_init__(self) -> None:
        if not self.kept.size:
            object.__setattr__(self, "kept", np.zeros(self.nodes, dtype=np.bool_))
        self._check_shapes()
        self._check_values()

    @property
    def nodes(self) -> int:
        """Give the number of nodes, with those where tours begin and end."""
        return len(self.service)

    @property
    def tours(self) -> int:
        """Give the number of tours."""
        return len(self.starts)

    def _check_shapes(self) -> None:
        n, m = self.nodes, self.tours
        wanted = {
            "travel": (n, n),
            "prizes": (n, m),
            "kept": (n,),
            "ends": (m,),
            "opens": (m,),
            "closes": (m,),
        }
        for name, shape in wanted.items():
            if getattr(self, name).shape != shape:
                raise TourError(f"{name} has the shape {getattr(self, name).shape}, not {shape}")
        if len(self.windows) != n:
            raise TourError(f"windows are given for {len(self.windows)} of {n} nodes")
        if not m:
            raise TourError("there is no tour")

    def _check_values(self) -> None:
        for name in ("travel", "service"):
            values = getattr(self, name)
            if values.size and (values.min() < 0 or values.max() >= LONGEST):
                raise TourError(f"{name} must be at least 0 and below {LONGEST}")
        if np.abs(np.concatenate([self.opens, self.closes])).max() >= LONGEST:
            raise TourError(f"opens and closes must lie within {LONGEST} of 0")
        if np.maximum(self.prizes, 0).max(axis=1).sum() >= RICHEST:
            raise TourError(f"all prizes together must stay below {RICHEST}")
        terminals = np.concatenate([self.starts, self.ends])
        if terminals.min() < 0 or terminals.max() >= self.nodes:
            raise TourError("a tour begins or ends at a node that does not exist")
        if (self.prizes[terminals] > 0).any():
            raise TourError("a node where a tour begins or ends has a prize")
        for node, windows in enumerate(self.windows):
            times = [time for window in windows for time in window]
            if times != sorted(times) or any(abs(time) >= LONGEST for time in times):
                raise TourError(f"the windows of node {node} are out of order or too large")


@dataclass(frozen=True, slots=True)
class Tours:
    """Nodes of each tour in order, without those where it begins and ends; and their value."""

    value: int
    tours: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class TourResult:
    """The best tours that were found.

    Attributes:
        best: is feasible, even where nothing could be visited.
        bound: no tours at all are worth more.
        iterations: how often tours were taken apart and rebuilt.
        seconds: what the search took, without the loading of code.
    """

    best: Tours
    bound: int
    iterations: int
    seconds: float

    @property
    def gap(self) -> float:
        """Give how far the value may be from the best possible, as a share of the bound."""
        return (self.bound - self.best.value) / self.bound if self.bound else 0.0

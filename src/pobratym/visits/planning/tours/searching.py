"""What a search works with."""

from typing import NamedTuple

from pobratym.visits.planning.tours.schedule import Array, Plan


class Habits(NamedTuple):
    """How tours are taken apart and rebuilt.

    Attributes:
        removed: stops that are taken out on average.
        filling: how often the node in the middle of the hole is put in first.
        chance: how often nodes come by chance, otherwise the dearest come first, more or less.
        noise: how much chance plays when the dearest come first.
        blink: how often a place is overlooked.
        delay: from 0, only ways and service cost, to 1, only the delay of later stops does.
    """

    removed: float
    filling: float
    chance: float
    noise: float
    blink: float
    delay: float


class Search(NamedTuple):
    """All that changes while one searches.

    ``current`` and ``tried`` are alike between two iterations; ``values`` (m,) are those of the
    current tours; ``near`` has each node's others by distance, ``worth`` its highest prize,
    ``wanted`` the nodes that have one; ``keys`` and ``waiting`` (n,) are room to work.
    """

    current: Plan
    tried: Plan
    best: Plan
    values: Array
    near: Array
    worth: Array
    wanted: Array
    keys: Array
    waiting: Array
    chance: Array

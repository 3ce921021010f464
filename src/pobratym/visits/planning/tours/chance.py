"""Chance for compiled code, the same for one seed on every machine (xorshift*, Vigna 2016)."""

from typing import Any

import numpy as np

from pobratym.visits.planning.tours.compiling import compiled

Array = np.ndarray[Any, Any]

_A, _B, _C = np.uint64(12), np.uint64(25), np.uint64(27)
_MULTIPLIER = np.uint64(2685821657736338717)
_SHIFT = np.uint64(11)
_UNIT = 1.0 / 2**53


def seeded(seed: int) -> Array:
    """Give the state for a seed: one number, never 0."""
    return np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)


@compiled
def share(state: Array) -> float:
    """Draw a number from 0 up to but without 1."""
    x = state[0]
    x ^= x >> _A
    x ^= x << _B
    x ^= x >> _C
    state[0] = x
    return float((x * _MULTIPLIER) >> _SHIFT) * _UNIT


@compiled
def below(state: Array, limit: int) -> int:
    """Draw a whole number from 0 up to but without ``limit``."""
    return int(share(state) * limit)

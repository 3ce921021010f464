"""For which levels and ages an institution works, where its name or type says so."""

import re

from pobratym.institutions.states import Level

EARLY, PRIMARY, LOWER, UPPER = (
    Level.EARLY, Level.PRIMARY, Level.LOWER_SECONDARY, Level.UPPER_SECONDARY,
)  # fmt: skip
_STEPS = re.compile(
    r"\b([IІ1]{1,3})\s*(?:-|–|,|та|і)\s*([IІ1]{1,3})\s*ст|\b([IІ1]{1,3})\s*ст", re.IGNORECASE
)
_BY_STEP = {1: PRIMARY, 2: LOWER, 3: UPPER}
_AGES_UA = {EARLY: (3, 6), PRIMARY: (6, 10), LOWER: (10, 15), UPPER: (15, 18)}
_AGES_PL = {EARLY: (3, 6), PRIMARY: (7, 12), LOWER: (13, 15), UPPER: (15, 19)}
Facts = dict[str, str | int | bool | list[str]]


def steps_of(text: str) -> list[Level]:
    """Read the steps of a Ukrainian school: ``І-ІІІ ступенів``."""
    found = _STEPS.search(text)
    if not found:
        return []
    first, last, only = found.groups()
    low, high = (len(only), len(only)) if only else (len(first), len(last))
    return [_BY_STEP[step] for step in range(low, high + 1)]


def facts(levels: list[Level], *, polish: bool = False) -> Facts:
    """Say levels and the ages that follow from them."""
    if not levels:
        return {}
    ages = _AGES_PL if polish else _AGES_UA
    spans = [ages[level] for level in levels if level in ages]
    told: Facts = {"levels": [level.value for level in levels]}
    if spans:
        told |= {"age_from": min(low for low, _ in spans), "age_to": max(high for _, high in spans)}
    return told

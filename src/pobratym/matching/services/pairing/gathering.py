"""Gather what a pairing of two cities stands on."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from pobratym.directory.models.institutions import Institution
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.states import OpenTo
from pobratym.links.models.links import Link
from pobratym.matching.assignment.problem import Floats, Pair
from pobratym.matching.models.runs import MatchRun, PairRule
from pobratym.matching.models.weights import Feedback
from pobratym.matching.scoring.criteria import Criterion, Weights
from pobratym.matching.scoring.described import Described
from pobratym.matching.scoring.table import matrix
from pobratym.matching.services.describing import described
from pobratym.matching.states import Demand

_AT_ONCE = 250
_WITHOUT_PROFILE = 1


@dataclass(frozen=True, slots=True)
class Sides:
    """The institutions of two cities, and what holds for pairs of them.

    Attributes:
        a: of the one city, in the order of their keys.
        b: of the other.
        rooms_a: how many more partners each of ``a`` may have.
        rooms_b: the same for ``b``.
        must: pairs that must be, by place.
        must_not: pairs that must not be: by rule, since they have a link or were asked, or since
            one has said that the other is not for it.
        demands: the rules that were heeded, by key.
    """

    a: Sequence[Institution]
    b: Sequence[Institution]
    rooms_a: Sequence[int]
    rooms_b: Sequence[int]
    must: frozenset[Pair]
    must_not: frozenset[Pair]
    demands: Sequence[tuple[int, int, str]]


def in_pairing(city: int, kinds: Sequence[str]) -> "QuerySet[Institution]":
    """Give the institutions of a city that may be paired.

    Everybody may know of them, they work, and they do not say that they look for no partner.
    """
    found = Institution.objects.public().working().filter(municipality=city)
    if kinds:
        found = found.filter(kind__in=kinds)
    return found.exclude(profile__open_to=OpenTo.NOBODY)


def sides_of(run: MatchRun) -> Sides:
    """Gather both sides of a run."""
    a, b = (
        list(in_pairing(city, run.kinds).select_related("municipality").order_by("pk"))
        for city in (run.city_a_id, run.city_b_id)
    )
    at_a, at_b = _places(a), _places(b)
    rooms = _rooms(run)
    linked = _living(at_a, at_b)
    rules = [rule for rule in _rules(run, at_a, at_b) if rule[0] not in linked]
    must = frozenset(pair for pair, demand in rules if demand == Demand.MUST)
    banned = {pair for pair, demand in rules if demand == Demand.MUST_NOT}
    unwanted = _unwanted(at_a, at_b) - must
    return Sides(
        a,
        b,
        [rooms(one.pk) for one in a],
        [rooms(one.pk) for one in b],
        must,
        frozenset(linked | banned | unwanted),
        sorted((a[one].pk, b[other].pk, demand) for (one, other), demand in rules),
    )


def _places(rows: Sequence[Institution]) -> dict[int, int]:
    return {one.pk: place for place, one in enumerate(rows)}


def _rooms(run: MatchRun) -> Callable[[int], int]:
    """Say how many more partners each may have: as told for the run, else by its profile.

    Partners that it has, and proposals that wait, take room.
    """
    cities = [run.city_a_id, run.city_b_id]
    profiles = Profile.objects.filter(institution__municipality__in=cities)
    wanted = dict(profiles.values_list("institution", "partners_at_most"))
    rows = Link.objects.living().filter(
        Q(a__municipality__in=cities) | Q(b__municipality__in=cities)
    )
    taken = Counter(key for pair in rows.values_list("a", "b") for key in pair)
    told: dict[int, int] = {int(key): most for key, most in run.capacities.items()}

    def room(key: int) -> int:
        most: int = told.get(key, run.most_partners or wanted.get(key, _WITHOUT_PROFILE))
        return max(0, most - taken[key])

    return room


def _living(at_a: Mapping[int, int], at_b: Mapping[int, int]) -> set[Pair]:
    rows = Link.objects.living().filter(Q(a__in=at_a) | Q(b__in=at_a))
    return _turned(rows.values_list("a", "b"), at_a, at_b)


def _unwanted(at_a: Mapping[int, int], at_b: Mapping[int, int]) -> set[Pair]:
    rows = Feedback.objects.filter(Q(institution__in=at_a) | Q(other__in=at_a))
    return _turned(rows.values_list("institution", "other"), at_a, at_b)


def _turned(
    rows: "QuerySet[Link, tuple[int, int]] | QuerySet[Feedback, tuple[int, int]]",
    at_a: Mapping[int, int],
    at_b: Mapping[int, int],
) -> set[Pair]:
    """Give pairs of keys as places, the first in ``at_a``."""
    found = set()
    for one, other in rows:
        if one in at_a and other in at_b:
            found.add((at_a[one], at_b[other]))
        elif other in at_a and one in at_b:
            found.add((at_a[other], at_b[one]))
    return found


def _rules(
    run: MatchRun, at_a: Mapping[int, int], at_b: Mapping[int, int]
) -> list[tuple[Pair, str]]:
    rows = PairRule.objects.filter(partnership=run.partnership_id).order_by("pk")
    found = []
    for one, other, demand in rows.values_list("a", "b", "demand"):
        first, second = (one, other) if one in at_a else (other, one)
        if first in at_a and second in at_b:
            found.append(((at_a[first], at_b[second]), str(demand)))
    return found


@dataclass(frozen=True, slots=True)
class Scored:
    """All scores of a run.

    Attributes:
        scores: a row for each of side a.
        a: what is known of side a.
        b: what is known of side b.
        weights: how much each point counts.
    """

    scores: Floats
    a: Sequence[Described]
    b: Sequence[Described]
    weights: Weights


def scored(run: MatchRun, sides: Sides, tell: Callable[[int], None]) -> Scored:
    """Reckon all scores.

    Args:
        run: says what counts.
        sides: who is compared.
        tell: hears how far it is, 0 to 100; may raise to stop.
    """
    weights = Weights({Criterion(name): count for name, count in run.counts.items()})
    a, b = described(sides.a), described(sides.b)
    scores = np.zeros((len(a), len(b)), dtype=np.float64)
    for first in range(0, len(a), _AT_ONCE):
        tell(100 * first // max(1, len(a)))
        scores[first : first + _AT_ONCE] = matrix(a[first : first + _AT_ONCE], b, weights)
    return Scored(scores, a, b, weights)


def digest_of(run: MatchRun, sides: Sides, scores: Floats) -> str:
    """Give a digest of all that the result follows from."""
    told = {
        "a": [one.pk for one in sides.a],
        "b": [one.pk for one in sides.b],
        "rooms": [list(sides.rooms_a), list(sides.rooms_b)],
        "must": sorted(sides.must),
        "must_not": sorted(sides.must_not),
        "floor": run.floor,
        "counts": run.counts,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode())
    digest.update(np.ascontiguousarray(np.round(scores, 9)).tobytes())
    return digest.hexdigest()

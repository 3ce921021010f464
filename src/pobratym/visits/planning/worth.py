"""What a programme is worth, in whole thousandths, so that every engine counts alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pobratym.visits.planning.problem import Day, Manner, Need, Problem, Stop, Wish

SCALE = 1000


@dataclass(frozen=True, slots=True)
class Worth:
    """The weights of a problem in thousandths.

    Attributes:
        whole: of each wish when it takes place, whoever comes (nothing for manner EACH).
        share: of each wish and group that has it.
        longer, waiting, travel: of one unit of one group.
        pleasure: of each wish and group, the part of all that the group is interested in.
        pleased: groups that are interested in anything.
        change: of each wish and group so far: its hour, its helper, what is lost when it is gone.
    """

    whole: Mapping[str, int]
    share: Mapping[tuple[str, str], int]
    longer: int
    waiting: int
    travel: int
    pleasure: Mapping[tuple[str, str], int]
    pleased: tuple[str, ...]
    change: Mapping[tuple[str, str], tuple[int, str | None, int]]


def worth_of(problem: Problem) -> Worth:
    """Give what counts how much in a problem."""
    weights = problem.weights
    whole: dict[str, int] = {}
    share: dict[tuple[str, str], int] = {}
    interest = {one.key: one.interest for one in problem.groups}
    for wish in problem.wishes:
        value = _coverage(problem, wish)
        each = wish.manner is Manner.EACH
        whole[wish.key] = 0 if each else round(SCALE * value)
        for group in wish.groups:
            part = value / len(wish.groups) if each else 0.0
            liked = weights.interest * interest[group].get(wish.topic, 0.0)
            share[wish.key, group] = round(SCALE * (part + liked))
    pleasure = _pleasure(problem)
    return Worth(
        whole,
        share,
        round(SCALE * weights.longer),
        round(SCALE * weights.waiting),
        round(SCALE * weights.travel),
        pleasure,
        tuple(sorted({group for _wish, group in pleasure})) if len(problem.groups) > 1 else (),
        _changes(problem),
    )


def _coverage(problem: Problem, wish: Wish) -> float:
    """Give what one wish is worth by its need."""
    need = problem.weights.could if wish.need is Need.COULD else problem.weights.should
    return need * wish.value


def _pleasure(problem: Problem) -> dict[tuple[str, str], int]:
    """Give which part of a group's interests each wish meets, times the weight of fairness."""
    if not problem.weights.fairness:
        return {}
    wanted: dict[tuple[str, str], float] = {}
    for group in problem.groups:
        for wish in problem.wishes:
            liked = group.interest.get(wish.topic, 0.0)
            if liked > 0 and group.key in wish.groups:
                wanted[wish.key, group.key] = liked
    total: defaultdict[str, float] = defaultdict(float)
    for (_wish, group_key), liked in wanted.items():
        total[group_key] += liked
    fairness = SCALE * problem.weights.fairness
    return {who: round(fairness * liked / total[who[1]]) for who, liked in wanted.items()}


def _changes(problem: Problem) -> dict[tuple[str, str], tuple[int, str | None, int]]:
    """Give what was planned for each wish and group so far, and what it is worth to keep it."""
    wishes = {one.key: one for one in problem.wishes}
    changes: dict[tuple[str, str], tuple[int, str | None, int]] = {}
    for stop in problem.before:
        wish = wishes.get(stop.key)
        for group in sorted(stop.groups) if wish is not None else ():
            cost = round(SCALE * problem.weights.stability / len(stop.groups))
            if wish is not None and group in wish.groups and cost:
                changes[stop.key, group] = (stop.start, stop.helper, cost)
    return changes


def parts_of(problem: Problem, stops: Sequence[Stop]) -> dict[str, int]:
    """Give the value of a programme by what counts, in thousandths; losses are negative."""
    worth = worth_of(problem)
    wishes = {one.key: one for one in problem.wishes}
    parts = dict.fromkeys(("must", "should", "could", "interest", "longer"), 0)
    seen: dict[tuple[str, str], Stop] = {}
    for stop in stops:
        wish = wishes.get(stop.key)
        if wish is None:
            continue
        value = _coverage(problem, wish)
        parts[wish.need.value] += worth.whole[wish.key]
        for group in stop.groups:
            seen[wish.key, group] = stop
            each = wish.manner is Manner.EACH
            part = round(SCALE * value / len(wish.groups)) if each else 0
            parts[wish.need.value] += part
            parts["interest"] += worth.share[wish.key, group] - part
            parts["longer"] += worth.longer * (stop.end - stop.start - wish.least)
    waiting, travel = _idle(problem, stops)
    parts["waiting"] = -worth.waiting * waiting
    parts["travel"] = -worth.travel * travel
    parts["fairness"] = -_unfair(worth, seen)
    parts["stability"] = -_changed(worth, seen)
    return parts


def _idle(problem: Problem, stops: Sequence[Stop]) -> tuple[int, int]:
    """Give all groups' time of waiting between items, and on the way."""
    places = {place: number for number, place in enumerate(problem.places)}
    stays = {(one.key, g) for one in problem.breaks if one.place is None for g in one.groups}
    stays -= {(one.key, group) for one in problem.locked for group in one.groups}
    ordered = sorted(stops, key=lambda one: (one.start, one.end))
    waiting = travel = 0
    for day in problem.days:
        there = [one for one in ordered if day.group in one.groups and _within(one, day)]
        at, free = places[day.start], -1
        for stop in there:
            way = 0 if (stop.key, day.group) in stays else problem.travel[at][places[stop.place]]
            travel += way
            waiting += stop.start - free - way if stop is not there[0] else 0
            at, free = places[stop.place], stop.end
        travel += problem.travel[at][places[day.end]] if there else 0
    return waiting, travel


def _within(stop: Stop, day: Day) -> bool:
    """Tell whether an item falls in a day."""
    return day.window.start <= stop.start and stop.end <= day.window.end


def _unfair(worth: Worth, seen: Mapping[tuple[str, str], Stop]) -> int:
    """Give how far the groups are apart in what they wished for."""
    if len(worth.pleased) < 2:  # noqa: PLR2004  one alone is not apart
        return 0
    pleasure = dict.fromkeys(worth.pleased, 0)
    for who in seen:
        if who in worth.pleasure:
            pleasure[who[1]] += worth.pleasure[who]
    return max(pleasure.values()) - min(pleasure.values())


def _changed(worth: Worth, seen: Mapping[tuple[str, str], Stop]) -> int:
    """Give what the changes against the programme so far cost."""
    cost = 0
    for who, (start, helper, loss) in worth.change.items():
        stop = seen.get(who)
        if stop is None:
            cost += loss
            continue
        cost += loss // 2 if stop.start != start else 0
        cost += loss // 4 if stop.helper != helper else 0
    return cost

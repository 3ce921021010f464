"""Problems with one rule lifted, to see whether it is needed for a conflict."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from pobratym.visits.planning.problem import Break, Day, Group, Manner, Problem, Window, Wish
from pobratym.visits.planning.programme import Broken, Rule


@dataclass(frozen=True, slots=True)
class Lift:
    """One rule that may be lifted.

    Attributes:
        problem: makes the problem without it.
        told: says the rule, as it stands in the problem.
        unless: rules that say the same; when one of them is needed, this one need not be told.
    """

    problem: Callable[[Problem], Problem]
    told: Callable[[Problem], list[Broken]]
    unless: frozenset[Rule] = field(default_factory=frozenset)


def lifts(problem: Problem) -> Iterator[Lift]:
    """Give the rules of a problem, those first that explain most seldom."""
    yield Lift(_ranks, partial(_of_wishes, Rule.RANK, lambda one: one.rank > 0))
    yield Lift(_capacity, partial(_of_wishes, Rule.CAPACITY, lambda one: one.capacity > 0))
    yield Lift(_runs, partial(_of_helpers, Rule.HELPER_RUN))
    yield Lift(_work, partial(_of_helpers, Rule.HELPER_DAY))
    yield Lift(_most, _most_told)
    yield Lift(_after, partial(_of_wishes, Rule.AFTER, lambda one: bool(one.after)))
    yield Lift(_hosts, _hosts_told)
    yield Lift(_helped, _helped_told)
    yield Lift(_near, _near_told)
    for wish in problem.wishes:
        if wish.start is not None:
            yield Lift(partial(_free, wish.key), partial(_free_told, wish.key))
        yield Lift(partial(_open, wish.key), partial(_open_told, wish.key))
    yield Lift(_days, _days_told)
    same = frozenset({Rule.TRAVEL, Rule.NO_WAY, Rule.DAY_MOST})
    yield Lift(_apart, _apart_told, same)


def _wishes(problem: Problem, change: Callable[[Wish], Wish]) -> Problem:
    return replace(problem, wishes=tuple(change(one) for one in problem.wishes))


def _ranks(problem: Problem) -> Problem:
    return _wishes(problem, lambda one: replace(one, rank=0))


def _capacity(problem: Problem) -> Problem:
    return _wishes(problem, lambda one: replace(one, capacity=0))


def _after(problem: Problem) -> Problem:
    return _wishes(problem, lambda one: replace(one, after=frozenset()))


def _hosts(problem: Problem) -> Problem:
    return _wishes(problem, lambda one: replace(one, hosts=frozenset()))


def _helped(problem: Problem) -> Problem:
    lifted = _wishes(problem, lambda one: replace(one, languages=None, helper=None))
    return replace(lifted, locked=tuple(replace(one, helper=None) for one in lifted.locked))


def _runs(problem: Problem) -> Problem:
    return replace(problem, helpers=tuple(replace(one, run=0) for one in problem.helpers))


def _work(problem: Problem) -> Problem:
    return replace(problem, helpers=tuple(replace(one, day=0) for one in problem.helpers))


def _most(problem: Problem) -> Problem:
    return replace(problem, days=tuple(replace(one, most=0) for one in problem.days))


def _near(problem: Problem) -> Problem:
    return replace(problem, travel=tuple((0,) * len(row) for row in problem.travel))


def _free(key: str, problem: Problem) -> Problem:
    return _wishes(problem, lambda one: replace(one, start=None) if one.key == key else one)


def _open(key: str, problem: Problem) -> Problem:
    hours = [one.window for one in problem.days]
    hours += [window for one in problem.wishes for window in one.windows if one.key == key]
    always = Window(min(one.start for one in hours), max(one.end for one in hours))
    return _wishes(problem, lambda one: replace(one, windows=(always,)) if one.key == key else one)


def _days(problem: Problem) -> Problem:
    """Let every day last until half-way to the dates around it."""
    dates = sorted({one.key for one in problem.days})
    bounds = sorted(
        (
            min(one.window.start for one in problem.days if one.key == key),
            max(one.window.end for one in problem.days if one.key == key),
            key,
        )
        for key in dates
    )
    more = 24 * problem.hour
    cuts = [bounds[0][0] - more]
    cuts += [(one[1] + other[0]) // 2 for one, other in pairwise(bounds)]
    cuts.append(bounds[-1][1] + more)
    windows = {
        key: Window(low, high)
        for (_low, _high, key), (low, high) in zip(bounds, pairwise(cuts), strict=True)
    }
    return replace(
        problem, days=tuple(replace(one, window=windows[one.key]) for one in problem.days)
    )


def _apart(problem: Problem) -> Problem:
    """Let every wish and break have groups of its own, so that nobody is wanted twice."""
    groups: list[Group] = []
    days: list[Day] = []

    def own(key: str, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            group = next(one for one in problem.groups if one.key == name)
            mine = f"{name}/{key}"
            people = frozenset(f"{person}/{key}" for person in group.people)
            groups.append(replace(group, key=mine, people=people))
            days.extend(replace(one, group=mine) for one in problem.days if one.group == name)
        return tuple(f"{name}/{key}" for name in names)

    def pause(one: Break) -> Break:
        return replace(one, groups=frozenset(own(one.key, tuple(sorted(one.groups)))))

    wishes = tuple(replace(one, groups=own(one.key, one.groups)) for one in problem.wishes)
    breaks = tuple(pause(one) for one in problem.breaks)
    locked = tuple(
        replace(one, groups=frozenset(f"{name}/{one.key}" for name in one.groups))
        for one in problem.locked
    )
    return replace(
        problem,
        groups=tuple(groups),
        days=tuple(days),
        wishes=wishes,
        breaks=breaks,
        locked=locked,
    )


def _of_wishes(rule: Rule, which: Callable[[Wish], bool], problem: Problem) -> list[Broken]:
    """Tell a rule of the wishes that have it."""
    return [
        Broken(rule, {"wish": (*sorted(one.after), one.key)} | {"group": one.groups})
        if rule is Rule.AFTER
        else Broken(rule, {"wish": (one.key,), "group": one.groups}, _numbers(problem, one, rule))
        for one in problem.wishes
        if which(one)
    ]


def _numbers(problem: Problem, wish: Wish, rule: Rule) -> dict[str, int]:
    """Give what a wish needs and has by a rule."""
    if rule is Rule.RANK:
        ranks = [one.rank for one in problem.groups if one.key in wish.groups]
        return {"needed": wish.rank, "available": max(ranks, default=0)}
    people = [len(one.people) for one in problem.groups if one.key in wish.groups]
    needed = max(people) if wish.manner is Manner.ANY else sum(people)
    return {"needed": needed, "available": wish.capacity}


def _of_helpers(rule: Rule, problem: Problem) -> list[Broken]:
    """Tell how long interpreters may work."""
    run = rule is Rule.HELPER_RUN
    return [
        Broken(
            rule,
            {"helper": (one.key,)},
            {"most": one.run, "least": one.rest} if run else {"most": one.day},
        )
        for one in problem.helpers
        if (one.run if run else one.day)
    ]


def _most_told(problem: Problem) -> list[Broken]:
    return [
        Broken(Rule.DAY_MOST, {"group": (one.group,), "day": (one.key,)}, {"most": one.most})
        for one in problem.days
        if one.most
    ]


def _hosts_told(problem: Problem) -> list[Broken]:
    found = []
    for host in sorted({host for one in problem.wishes for host in one.hosts}):
        wishes = tuple(one.key for one in problem.wishes if host in one.hosts)
        found.append(Broken(Rule.HOST, {"host": (host,), "wish": wishes}))
    shared = [one for one in found if len(one.keys["wish"]) > 1]
    return shared or found


def _helped_told(problem: Problem) -> list[Broken]:
    wishes = [one for one in problem.wishes if one.languages is not None or one.helper]
    languages = sorted({language for one in wishes for language in one.languages or ()})
    return [
        Broken(
            Rule.HELPER,
            {
                "wish": tuple(one.key for one in wishes),
                "languages": tuple(languages),
                "helper": tuple(one.key for one in problem.helpers),
            },
        )
    ]


def _near_told(problem: Problem) -> list[Broken]:
    places = tuple(dict.fromkeys(one.place for one in problem.wishes))
    numbers = {place: number for number, place in enumerate(problem.places)}
    ways = [
        problem.travel[numbers[one]][numbers[other]]
        for one in places
        for other in places
        if one != other
    ]
    starts = [day.start for day in problem.days]
    ways += [problem.travel[numbers[one]][numbers[place]] for one in starts for place in places]
    rule = Rule.NO_WAY if min(ways, default=0) < 0 else Rule.TRAVEL
    facts = {} if rule is Rule.NO_WAY else {"needed": max(ways, default=0)}
    return [Broken(rule, {"place": places, "wish": tuple(w.key for w in problem.wishes)}, facts)]


def _free_told(key: str, problem: Problem) -> list[Broken]:
    wish = next(one for one in problem.wishes if one.key == key)
    start = wish.start or 0
    return [
        Broken(
            Rule.FIXED,
            {"wish": (key,), "place": (wish.place,)},
            {"start": start, "end": start + wish.least},
        )
    ]


def _open_told(key: str, problem: Problem) -> list[Broken]:
    wish = next(one for one in problem.wishes if one.key == key)
    keys = {"wish": (key,), "place": (wish.place,)}
    return [
        Broken(Rule.OPEN, keys, {"start": window.start, "end": window.end, "needed": wish.least})
        for window in wish.windows
    ]


def _days_told(problem: Problem) -> list[Broken]:
    groups = {group for one in problem.wishes for group in one.groups}
    groups |= {group for one in problem.breaks for group in one.groups}
    return [
        Broken(
            Rule.DAY,
            {"group": (one.group,), "day": (one.key,)},
            {"start": one.window.start, "end": one.window.end},
        )
        for one in problem.days
        if one.group in groups
    ]


def _apart_told(problem: Problem) -> list[Broken]:
    keys: dict[str, tuple[str, ...]] = {
        "wish": tuple(one.key for one in problem.wishes),
        "group": tuple(sorted({group for one in problem.wishes for group in one.groups})),
    }
    if problem.breaks:
        keys["break"] = tuple(one.key for one in problem.breaks)
    return [Broken(Rule.ONE_PLACE, keys)]

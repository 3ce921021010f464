"""A problem and a programme, laid out for the checker."""

from collections import defaultdict
from collections.abc import Sequence

from pobratym.visits.planning.problem import Day, Problem, Stop


class Reading:
    """What is asked for and what is planned, by key.

    Attributes:
        stops: in order of their beginning.
        of_key: the items of each wish or break.
        days: of each group, in order.
        locked: keys and groups of items that stay, and stay where they are.
    """

    def __init__(self, problem: Problem, stops: Sequence[Stop]) -> None:
        self.problem = problem
        self.stops = sorted(stops, key=lambda one: (one.start, one.end, one.key))
        self.wishes = {one.key: one for one in problem.wishes}
        self.breaks = {one.key: one for one in problem.breaks}
        self.groups = {one.key: one for one in problem.groups}
        self.helpers = {one.key: one for one in problem.helpers}
        self.places = {place: number for number, place in enumerate(problem.places)}
        self.of_key: defaultdict[str, list[Stop]] = defaultdict(list)
        for stop in self.stops:
            self.of_key[stop.key].append(stop)
        self.locked = {(one.key, group) for one in problem.locked for group in one.groups}
        self.days: defaultdict[str, list[Day]] = defaultdict(list)
        for day in sorted(problem.days, key=lambda one: one.window.start):
            self.days[day.group].append(day)

    def way(self, start: str, end: str) -> int:
        """Give how long the way takes; negative where there is none."""
        return int(self.problem.travel[self.places[start]][self.places[end]])

    def day_of(self, group: str, stop: Stop) -> Day | None:
        """Give the day of a group in which an item falls."""
        for day in self.days[group]:
            if day.window.start <= stop.start and stop.end <= day.window.end:
                return day
        return None

    def date_of(self, stop: Stop) -> str:
        """Give the date of an item, by the days of its groups."""
        for group in sorted(stop.groups):
            if (day := self.day_of(group, stop)) is not None:
                return day.key
        return ""

    def named(self, stop: Stop) -> dict[str, tuple[str, ...]]:
        """Give the key of an item by its kind."""
        return {"break" if stop.key in self.breaks else "wish": (stop.key,)}

    def named_all(self, *stops: Stop) -> dict[str, tuple[str, ...]]:
        """Give the keys of several items by their kinds."""
        keys: dict[str, tuple[str, ...]] = {}
        for stop in stops:
            for kind, key in self.named(stop).items():
                keys[kind] = (*keys.get(kind, ()), *key)
        return keys

"""Whether a programme keeps every rule, told apart from how it was found.

This shares nothing with the search but the words of the problem and of the programme: it reads
them as they were given and looks at each rule by itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pobratym.visits.planning.checker_reading import Reading
from pobratym.visits.planning.checker_ways import broken_by_days, broken_by_helpers
from pobratym.visits.planning.problem import Break, Manner, Need, Problem, Stop, Wish
from pobratym.visits.planning.programme import Broken, Rule


def broken(problem: Problem, stops: Sequence[Stop]) -> list[Broken]:
    """Give every rule that a programme breaks, in no particular order but always the same."""
    reading = Reading(problem, stops)
    found = list(_unknown(reading))
    if found:
        return found
    for wish in problem.wishes:
        found += _broken_by_wish(reading, wish)
    for pause in problem.breaks:
        found += _broken_by_break(reading, pause)
    found += _hosts(reading)
    found += _locked(reading)
    found += broken_by_days(reading)
    found += broken_by_helpers(reading)
    return found


def _unknown(reading: Reading) -> Iterator[Broken]:
    """Find items of nothing that was wished, for nobody, or of groups that there are not."""
    for stop in reading.stops:
        strangers = tuple(sorted(stop.groups - set(reading.groups)))
        helper = stop.helper
        known_helper = helper is None or helper in reading.helpers
        known = stop.key in reading.wishes or stop.key in reading.breaks
        if known and stop.groups and not strangers and known_helper:
            if stop.place in reading.places and stop.end > stop.start:
                continue
            rule = Rule.DURATION if stop.place in reading.places else Rule.PLACE
            yield Broken(rule, reading.named(stop), _times(stop))
            continue
        keys = reading.named(stop) | {"group": strangers}
        yield Broken(Rule.UNKNOWN, keys | ({} if known_helper else {"helper": (str(helper),)}))


def _broken_by_wish(reading: Reading, wish: Wish) -> Iterator[Broken]:
    """Look at all items of one wish."""
    stops = reading.of_key[wish.key]
    for stop in stops:
        yield from _item(reading, wish, stop)
    yield from _groups(wish, stops)
    yield from _capacity(reading, wish, stops)
    yield from _after(reading, wish, stops)
    if stops and wish.rank:
        ranks = [reading.groups[group].rank for stop in stops for group in stop.groups]
        if max(ranks) < wish.rank:
            facts = {"needed": wish.rank, "available": max(ranks)}
            yield Broken(Rule.RANK, {"wish": (wish.key,)}, facts)


def _item(reading: Reading, wish: Wish, stop: Stop) -> Iterator[Broken]:
    """Look at one item by itself: place, hours, length, interpreter."""
    keys = {"wish": (wish.key,), "place": (wish.place,)}
    times = _times(stop)
    if stop.place != wish.place:
        yield Broken(Rule.PLACE, {"wish": (wish.key,), "place": (wish.place, stop.place)}, times)
    if not any(one.start <= stop.start and stop.end <= one.end for one in wish.windows):
        yield Broken(Rule.OPEN, keys, times)
    if not wish.least <= stop.end - stop.start <= wish.most:
        yield Broken(Rule.DURATION, keys, times | {"least": wish.least, "most": wish.most})
    if wish.start is not None and stop.start != wish.start:
        yield Broken(Rule.FIXED, keys, times | {"needed": wish.start})
    yield from _helper(reading, wish, stop)


def _helper(reading: Reading, wish: Wish, stop: Stop) -> Iterator[Broken]:
    """Look whether the interpreter that one item needs is there."""
    keys: dict[str, tuple[str, ...]] = {"wish": (wish.key,)}
    if wish.languages is not None:
        keys["languages"] = tuple(sorted(wish.languages))
    if stop.helper is None:
        if wish.languages is not None or wish.helper is not None:
            yield Broken(Rule.HELPER, keys, _times(stop))
        return
    keys["helper"] = (stop.helper,)
    helper = reading.helpers[stop.helper]
    speaks = wish.languages is None or wish.languages in helper.pairs
    fixed = wish.helper is None or wish.helper == stop.helper
    there = any(one.start <= stop.start and stop.end <= one.end for one in helper.windows)
    if not (speaks and fixed and there):
        yield Broken(Rule.HELPER, keys, _times(stop))


def _groups(wish: Wish, stops: Sequence[Stop]) -> Iterator[Broken]:
    """Look whether those take part who should."""
    seen = [group for stop in stops for group in sorted(stop.groups)]
    wanted = set(wish.groups)
    missing = tuple(sorted(wanted - set(seen)))
    if wish.need is Need.MUST and (not stops or (wish.manner is Manner.EACH and missing)):
        yield Broken(Rule.MUST, {"wish": (wish.key,), "group": missing})
    strangers = set(seen) - wanted
    twice = {group for group in seen if seen.count(group) > 1}
    wrong = strangers | twice
    if stops and wish.manner is Manner.TOGETHER:
        wrong |= set(missing) if len(stops) == 1 else wanted
    if stops and wish.manner is Manner.ANY and len(seen) != 1:
        wrong |= set(seen)
    if wrong:
        keys = {"wish": (wish.key,), "group": tuple(sorted(wrong))}
        yield Broken(Rule.GROUPS, keys)


def _capacity(reading: Reading, wish: Wish, stops: Sequence[Stop]) -> Iterator[Broken]:
    """Look whether too many are at one place at once."""
    if not wish.capacity:
        return
    for stop in stops:
        there = [one for one in stops if one.start <= stop.start < one.end]
        groups = sorted(group for one in there for group in one.groups)
        people = sum(len(reading.groups[group].people) for group in groups)
        if people > wish.capacity:
            facts = _times(stop) | {"needed": people, "available": wish.capacity}
            yield Broken(Rule.CAPACITY, {"wish": (wish.key,), "group": tuple(groups)}, facts)
            return


def _after(reading: Reading, wish: Wish, stops: Sequence[Stop]) -> Iterator[Broken]:
    """Look whether all that must be over before a wish is over."""
    for key in sorted(wish.after):
        first = reading.wishes[key]
        apart = first.manner is Manner.EACH and wish.manner is Manner.EACH
        for before in reading.of_key[key]:
            for stop in stops:
                met = not apart or before.groups & stop.groups
                if met and before.end > stop.start:
                    facts = {"end": before.end, "start": stop.start}
                    yield Broken(Rule.AFTER, {"wish": (key, wish.key)}, facts)


def _broken_by_break(reading: Reading, pause: Break) -> Iterator[Broken]:
    """Look whether each group has one meal or rest, in its hours and as long as it should be."""
    stops = reading.of_key[pause.key]
    seen = [group for stop in stops for group in stop.groups]
    wrong = {group for group in (*seen, *pause.groups) if seen.count(group) != 1}
    wrong |= set(seen) - pause.groups
    if wrong:
        yield Broken(Rule.BREAK, {"break": (pause.key,), "group": tuple(sorted(wrong))})
    for stop in stops:
        inside = pause.window.start <= stop.start and stop.end <= pause.window.end
        if not inside or stop.end - stop.start != pause.minutes or stop.helper is not None:
            facts = _times(stop) | {"needed": pause.minutes}
            keys = {"break": (pause.key,), "group": tuple(sorted(stop.groups))}
            yield Broken(Rule.BREAK, keys, facts)
        if pause.place is not None and stop.place != pause.place:
            keys = {"break": (pause.key,), "place": (pause.place, stop.place)}
            yield Broken(Rule.PLACE, keys, _times(stop))


def _hosts(reading: Reading) -> Iterator[Broken]:
    """Look whether a host is wanted by two items at once."""
    wanted: defaultdict[str, list[Stop]] = defaultdict(list)
    for stop in reading.stops:
        if stop.key in reading.wishes:
            for host in reading.wishes[stop.key].hosts:
                wanted[host].append(stop)
    for host in sorted(wanted):
        for number, stop in enumerate(wanted[host]):
            for other in wanted[host][number + 1 :]:
                if stop.start < other.end and other.start < stop.end:
                    facts = {"start": other.start, "end": stop.end}
                    yield Broken(Rule.HOST, {"host": (host,), "wish": (stop.key, other.key)}, facts)


def _locked(reading: Reading) -> Iterator[Broken]:
    """Look whether all that was locked stands where it stood."""
    for locked in reading.problem.locked:
        kept = {
            group
            for stop in reading.of_key[locked.key]
            if (stop.start, stop.end, stop.place) == (locked.start, locked.end, locked.place)
            and locked.helper in {None, stop.helper}
            for group in stop.groups
        }
        if not locked.groups <= kept:
            yield Broken(Rule.FIXED, reading.named(locked), _times(locked))


def _times(stop: Stop) -> dict[str, int]:
    """Give the times of an item as facts."""
    return {"start": stop.start, "end": stop.end}

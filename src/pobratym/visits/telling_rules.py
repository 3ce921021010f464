"""Rules of the planner in words: what is wrong, and what to do about it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from pobratym.visits.planning.programme import Broken, Fault, Mistake, Rule
from pobratym.visits.queries.naming import Naming, length

Said = Mapping[str, str]


def sentence(broken: Broken | Fault, naming: Naming) -> str:
    """Say one broken rule, or one mistake in what the planner was given, with a remedy.

    Facts that are missing are left out of the sentence.
    """
    said = _said(broken, naming)
    if isinstance(broken, Fault):
        return _MISTAKES[broken.mistake](said)
    return _RULES[broken.rule](said)


def _said(broken: Broken | Fault, naming: Naming) -> Said:
    """Name keys and write facts; ``first`` and ``second`` are the first two things of a list."""
    said = {kind: naming.all(kind, keys) for kind, keys in broken.keys.items() if keys}
    for kind in ("wish", "place", "group", "day"):
        keys = broken.keys.get(kind, ())
        if len(keys) > 1:
            said[f"first_{kind}"] = naming.name(kind, keys[0])
            said[f"second_{kind}"] = naming.name(kind, keys[1])
    items = [said[kind] for kind in ("wish", "break", "locked") if kind in said]
    said["what"] = ", ".join(items) or said.get("group", "")
    facts = broken.facts
    for name in ("start", "end"):
        if name in facts:
            said[name] = naming.when(facts[name])
    for name in ("needed", "available", "most", "least"):
        if name in facts:
            said[name] = length(max(facts[name], 0))
            said[f"{name}_count"] = str(facts[name])
    return said


def _either(said: Said, names: tuple[str, ...], whole: str, short: str) -> str:
    """Take the longer sentence where all that it names is known."""
    return (whole if all(name in said for name in names) else short) % _Known(said)


class _Known(dict[str, str]):
    """Lets a sentence leave out what nobody told."""

    def __missing__(self, key: str) -> str:
        return "–"


def _unknown(said: Said) -> str:
    return _(
        "%(what)s: this is no longer wished, or whoever it was for is no longer there. Take it out"
        " of the programme."
    ) % _Known(said)


def _open(said: Said) -> str:
    return _either(
        said,
        ("start", "end"),
        _(
            "%(what)s: the site is not open from %(start)s to %(end)s. Choose another hour, or"
            " correct its opening times."
        ),
        _(
            "%(what)s: the site is not open while the guests could come. Correct its opening times"
            " or the wished times, or choose another site."
        ),
    )


def _place(said: Said) -> str:
    return _either(
        said,
        ("first_place", "second_place"),
        _("%(what)s belongs to %(first_place)s, not to %(second_place)s. Change the place."),
        _("%(what)s is not where it belongs. Change the place."),
    )


def _duration(said: Said) -> str:
    return _either(
        said,
        ("least", "most"),
        _(
            "%(what)s should last from %(least)s to %(most)s. Make it shorter or longer, or change"
            " the wish."
        ),
        _("%(what)s does not fit in the time that there is. Shorten it in the wish."),
    )


def _day(said: Said) -> str:
    return _either(
        said,
        ("needed", "available"),
        _(
            "%(group)s, %(day)s: the way takes %(needed)s, but there is only %(available)s at the"
            " edge of the day. Move %(what)s, or begin the day earlier or end it later."
        ),
        _(
            "%(what)s lies outside the hours of the day. Move it, or begin the day earlier or end"
            " it later."
        ),
    )


def _day_most(said: Said) -> str:
    return _("%(group)s, %(day)s: the programme is too long. Take something out.") % _Known(said)


def _one_place(said: Said) -> str:
    return _either(
        said,
        ("first_wish",),
        _(
            "%(group)s would have to be at %(first_wish)s and at %(second_wish)s at once. Move one"
            " of them."
        ),
        _("%(group)s would have to be at two places at once: %(what)s. Move one of them."),
    )


def _travel(said: Said) -> str:
    return _either(
        said,
        ("needed", "available", "first_place", "second_place"),
        _(
            "The way from %(first_place)s to %(second_place)s takes %(needed)s, but there is only"
            " %(available)s. Put %(what)s further apart, or correct the time on the way."
        ),
        _(
            "There is not enough time for the way: %(what)s. Put them further apart, or correct the"
            " time on the way."
        ),
    )


def _no_way(said: Said) -> str:
    return _either(
        said,
        ("first_place", "second_place"),
        _(
            "Nobody knows how long the way from %(first_place)s to %(second_place)s takes. Give"
            " both sites their latitude and longitude, or write the minutes into the table of ways."
        ),
        _(
            "%(what)s: nobody knows how long the way there takes. Give the site its latitude and"
            " longitude, or write the minutes into the table of ways."
        ),
    )


def _capacity(said: Said) -> str:
    return _either(
        said,
        ("needed_count", "available_count"),
        _(
            "%(what)s: %(needed_count)s people would come, the site takes %(available_count)s. Let"
            " sub-groups come one after another, or correct the number on the site."
        ),
        _(
            "%(what)s: the site takes fewer people than would come. Let sub-groups come one after"
            " another, or correct the number on the site."
        ),
    )


def _host(said: Said) -> str:
    return _either(
        said,
        ("first_wish",),
        _(
            "%(host)s would have to receive guests at %(first_wish)s and at %(second_wish)s at"
            " once. Move one of them, or choose somebody else."
        ),
        _("%(host)s is needed elsewhere then: %(what)s. Choose somebody else for one of them."),
    )


def _helper(said: Said) -> str:
    if "first_wish" in said:
        return _(
            "%(helper)s would have to interpret %(first_wish)s and %(second_wish)s at once. Move"
            " one of them, or find another interpreter."
        ) % _Known(said)
    return _either(
        said,
        ("languages",),
        _(
            "%(what)s: no interpreter is free for %(languages)s. Choose another hour, find a"
            " further interpreter, or do without interpreting."
        ),
        _(
            "%(what)s: no interpreter is free. Choose another hour, find a further interpreter, or"
            " do without interpreting."
        ),
    )


def _helper_run(said: Said) -> str:
    return _either(
        said,
        ("needed", "most", "least"),
        _(
            "%(helper)s would interpret for %(needed)s without a break; at most %(most)s are"
            " agreed. Leave a break of %(least)s, or find a further interpreter."
        ),
        _(
            "%(helper)s would interpret too long without a break. Leave a break between the items,"
            " or find a further interpreter."
        ),
    )


def _helper_day(said: Said) -> str:
    return _either(
        said,
        ("needed", "most"),
        _(
            "%(helper)s would interpret for %(needed)s on %(day)s; at most %(most)s are agreed."
            " Take something to another day, or find a further interpreter."
        ),
        _(
            "%(helper)s would interpret too long in one day. Take something to another day, or find"
            " a further interpreter."
        ),
    )


def _break(said: Said) -> str:
    return _(
        "%(break)s does not stand in the programme as it should (%(group)s). Put it between its"
        " hours and give it its time, or change its hours."
    ) % _Known(said)


def _after(said: Said) -> str:
    return _either(
        said,
        ("first_wish",),
        _("%(first_wish)s must be over before %(second_wish)s begins. Move one of them."),
        _("%(what)s has to come after something else. Move it later."),
    )


def _fixed(said: Said) -> str:
    return _either(
        said,
        ("needed",),
        _("%(what)s has a fixed hour and begins at another one. Move it back, or free its hour."),
        _(
            "%(what)s is locked or has a fixed hour, so it cannot give way. Free it, or move"
            " others."
        ),
    )


def _groups(said: Said) -> str:
    return _(
        "%(what)s: not those take part for whom it is wished (%(group)s). Choose the right"
        " sub-groups, or change the wish."
    ) % _Known(said)


def _rank(said: Said) -> str:
    return _(
        "%(what)s: nobody of the rank takes part that the wish asks for. Give it to the sub-group"
        " of the head of the delegation, or lower the rank in the wish."
    ) % _Known(said)


def _must(said: Said) -> str:
    return _(
        "%(what)s must be in the programme and is not. Put it in, or say in the wish that it should"
        " be, not must be."
    ) % _Known(said)


_RULES: Mapping[Rule, Callable[[Said], str]] = {
    Rule.UNKNOWN: _unknown,
    Rule.OPEN: _open,
    Rule.PLACE: _place,
    Rule.DURATION: _duration,
    Rule.DAY: _day,
    Rule.DAY_MOST: _day_most,
    Rule.ONE_PLACE: _one_place,
    Rule.TRAVEL: _travel,
    Rule.NO_WAY: _no_way,
    Rule.CAPACITY: _capacity,
    Rule.HOST: _host,
    Rule.HELPER: _helper,
    Rule.HELPER_RUN: _helper_run,
    Rule.HELPER_DAY: _helper_day,
    Rule.BREAK: _break,
    Rule.AFTER: _after,
    Rule.FIXED: _fixed,
    Rule.GROUPS: _groups,
    Rule.RANK: _rank,
    Rule.MUST: _must,
}


def _mistake_unknown(said: Said) -> str:
    return _(
        "%(what)s names something that is no longer there. Open it, choose anew and save."
    ) % _Known(said)


def _mistake_twice(said: Said) -> str:
    return _("%(what)s stands there twice. Remove one of the two.") % _Known(said)


def _person_twice(said: Said) -> str:
    return _("%(person)s is in two sub-groups: %(group)s. Leave them in one.") % _Known(said)


def _short(said: Said) -> str:
    return _("%(what)s takes no time. Give it at least five minutes.") % _Known(said)


def _long(said: Said) -> str:
    return _(
        "%(what)s takes longer than a day. Give it fewer minutes, or part it into several."
    ) % _Known(said)


def _backwards(said: Said) -> str:
    return _("%(what)s ends before it begins. Correct its hours or its length.") % _Known(said)


def _negative(said: Said) -> str:
    return _either(
        said,
        ("first_place", "second_place"),
        _(
            "The way from %(first_place)s to %(second_place)s has a time below nothing. Correct it"
            " in the table of ways."
        ),
        _("%(what)s has a number below nothing. Correct it."),
    )


def _gap(said: Said) -> str:
    return _(
        "The table of ways has no times from %(place)s. Fill it in, or give the site its latitude"
        " and longitude."
    ) % _Known(said)


def _circle(said: Said) -> str:
    return _(
        "Each of these would have to come after the other: %(wish)s. Take one “only after” away."
    ) % _Known(said)


def _days_overlap(said: Said) -> str:
    return _either(
        said,
        ("first_day", "second_day"),
        _("%(first_day)s is not over when %(second_day)s begins. End the one earlier."),
        _("One day is not over when the next begins. End it earlier."),
    )


def _nobody(said: Said) -> str:
    return _("%(what)s is for nobody. Choose for whom it is.") % _Known(said)


def _too_many(said: Said) -> str:
    return _(
        "This is more than can be planned at once: %(needed_count)s, at most %(most_count)s. Take"
        " something back, or part the visit in two."
    ) % _Known(said)


_MISTAKES: Mapping[Mistake, Callable[[Said], str]] = {
    Mistake.UNKNOWN: _mistake_unknown,
    Mistake.TWICE: _mistake_twice,
    Mistake.PERSON_TWICE: _person_twice,
    Mistake.SHORT: _short,
    Mistake.LONG: _long,
    Mistake.BACKWARDS: _backwards,
    Mistake.NEGATIVE: _negative,
    Mistake.GAP: _gap,
    Mistake.CIRCLE: _circle,
    Mistake.DAYS_OVERLAP: _days_overlap,
    Mistake.NOBODY: _nobody,
    Mistake.TOO_MANY: _too_many,
}

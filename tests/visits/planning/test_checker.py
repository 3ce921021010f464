from dataclasses import replace

import pytest

from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.problem import Day, Helper, Window
from pobratym.visits.planning.programme import Rule
from tests.visits.planning.small import (
    ANY,
    EACH,
    MUST,
    PAIR,
    TUESDAY,
    lunch,
    problem,
    stop,
    wish,
)

IRYNA = {"helper": "iryna"}


def rules(given, *stops):
    return {one.rule for one in broken(given, stops)}


def test_a_programme_that_keeps_every_rule_breaks_none():
    given = problem(wish("w", need=MUST, languages=PAIR), breaks=(lunch(),))

    assert rules(given, stop("w", 600, 660, **IRYNA), stop("lunch", 720, 750)) == set()


def day(most):
    return tuple(Day("tuesday", g, TUESDAY, "hotel", "hotel", most) for g in "ab")


WRONG = {
    "an item nobody wished": (problem(), [stop("x", 600, 660)], Rule.UNKNOWN),
    "an item for nobody": (problem(wish("w")), [stop("w", 600, 660, "")], Rule.UNKNOWN),
    "a closed place": (
        problem(wish("w", windows=(Window(600, 650),))),
        [stop("w", 600, 660)],
        Rule.OPEN,
    ),
    "another place": (problem(wish("w")), [stop("w", 600, 660, place="hall")], Rule.PLACE),
    "too short": (problem(wish("w")), [stop("w", 600, 630)], Rule.DURATION),
    "too early to get there": (problem(wish("w")), [stop("w", 490, 550)], Rule.DAY),
    "too late to get back": (problem(wish("w")), [stop("w", 1015, 1075)], Rule.DAY),
    "outside of the day": (
        problem(wish("w", windows=(Window(0, 2000),))),
        [stop("w", 1500, 1560)],
        Rule.DAY,
    ),
    "more than is good in a day": (
        problem(wish("w"), wish("v"), days=day(100)),
        [stop("w", 600, 660), stop("v", 700, 760)],
        Rule.DAY_MOST,
    ),
    "two things at once": (
        problem(wish("w"), wish("v")),
        [stop("w", 600, 660), stop("v", 630, 690)],
        Rule.ONE_PLACE,
    ),
    "no time for the way": (
        problem(wish("w"), wish("v", place="hall")),
        [stop("w", 600, 660), stop("v", 670, 730, place="hall")],
        Rule.TRAVEL,
    ),
    "no way": (
        problem(wish("w"), travel=((0, -1, 20), (20, 0, 20), (20, 20, 0))),
        [stop("w", 600, 660)],
        Rule.NO_WAY,
    ),
    "too many people": (problem(wish("w", capacity=2)), [stop("w", 600, 660)], Rule.CAPACITY),
    "too many people, one group after another": (
        problem(wish("w", capacity=2, manner=EACH)),
        [stop("w", 600, 660, "a"), stop("w", 630, 690, "b")],
        Rule.CAPACITY,
    ),
    "a host with two items": (
        problem(
            wish("w", hosts=frozenset({"h"}), groups=("a",)),
            wish("v", hosts=frozenset({"h"}), groups=("b",)),
        ),
        [stop("w", 600, 660, "a"), stop("v", 630, 690, "b")],
        Rule.HOST,
    ),
    "no interpreter": (problem(wish("w", languages=PAIR)), [stop("w", 600, 660)], Rule.HELPER),
    "an interpreter of other languages": (
        problem(wish("w", languages=frozenset({"pl", "en"}))),
        [stop("w", 600, 660, **IRYNA)],
        Rule.HELPER,
    ),
    "another interpreter than is due": (
        problem(wish("w", helper="olha"), helpers=(Helper("iryna", frozenset(), (TUESDAY,)),)),
        [stop("w", 600, 660, **IRYNA)],
        Rule.HELPER,
    ),
    "an interpreter who is away": (
        problem(
            wish("w", languages=PAIR),
            helpers=(Helper("iryna", frozenset({PAIR}), (Window(700, 900),)),),
        ),
        [stop("w", 600, 660, **IRYNA)],
        Rule.HELPER,
    ),
    "an interpreter with two items": (
        problem(wish("w", languages=PAIR, groups=("a",)), wish("v", languages=PAIR, groups=("b",))),
        [stop("w", 600, 660, "a", **IRYNA), stop("v", 630, 690, "b", **IRYNA)],
        Rule.HELPER,
    ),
    "an interpreter without time for the way": (
        problem(
            wish("w", languages=PAIR, groups=("a",)),
            wish("v", languages=PAIR, groups=("b",), place="hall"),
        ),
        [stop("w", 600, 660, "a", **IRYNA), stop("v", 670, 730, "b", place="hall", **IRYNA)],
        Rule.TRAVEL,
    ),
    "an interpreter without a rest": (
        problem(
            wish("w", languages=PAIR),
            wish("v", languages=PAIR),
            helpers=(Helper("iryna", frozenset({PAIR}), (TUESDAY,), run=90, rest=15),),
        ),
        [stop("w", 600, 660, **IRYNA), stop("v", 670, 730, **IRYNA)],
        Rule.HELPER_RUN,
    ),
    "an interpreter who works too long": (
        problem(
            wish("w", languages=PAIR),
            wish("v", languages=PAIR),
            helpers=(Helper("iryna", frozenset({PAIR}), (TUESDAY,), day=90),),
        ),
        [stop("w", 600, 660, **IRYNA), stop("v", 670, 730, **IRYNA)],
        Rule.HELPER_DAY,
    ),
    "no lunch": (problem(breaks=(lunch(),)), [], Rule.BREAK),
    "a lunch for one group": (
        problem(breaks=(lunch(),)),
        [stop("lunch", 720, 750, "a", place="hotel")],
        Rule.BREAK,
    ),
    "a late lunch": (
        problem(breaks=(lunch(),)),
        [stop("lunch", 820, 850, place="hotel")],
        Rule.BREAK,
    ),
    "a short lunch": (
        problem(breaks=(lunch(),)),
        [stop("lunch", 720, 740, place="hotel")],
        Rule.BREAK,
    ),
    "a lunch where the group is not": (
        problem(breaks=(lunch(),)),
        [stop("lunch", 720, 750)],
        Rule.PLACE,
    ),
    "something before what must be over": (
        problem(wish("w"), wish("v", after=frozenset({"w"}))),
        [stop("v", 600, 660), stop("w", 700, 760)],
        Rule.AFTER,
    ),
    "another hour than is fixed": (
        problem(wish("w", start=600)),
        [stop("w", 610, 670)],
        Rule.FIXED,
    ),
    "something locked that moved": (
        problem(wish("w"), locked=(stop("w", 600, 660),)),
        [stop("w", 610, 670)],
        Rule.FIXED,
    ),
    "a group that is missing": (problem(wish("w")), [stop("w", 600, 660, "a")], Rule.GROUPS),
    "a group that has it twice": (
        problem(wish("w", manner=EACH)),
        [stop("w", 600, 660, "a"), stop("w", 700, 760, "a")],
        Rule.GROUPS,
    ),
    "two groups of which one is due": (
        problem(wish("w", manner=ANY)),
        [stop("w", 600, 660)],
        Rule.GROUPS,
    ),
    "nobody of the rank that is due": (
        problem(wish("w", manner=ANY, rank=5)),
        [stop("w", 600, 660, "b")],
        Rule.RANK,
    ),
    "nothing of what must be": (problem(wish("w", need=MUST)), [], Rule.MUST),
    "one group without what each must have": (
        problem(wish("w", need=MUST, manner=EACH)),
        [stop("w", 600, 660, "a")],
        Rule.MUST,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_broken_rule_is_found_and_no_other(name):
    given, stops, rule = WRONG[name]

    assert rules(given, *stops) == {rule}


def test_a_locked_lunch_stays_where_it_is():
    held = stop("lunch", 720, 750)
    given = problem(breaks=(lunch(),), locked=(held,))

    assert rules(given, held) == set()
    assert rules(given, replace(held, place="hotel")) == {Rule.FIXED}


def test_a_rest_between_two_items_lets_the_interpreter_go_on():
    given, stops, _rule = WRONG["an interpreter without a rest"]
    first, second = stops

    assert rules(given, first, replace(second, start=675, end=735)) == set()

from dataclasses import replace

import pytest

from pobratym.visits.planning.checking import refuse
from pobratym.visits.planning.problem import Day, Group, Helper, Weights, Window
from pobratym.visits.planning.programme import Fault, Mistake
from tests.visits.planning.making import visit
from tests.visits.planning.small import lunch, problem, stop, wish

ROW = (0, 20, 20)
AGAIN = Day("tuesday", "a", Window(0, 9), "hotel", "hotel")
NIGHT = Day("wednesday", "a", Window(1000, 1400), "hotel", "hotel")


def groups(*people):
    return tuple(Group(key, frozenset(some)) for key, some in zip("ab", people, strict=True))


BAD = {
    "a person in two groups": (
        problem(groups=groups(("Anna",), ("Anna",))),
        Fault(Mistake.PERSON_TWICE, {"person": ("Anna",), "group": ("a", "b")}),
    ),
    "an item of no minutes": (
        problem(wish("w", least=0)),
        Fault(Mistake.SHORT, {"wish": ("w",)}, {"least": 0}),
    ),
    "an item of forty hours": (
        problem(wish("w", most=2400)),
        Fault(Mistake.LONG, {"wish": ("w",)}, {"needed": 2400, "most": 1440}),
    ),
    "a shortest time above the longest": (
        problem(wish("w", least=90)),
        Fault(Mistake.BACKWARDS, {"wish": ("w",)}, {"least": 90, "most": 60}),
    ),
    "a negative way": (
        problem(travel=((0, -5, 20), ROW, ROW)),
        Fault(Mistake.NEGATIVE, {"place": ("hotel", "school")}, {"needed": -5}),
    ),
    "a gap in the ways": (
        problem(travel=((0, 20), ROW, ROW)),
        Fault(Mistake.GAP, {"place": ("hotel",)}, {"needed": 3, "available": 2}),
    ),
    "ways for fewer places": (
        problem(travel=(ROW, ROW)),
        Fault(Mistake.GAP, {"place": ("hall",)}, {"needed": 3, "available": 0}),
    ),
    "an unknown place": (
        problem(wish("w", place="moon")),
        Fault(Mistake.UNKNOWN, {"wish": ("w",), "place": ("moon",)}),
    ),
    "an unknown group": (
        problem(wish("w", groups=("a", "z"))),
        Fault(Mistake.UNKNOWN, {"wish": ("w",), "group": ("z",)}),
    ),
    "an unknown wish before": (
        problem(wish("w", after=frozenset({"v"}))),
        Fault(Mistake.UNKNOWN, {"wish": ("w", "v")}),
    ),
    "an unknown locked item": (
        problem(locked=(stop("w", 600, 660),)),
        Fault(Mistake.UNKNOWN, {"locked": ("w",), "wish": ("w",)}),
    ),
    "a circle": (
        problem(wish("w", after=frozenset({"v"})), wish("v", after=frozenset({"w"}))),
        Fault(Mistake.CIRCLE, {"wish": ("v", "w")}),
    ),
    "a window backwards": (
        problem(wish("w", windows=(Window(700, 600),))),
        Fault(Mistake.BACKWARDS, {"wish": ("w",)}, {"start": 700, "end": 600}),
    ),
    "two wishes of one key": (
        problem(wish("w"), wish("w")),
        Fault(Mistake.TWICE, {"wish": ("w",)}),
    ),
    "a wish and a break of one key": (
        problem(wish("w"), breaks=(lunch(key="w"),)),
        Fault(Mistake.TWICE, {"wish": ("w",), "break": ("w",)}),
    ),
    "a date twice for a group": (
        problem(days=(*problem().days, AGAIN)),
        Fault(Mistake.TWICE, {"day": ("tuesday",), "group": ("a",)}),
    ),
    "dates that meet": (
        problem(days=(*problem().days, NIGHT)),
        Fault(
            Mistake.DAYS_OVERLAP, {"day": ("tuesday", "wednesday")}, {"end": 1080, "start": 1000}
        ),
    ),
    "a wish for nobody": (
        problem(wish("w", groups=())),
        Fault(Mistake.NOBODY, {"wish": ("w",)}),
    ),
    "a value of nothing": (
        problem(wish("w", value=0.0)),
        Fault(Mistake.NEGATIVE, {"wish": ("w",)}),
    ),
    "a value that is no number": (
        problem(wish("w", value=float("nan"))),
        Fault(Mistake.NEGATIVE, {"wish": ("w",)}),
    ),
    "a negative weight": (
        problem(weights=Weights(travel=-1.0)),
        Fault(Mistake.NEGATIVE, {"weights": ()}),
    ),
    "a negative limit of work": (
        problem(helpers=(Helper("h", frozenset(), (), run=-1),)),
        Fault(Mistake.NEGATIVE, {"helper": ("h",)}),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_makes_no_sense_is_named(name):
    given, fault = BAD[name]

    assert refuse(given) == [fault]


def test_two_hundred_sites_are_fine_and_thousands_are_not():
    many = visit(0, wishes=200)

    more = [replace(many.wishes[9], key=f"{number}") for number in range(400)]

    assert refuse(many) == []
    assert refuse(replace(many, wishes=(*many.wishes, *more))) == [
        Fault(Mistake.TOO_MANY, {"wish": ()}, {"needed": 600, "most": 500})
    ]

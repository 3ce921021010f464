"""A small visit whose every number is known, to be changed by each test."""

from dataclasses import replace

from pobratym.visits.planning.problem import (
    Break,
    Day,
    Group,
    Helper,
    Manner,
    Need,
    Problem,
    Stop,
    Window,
    Wish,
)

PAIR = frozenset({"pl", "uk"})
TUESDAY = Window(480, 1080)


def wish(key: str, **facts: object) -> Wish:
    """Give a wish of an hour in the school, open all Tuesday, for both groups."""
    plain = Wish(key, "school", Need.SHOULD, 1.0, 60, 60, (TUESDAY,), ("a", "b"))
    return replace(plain, **facts)


def stop(key: str, start: int, end: int, groups: str = "ab", **facts: object) -> Stop:
    """Give an item in the school."""
    return replace(Stop(key, frozenset(groups), start, end, "school"), **facts)


def problem(*wishes: Wish, **facts: object) -> Problem:
    """Give a problem of one Tuesday: two groups, one interpreter, 20 minutes to everywhere."""
    places = ("hotel", "school", "hall")
    plain = Problem(
        places=places,
        travel=tuple(tuple(0 if a == b else 20 for b in places) for a in places),
        groups=(
            Group("a", frozenset({"Anna", "Adam"}), rank=5),
            Group("b", frozenset({"Bohdan"})),
        ),
        days=tuple(Day("tuesday", group, TUESDAY, "hotel", "hotel") for group in "ab"),
        wishes=wishes,
        helpers=(Helper("iryna", frozenset({PAIR}), (TUESDAY,)),),
    )
    return replace(plain, **facts)


def lunch(**facts: object) -> Break:
    """Give a lunch of half an hour about noon, wherever the groups are."""
    return replace(Break("lunch", frozenset("ab"), Window(720, 840), 30), **facts)


EACH, ANY = Manner.EACH, Manner.ANY
MUST, COULD = Need.MUST, Need.COULD

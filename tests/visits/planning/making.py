"""Visits by chance, as they may be: cities, groups, interpreters, meals, signings."""

import math
from random import Random

from pobratym.visits.planning.problem import (
    Break,
    Day,
    Group,
    Helper,
    Manner,
    Need,
    Problem,
    Window,
    Wish,
)

TOPICS = ("education", "health", "care", "economy", "culture", "green")
PAIR = frozenset({"pl", "uk"})


def visit(  # noqa: PLR0913  what makes one harder than another
    seed: int,
    *,
    wishes: int = 40,
    days: int = 5,
    groups: int = 4,
    helpers: int = 2,
    tight: bool = True,
) -> Problem:
    """Make a visit; ``tight`` gives most sites two or three hours on one or two dates."""
    rng = Random(seed)
    spots = [(rng.uniform(0, 12), rng.uniform(0, 12)) for _ in range(wishes + 2)]
    places = ("hotel", "hall", *(f"site{n}" for n in range(wishes)))
    travel = tuple(
        tuple(
            0 if a == b else 4 + round(2.2 * math.dist(spots[a], spots[b]))
            for b in range(len(spots))
        )
        for a in range(len(spots))
    )
    names = tuple(f"g{n}" for n in range(groups))
    return Problem(
        places=places,
        travel=travel,
        groups=tuple(
            Group(
                name,
                frozenset(f"{name}-{n}" for n in range(rng.randint(2, 7))),
                rank=10 if name == "g0" else rng.randint(1, 5),
                interest={topic: rng.choice((0.2, 0.5, 1.0)) for topic in rng.sample(TOPICS, 3)},
            )
            for name in names
        ),
        days=tuple(
            Day(f"d{d}", name, Window(1440 * d + 480, 1440 * d + 1200), "hotel", "hotel", most=420)
            for d in range(days)
            for name in names
        ),
        wishes=tuple(_wish(rng, n, names, days, tight=tight) for n in range(wishes)),
        helpers=tuple(
            Helper(
                f"h{n}",
                frozenset({PAIR}),
                tuple(Window(1440 * d + 480, 1440 * d + 1140) for d in range(days)),
                run=150,
                rest=20,
                day=360,
            )
            for n in range(helpers)
        ),
        breaks=tuple(
            Break(f"lunch{d}", frozenset(names), Window(1440 * d + 720, 1440 * d + 870), 45)
            for d in range(days)
        ),
    )


def _wish(rng: Random, number: int, names: tuple[str, ...], days: int, *, tight: bool) -> Wish:
    if number == 0:
        return Wish(
            "signing",
            "hall",
            Need.MUST,
            5.0,
            60,
            60,
            (Window(0, 1440 * days),),
            names,
            start=600,
            languages=PAIR,
            topic="culture",
            rank=10,
        )
    least = rng.choice((45, 60, 60, 90))
    manner = rng.choice((Manner.TOGETHER, Manner.EACH, Manner.ANY, Manner.ANY))
    some = tuple(sorted(rng.sample(names, rng.randint(1, min(2, len(names))))))
    if manner is not Manner.TOGETHER:
        some = names
    if tight:
        dates = sorted(rng.sample(range(days), min(days, rng.choice((1, 1, 2)))))
        opens = [(d, rng.choice((540, 600, 660, 780, 840, 900))) for d in dates]
        windows = tuple(
            Window(1440 * d + at, 1440 * d + at + rng.choice((120, 150, 180))) for d, at in opens
        )
    else:
        windows = tuple(Window(1440 * d + 510, 1440 * d + 1020) for d in range(days))
    return Wish(
        f"w{number}",
        f"site{number}",
        Need.MUST if number < 4 else rng.choice((Need.SHOULD, Need.SHOULD, Need.COULD)),
        rng.choice((0.5, 1.0, 1.0, 2.0)),
        least,
        least + rng.choice((0, 15, 30)),
        windows,
        some,
        manner,
        topic=rng.choice(TOPICS),
        capacity=15 if manner is Manner.EACH else 0,
        hosts=frozenset({f"p{rng.randrange(12)}"}) if rng.random() < 0.5 else frozenset(),
        languages=PAIR if rng.random() < 0.4 else None,
        after=frozenset({"signing"}) if rng.random() < 0.05 else frozenset(),
    )


def tiny(seed: int) -> Problem:
    """Make a problem small enough to try everything: half hours, one date, two or three wishes."""
    rng = Random(seed)
    groups = tuple(f"g{n}" for n in range(rng.choice((1, 2))))
    places = ("home", "a", "b", "c")
    travel = [[0 if a == b else rng.choice((0, 30, 30, 60)) for b in places] for a in places]
    if rng.random() < 0.2:
        travel[1][2] = -1
    wishes = [_tiny_wish(rng, n, groups) for n in range(rng.choice((2, 2, 3)))]
    pause = Break("rest", frozenset(groups), Window(60, 180), 30, rng.choice((None, None, "a")))
    return Problem(
        places=places,
        travel=travel,
        groups=tuple(
            Group(
                name,
                frozenset({f"{name}{n}" for n in range(rng.choice((1, 3)))}),
                rank=n,
                interest={"x": 1.0},
            )
            for n, name in enumerate(groups)
        ),
        days=tuple(
            Day("d", name, Window(0, 240), "home", rng.choice(("home", "a")), rng.choice((0, 90)))
            for name in groups
        ),
        wishes=tuple(wishes),
        helpers=(Helper("h", frozenset({PAIR}), (Window(0, 240),), 60, 30, rng.choice((0, 90))),),
        breaks=(pause,) if len(groups) == 1 and rng.random() < 0.5 else (),
    )


def _tiny_wish(rng: Random, number: int, groups: tuple[str, ...]) -> Wish:
    least = rng.choice((30, 30, 60))
    low = rng.choice((0, 30, 60))
    return Wish(
        key=f"w{number}",
        place="abc"[number],
        need=rng.choice((Need.MUST, Need.SHOULD, Need.SHOULD, Need.COULD)),
        value=rng.choice((0.1, 0.5, 1.0)),
        least=least,
        most=least + rng.choice((0, 30)),
        windows=(Window(low, rng.choice((150, 210, 240))),),
        groups=groups,
        manner=rng.choice(tuple(Manner)),
        topic=rng.choice(("x", "y")),
        capacity=rng.choice((0, 0, 3)),
        hosts=frozenset({"p"}) if rng.random() < 0.4 else frozenset(),
        languages=PAIR if rng.random() < 0.4 else None,
        after=frozenset({"w0"}) if number == 1 and rng.random() < 0.3 else frozenset(),
        rank=rng.choice((0, 0, 0, 1)),
    )

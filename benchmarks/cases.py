"""Which pages are measured, and what each may cost."""

from dataclasses import dataclass

from benchmarks.asking import Page


@dataclass(frozen=True)
class Goal:
    """CPU ms a request: what must be kept, and what we aim at."""

    must: float | None
    aim: float


GOALS = {
    "landing, anew": Goal(None, 0.7),
    "partnership, anew": Goal(3, 1.0),
    "city, anew": Goal(3, 1.0),
    "list of 50, anew": Goal(4, 1.5),
    "landing": Goal(None, 0.7),
    "partnership": Goal(3, 1.0),
    "city": Goal(3, 1.0),
    "list of 50": Goal(4, 1.5),
    "304": Goal(1, 0.55),
    "desk, officer": Goal(6, 4),
    "desk, coordinator": Goal(6, 4),
    "desk, mayor": Goal(6, 4),
}


def cases(filled: dict[str, str]) -> list[Page]:
    """Give the pages of a filled product: as kept, built anew, and for an officer.

    Args:
        filled: what :mod:`benchmarks.fill` has written to ``filled.json``.
    """
    session = {"Cookie": f"session={filled['session']}"}
    public = {
        "landing": filled["landing"],
        "partnership": filled["partnership"],
        "city": filled["city"],
        "list of 50": filled["list"],
        "list, filtered": filled["list"] + "?country=UA&size=5_to_20",
        "search by name": filled["list"] + "?name=ber",
        "partnerships": filled["partnerships"],
    }
    made_up = {"partnership, made up": "plain_partnership", "city, made up": "plain_city"}
    public |= {name: filled[key] for name, key in made_up.items() if key in filled}
    return [
        *(Page(name, path) for name, path in public.items()),
        *(Page(f"{name}, anew", path, anew=True) for name, path in public.items()),
        Page("304", filled["partnership"], conditional=True),
        Page("partnership, signed in", filled["partnership"], session),
        Page("desk", filled["desk"], session),
        *_desks(filled),
        Page("desk, partnership", filled["desk_partnership"], session),
    ]


def _desks(filled: dict[str, str]) -> list[Page]:
    """Give the desks of three roles in a city where much waits."""
    return [
        Page(f"desk, {role}", filled["desk"], {"Cookie": f"session={filled[key]}"})
        for role in ("officer", "coordinator", "mayor")
        if (key := f"session_{role}") in filled
    ]


FLOOR = [
    Page("one query", "/place/1234/"),
    Page("304", "/kept/1234/", conditional=True),
]

"""First small activities for two institutions, ready to use, in Polish, Ukrainian and English.

Each stands in a TOML file beside this module; the name of the file is the kit's code and never
changes, since plans remember it. ``place`` orders them, ``kinds`` and ``ages`` say for whom a kit
is meant, ``weeks`` how long it takes. A table for each language holds its words; what is a list
there has as many items in each language. Each of ``steps`` has its ``week``, ``minutes`` together
(0 for work on one's own) and a text in each language.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.states import InstitutionKind

_HERE = "pobratym.links.kits"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: in which week, how many minutes both sides meet (0 for none), and what is done."""

    week: int
    minutes: int
    text: Wordings


@dataclass(frozen=True, slots=True)
class Kit:
    """One activity.

    Attributes:
        kinds: institutions it suits, in no order.
        ages: the youngest and the oldest it suits.
        weeks: how long it takes.
        audience: for whom it is, in words.
        prepare: what to have ready before the first step.
        tongues: languages, and how to manage without a common one.
        safety: how minors and others in care are protected.
        notes: what to write down at the end.
    """

    code: str
    place: int
    kinds: frozenset[InstitutionKind]
    ages: tuple[int, int]
    weeks: int
    title: Wordings
    aim: Wordings
    audience: Wordings
    tongues: Wordings
    prepare: tuple[Wordings, ...]
    safety: tuple[Wordings, ...]
    notes: tuple[Wordings, ...]
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long both sides meet, all steps together."""
        return sum(step.minutes for step in self.steps)


@cache
def kits() -> Mapping[str, Kit]:
    """Give all kits by code, in their order.

    Raises:
        ValueError: a file lacks a language, or a list has more items in one of them.
    """
    found = [
        _kit(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")))
        for file in files(_HERE).iterdir()
        if file.name.endswith(".toml")
    ]
    return MappingProxyType({kit.code: kit for kit in sorted(found, key=lambda kit: kit.place)})


def kits_for(*kinds: str) -> list[Kit]:
    """Give all kits, those that suit every one of these kinds of institution first."""
    return sorted(kits().values(), key=lambda kit: not kit.kinds.issuperset(kinds))


def _kit(code: str, told: Mapping[str, Any]) -> Kit:
    youngest, oldest = told["ages"]
    return Kit(
        code=code,
        place=told["place"],
        kinds=frozenset(InstitutionKind(kind) for kind in told["kinds"]),
        ages=(youngest, oldest),
        weeks=told["weeks"],
        title=_said(code, told, "title"),
        aim=_said(code, told, "aim"),
        audience=_said(code, told, "audience"),
        tongues=_said(code, told, "tongues"),
        prepare=_listed(code, told, "prepare"),
        safety=_listed(code, told, "safety"),
        notes=_listed(code, told, "notes"),
        steps=tuple(
            Step(step["week"], step["minutes"], _every(code, {one: step[one] for one in LANGUAGES}))
            for step in told["steps"]
        ),
    )


def _said(code: str, told: Mapping[str, Any], name: str) -> Wordings:
    return _every(code, {language: told[language][name].strip() for language in LANGUAGES})


def _listed(code: str, told: Mapping[str, Any], name: str) -> tuple[Wordings, ...]:
    lists = [told[language][name] for language in LANGUAGES]
    if len({len(one) for one in lists}) != 1:
        raise ValueError(f"{code}: {name} has more items in one language than in another.")
    rows = zip(*lists, strict=True)
    return tuple(_every(code, dict(zip(LANGUAGES, row, strict=True))) for row in rows)


def _every(code: str, versions: Mapping[str, str]) -> Wordings:
    if not all(versions.values()):
        raise ValueError(f"{code}: a text lacks a language.")
    return Wordings(versions)

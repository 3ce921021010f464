"""The programmes as data: one file for each, with its rules and where each rule is written."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pobratym.core.wordings import Wordings
from pobratym.prospects.funding.rules import RULES

_FOLDER = Path(__file__).with_name("programmes")


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of a programme.

    Attributes:
        kind: a key of :data:`pobratym.prospects.funding.rules.RULES`.
        facts: what the condition needs, by name.
        source: address of the page that says so.
    """

    kind: str
    facts: Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that gives money to two places together.

    Attributes:
        code: for addresses and notes.
        name: in each language.
        about: what it is for, in a sentence.
        url: its own page.
        application_languages: in which an application may be written.
        currency: of the amounts, ISO 4217; empty where no amounts are known.
        least: the smallest grant.
        most: the largest grant.
        rate: the largest share of the costs that is paid, in per cent; None where it is not known.
        months: the longest duration.
        verified_on: when the sources were last looked at.
        rules: its conditions, in the order in which they are told.
    """

    code: str
    name: Wordings
    about: Wordings
    url: str
    application_languages: Sequence[str]
    verified_on: dt.date
    rules: Sequence[Rule]
    currency: str = ""
    least: int | None = None
    most: int | None = None
    rate: int | None = None
    months: int | None = None


@cache
def programmes() -> Sequence[Programme]:
    """Give all programmes in the order in which they are told.

    Raises:
        ValueError: a file names a rule that does not exist.
    """
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in _FOLDER.glob("*.toml")]
    return [_programme(row) for row in sorted(read, key=lambda row: int(row["place"]))]


def _programme(row: dict[str, Any]) -> Programme:
    del row["place"]
    return Programme(
        name=Wordings(row.pop("name")),
        about=Wordings(row.pop("about")),
        rules=[_rule(rule) for rule in row.pop("rules")],
        **row,
    )


def _rule(row: dict[str, Any]) -> Rule:
    kind, source = row.pop("kind"), row.pop("source")
    if kind not in RULES:
        message = f"no rule of the kind {kind!r}"
        raise ValueError(message)
    return Rule(kind, row, source)

"""Clauses and whole agreements to begin from, in Polish, Ukrainian and English.

The words stand in TOML files beside this module: one for each type of clause, and
``templates.toml``. A table is one entry; its name is the entry's code and never changes, since
clauses remember it. ``topics`` and ``kinds`` say where the entry fits; a table for each language
holds ``heading`` and ``body``. Bodies are plain text as ``texts/structure.py`` reads it. What the
cities fill in stands in square brackets, as many times in each language.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pobratym.agreements.states import ClauseType, Kind

LANGUAGES = ("pl", "uk", "en")
_HERE = "pobratym.agreements.library"


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause of the library.

    Attributes:
        topics: codes of ``directory/topics.json``; empty where it fits every field.
        kinds: kinds of agreement that it is written for.
    """

    code: str
    type: ClauseType
    topics: tuple[str, ...]
    kinds: tuple[Kind, ...]
    headings: Mapping[str, str]
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole agreement: ``codes`` of its clauses in their order."""

    code: str
    kind: Kind
    names: Mapping[str, str]
    hints: Mapping[str, str]
    codes: tuple[str, ...]


@cache
def entries() -> Mapping[str, Entry]:
    """Give all clauses by code, in the usual order of an agreement."""
    return MappingProxyType(
        {
            code: _entry(code, clause_type, table)
            for clause_type in ClauseType
            for code, table in _tables(clause_type).items()
        }
    )


@cache
def templates() -> Mapping[str, Template]:
    """Give the whole agreements by code."""
    return MappingProxyType(
        {
            code: Template(
                code=code,
                kind=Kind(table["kind"]),
                names={language: table[language]["name"] for language in LANGUAGES},
                hints={language: table[language]["hint"] for language in LANGUAGES},
                codes=tuple(table["codes"]),
            )
            for code, table in _tables("templates").items()
        }
    )


def _entry(code: str, clause_type: ClauseType, table: Mapping[str, Any]) -> Entry:
    return Entry(
        code=code,
        type=clause_type,
        topics=tuple(table.get("topics", ())),
        kinds=tuple(Kind(one) for one in table["kinds"]),
        headings={language: table[language]["heading"] for language in LANGUAGES},
        bodies={language: table[language]["body"].strip() for language in LANGUAGES},
    )


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((files(_HERE) / f"{name}.toml").read_text(encoding="utf-8"))

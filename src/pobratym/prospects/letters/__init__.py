"""The first letter to a city, put together from a template in each language (no Django here)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TEMPLATE = Path(__file__).with_name("first.toml")


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the letter names, in the words of one language.

    Attributes:
        ours: the municipality that writes.
        theirs: the municipality that is written to.
        country: of the one that writes.
        residents: their number, or empty where it is not known.
        unit: what it counts.
        on: the day that it is true of.
        they_offer: offers of theirs that we look for.
        we_offer: offers of ours that they look for.
        topics: fields in which both would work.
        email: where an answer is awaited, or empty.
        person: who signs.
        function: as what.
    """

    ours: str
    theirs: str
    country: str
    residents: str = ""
    unit: str = ""
    on: str = ""
    they_offer: Sequence[str] = ()
    we_offer: Sequence[str] = ()
    topics: Sequence[str] = ()
    email: str = ""
    person: str = ""
    function: str = ""


@cache
def templates() -> Mapping[str, Mapping[str, str]]:
    """Give the sentences of the letter by language."""
    return tomllib.loads(_TEMPLATE.read_text(encoding="utf-8"))


def subject_of(facts: LetterFacts, language: str) -> str:
    """Give the subject of the letter."""
    return _filled(templates()[language]["subject"], facts)


def body_of(facts: LetterFacts, language: str) -> str:
    """Put the letter together: what is not known is left out, sentence by sentence."""
    said = templates()[language]
    about_us = [_filled(said["who"], facts)]
    if facts.residents:
        about_us.append(_filled(said["residents"], facts))
    lists = [
        "\n".join([said[name], *(f"- {item}" for item in items)])
        for name, items in (
            ("they_offer", facts.they_offer),
            ("we_offer", facts.we_offer),
            ("topics", facts.topics),
        )
        if items
    ]
    answer = _filled(said["answer"], facts) if facts.email else said["answer_by_mail"]
    signed = [one for one in (facts.person, facts.function, facts.ours) if one]
    return "\n\n".join(
        [
            said["greeting"],
            " ".join(about_us),
            _filled(said["why"], facts),
            *lists,
            f"{said['proposal']} {answer}",
            "\n".join([said["close"], *signed]),
        ]
    )


def _filled(sentence: str, facts: LetterFacts) -> str:
    """Put the facts in, in one pass: braces in a name stay what they are."""
    names = ("ours", "theirs", "country", "residents", "unit", "on", "email")
    parts = sentence
    for name in names:
        parts = parts.replace(f"{{{name}}}", f"\0{name}\0")
    return "".join(
        str(getattr(facts, part)) if place % 2 else part
        for place, part in enumerate(parts.split("\0"))
    )

"""The topics on which cities work together: our own short list, mapped to public ones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pobratym.core.alphabets import collation_key
from pobratym.core.wordings import Wordings

_LIST = Path(__file__).with_name("topics.json")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; sources of the codes stand at the head of ``topics.json``.

    ``cofog`` is a division or group of COFOG 1999, ``dac`` a purpose code of the OECD DAC,
    ``sdg`` targets of the Sustainable Development Goals, ``oc4ids`` a project sector (may lack).
    """

    code: str
    name: Wordings
    cofog: str
    dac: str
    sdg: tuple[str, ...]
    oc4ids: str | None


def _read() -> Mapping[str, Topic]:
    rows = json.loads(_LIST.read_text(encoding="utf-8"))["topics"]
    return {
        row["code"]: Topic(
            code=row["code"],
            name=Wordings(row["name"]),
            cofog=row["cofog"],
            dac=row["dac"],
            sdg=tuple(row["sdg"]),
            oc4ids=row["oc4ids"],
        )
        for row in rows
    }


TOPICS: Mapping[str, Topic] = _read()
"""Every topic by its code, in the order of the list (related ones side by side)."""


def topic_name(code: str, language: str) -> str:
    """Give a topic's name as readers of ``language`` know it; a code unknown here as it is."""
    topic = TOPICS.get(code)
    return topic.name.said(language).text if topic else code


def topics_by_name(language: str) -> list[Topic]:
    """Give all topics in the alphabetical order of ``language``."""
    topics = TOPICS.values()
    return sorted(
        topics, key=lambda topic: collation_key(topic_name(topic.code, language), language)
    )

"""The record of processing: for what each kind of data about people is kept, and on which ground.

GDPR (Regulation (EU) 2016/679) Art. 30 asks for it, Art. 26 for who answers jointly; in Ukraine
Law No. 2297-VI of 1 June 2010 on the protection of personal data.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pobratym.core.wordings import Wordings

_FILE = Path(__file__).with_name("processing.toml")


@dataclass(frozen=True)
class Purpose:
    """One purpose, as the record tells it, each text in three languages.

    ``controllers`` is ``own`` or ``joint``; ``crosses`` says whether the partner city abroad may be
    shown the data at all.
    """

    name: str
    controllers: str
    crosses: bool
    title: Wordings
    people: Wordings
    data: Wordings
    recipients: Wordings
    basis_pl: Wordings
    basis_ua: Wordings
    retention: Wordings


@cache
def purposes() -> dict[str, Purpose]:
    """Give all purposes by name, in the order of the file."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _purpose(name, one) for name, one in told.items()}


def _purpose(name: str, told: dict[str, Any]) -> Purpose:
    texts = {key: Wordings(value) for key, value in told.items() if isinstance(value, dict)}
    return Purpose(name, told["controllers"], told["crosses"], **texts)

"""The data register: what each field of each table holds about people, why, and for how long.

Each room has a file ``data.toml`` with a table for every model of its own, by model label; tables
of libraries are told in ``core/data.toml``. ``fields`` is what holds for all fields not named. From
it come the record of processing, what the journal keeps apart, what logs and exports leave out. A
test fails for a field without an entry.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]


class DataClass(StrEnum):
    """How carefully a value is to be treated."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"
    MINOR = "minor"
    PLACE = "place"
    SECRET = "secret"  # noqa: S105  a class, no password


KEPT_APART = frozenset({DataClass.PERSONAL})
"""Kept beside the journal's line, where it can be erased."""
NEVER_NOTED = frozenset({DataClass.SPECIAL, DataClass.MINOR, DataClass.PLACE, DataClass.SECRET})
"""Never in the journal, in no log, in no search."""
ABOUT_PEOPLE = frozenset({DataClass.PERSONAL, DataClass.SPECIAL, DataClass.MINOR})
"""Tells something of a person: has a purpose and an end."""
TERMS = frozenset({"hour", "session", "sending", "draft", "account", "record", "erase_on", "over"})
"""How long a value may be kept: an hour; until the session ends or the letter is sent; until the
form is sent or the draft is 90 days old; until 90 days after the matter is over (``over``), at most
until the account is erased; until the account is erased; as long as the record, and
erased from it on demand; until the day that stands beside it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the register tells of one field; purpose and term are empty where nobody is meant."""

    treated_as: DataClass
    purpose: str = ""
    keep: str = ""


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Give the whole register: by model label, what its file says."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(PACKAGE.glob("*/data.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {
            f"{app}.{model}": one for app, models in told.items() for model, one in models.items()
        }
    return found


def told_of(label: str, field: str) -> Told:
    """Give what the register tells of a field; one that is told nowhere is personal, to be safe.

    Args:
        label: of the model, lower case, such as ``accounts.user``.
        field: its name.
    """
    model = entries().get(label, {})
    told = model.get(field, model.get("fields", DataClass.PERSONAL))
    if isinstance(told, dict):
        return Told(DataClass(told["class"]), told.get("purpose", ""), told.get("keep", ""))
    return Told(DataClass(told))


def class_of(label: str, field: str) -> DataClass:
    """Say how a field is to be treated; the same arguments as :func:`told_of`."""
    return told_of(label, field).treated_as

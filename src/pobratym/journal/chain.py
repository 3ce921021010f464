"""How lines hang together: each carries a digest of itself and of the line before (no Django here).

What is digested is the very text that both databases store, so that neither a column type nor a
driver can change it: JSON with sorted keys and without spaces, moments in UTC to the microsecond,
no fractions in binary.
"""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from json.encoder import JSONEncoder
from typing import Any
from uuid import UUID

_write = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Line:
    """All that a line says; ``details``, ``changes`` and ``personal`` as the text that is stored.

    ``at`` as :func:`moment` writes it, ``before`` is the digest of the line before (empty for the
    first).
    """

    number: int
    at: str
    by: int | None
    city: str
    what: str
    kind: str
    key: int
    within_kind: str
    within_key: int
    is_own: bool
    details: str
    changes: str
    personal: str
    before: str


def digest(line: Line) -> str:
    """Give the SHA-256 of a line, 64 hexadecimal signs."""
    told = _write(
        [
            line.number, line.at, line.by, line.city, line.what, line.kind, line.key,
            line.within_kind, line.within_key, line.is_own, line.before,
        ]
    )  # fmt: skip
    whole = f"[{told},{line.details},{line.changes},{line.personal}]"
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_value(name: str, value: str, salt: str, person: int | None) -> str:
    """Give the SHA-256 of a value that is kept beside its line; without the salt it says nothing.

    Args:
        name: of the value within its line.
        value: canonical JSON.
        salt: from :func:`new_salt`.
        person: key of whom it concerns, where that is known.
    """
    return sha256(_write([name, salt, person, value]).encode("utf-8", "surrogatepass")).hexdigest()


def new_salt() -> str:
    """Make a salt of 128 bits."""
    return secrets.token_hex(16)


def moment(at: dt.datetime) -> str:
    """Write an aware moment in UTC, always with six digits of a second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> str:
    """Write a value as the one JSON text that it has."""
    return _write(plain(value))


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911  JSON; one line for each type
    """Turn a value into JSON: days and moments ISO, fractions as text, things by their key."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (Decimal, float, UUID)):
        return str(value)
    if hasattr(value, "pk"):
        return plain(value.pk)
    return str(value)

"""The fields that may lie in the vault; the room that owns a thing tells who may read them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from pobratym.accounts.models import User


@dataclass(frozen=True)
class VaultField:
    """One field of one kind of thing.

    Attributes:
        kind: model label of the thing, lower case, such as ``visits.traveller``.
        field: its name, such as ``passport_number``.
        label: what people call it ("passport number").
        may_read: says whether a person may read it of the thing with that key, asked anew inside
            the transaction of the reading.
    """

    kind: str
    field: str
    label: str | Promise
    may_read: Callable[[User, int], bool]


_fields: dict[tuple[str, str], VaultField] = {}


def register(field: VaultField) -> None:
    """Take a field in; called once from the owning room's ``AppConfig.ready``."""
    _fields[field.kind, field.field] = field


def field_named(kind: str, field: str) -> VaultField | None:
    """Give the field of that name, where its room is still installed."""
    return _fields.get((kind, field))


def label_of(kind: str, field: str) -> str:
    """Name a field for people; one whose room is gone by its name in the program."""
    known = field_named(kind, field)
    return str(known.label) if known else f"{kind}.{field}"

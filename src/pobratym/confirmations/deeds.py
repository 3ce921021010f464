"""The kinds of joint change: rooms above tell how each is shown, allowed and done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise

from pobratym.accounts.models import User

if TYPE_CHECKING:
    from pobratym.confirmations.models import JointChange

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """One kind of joint change.

    Attributes:
        name: ``room.deed``, such as ``partnerships.stage``.
        label: what people call it ("Change of the stage").
        find: gives the thing by its key, locked for change.
        now: gives the values of the fields the change touches, as the thing stands now, as JSON.
        do: does it, in the transaction of the last confirmation; refuses with a DomainError.
        show: turns a field and its JSON value into (label, text) for people, in their language.
        page: gives the address of the thing's page, without the language.
    """

    name: str
    label: Promise
    find: Callable[[int], models.Model]
    now: Callable[[models.Model], Values]
    do: Callable[["JointChange", models.Model, User | None], None]
    show: Callable[[str, Any], tuple[str, str]]
    page: Callable[[models.Model], str]


_deeds: dict[str, Deed] = {}


def register(deed: Deed) -> None:
    """Take a kind of joint change in; called once from ``AppConfig.ready``."""
    _deeds[deed.name] = deed


def deed_named(name: str) -> Deed:
    """Give the kind of that name."""
    return _deeds[name]

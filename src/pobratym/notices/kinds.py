"""The kinds of notice; rooms above register theirs and make the sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from pobratym.accounts.models import User
from pobratym.notices.models import Pace

Facts = Mapping[str, Any]


def everyone(person: User) -> bool:
    """Say yes: the kind may reach anybody with an account."""
    return person.is_active


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    Attributes:
        name: ``room.kind``, such as ``confirmations.asked``.
        label: as it stands beside the choice of pace ("A partner city proposes a change").
        sentence: makes one plain sentence from the facts, in the active language.
        usual: the pace of a person who has not chosen.
        reaches: says whether a person's roles, as they are now, let this kind reach them at all;
            asked for the page of choices, and again when a letter is about to go.
        concerns: says of one notice whether its thing is still there and still concerns the person.
        headline: makes the subject of the letter from the facts; the label where there is none.
    """

    name: str
    label: Promise
    sentence: Callable[[Facts], str]
    usual: Pace = Pace.AT_ONCE
    reaches: Callable[[User], bool] = everyone
    concerns: Callable[[User, Facts], bool] = lambda _person, _facts: True
    headline: Callable[[Facts], str] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Take a kind in; called once from ``AppConfig.ready``."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """Give all kinds by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def kind_named(name: str) -> Kind | None:
    """Give the kind of that name, where its room is still installed."""
    return _kinds.get(name)


def still_concerns(person: User, name: str, facts: Facts) -> bool:
    """Say whether a notice of that kind is still for this person: account, roles, the thing."""
    kind = kind_named(name)
    if kind is None or not person.is_active:
        return False
    return kind.reaches(person) and kind.concerns(person, facts)

"""The kinds of notice; rooms above register theirs and make the sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from pobratym.notices.models import Pace


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    Attributes:
        name: ``room.kind``, such as ``confirmations.asked``.
        label: as it stands beside the choice of pace ("A partner city proposes a change").
        sentence: makes one plain sentence from the facts, in the active language.
        usual: the pace of a person who has not chosen.
    """

    name: str
    label: Promise
    sentence: Callable[[Mapping[str, Any]], str]
    usual: Pace = Pace.AT_ONCE


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

"""Hear of deeds: which records have to be looked at again.

The deed's own transaction notes them, so that none is forgotten whatever happens afterwards; they
are looked at as soon as it has ended, once for all deeds of the transaction and with nothing held
that others wait for. What was left behind, by a process that ended there, the next question or the
background work picks up.
"""

import logging
from collections.abc import Collection
from functools import partial

from django.db import connection, transaction

from pobratym.search.adapters import adapters
from pobratym.search.models import Waiting
from pobratym.search.services import indexing
from pobratym.search.services.clock import FEW
from pobratym.search.services.waking import wake

log = logging.getLogger(__name__)

Pairs = frozenset[tuple[str, int]]


def hear(label: str, key: int) -> None:
    """Hear that something was done to a row; in the transaction of the deed.

    Costs nothing where no kind of record listens; else what the adapter asks to learn which of its
    records are meant, and one statement.

    Args:
        label: of its table.
        key: its primary key.
    """
    found: set[tuple[str, int]] = set()
    for kind, adapter in adapters().items():
        if kind == label:
            found.add((kind, key))
        if label in adapter.heard:
            found |= {(kind, one) for one in adapter.heard[label](key)}
    if found:
        note(found)


def note(pairs: Collection[tuple[str, int]]) -> None:
    """Note records to be looked at when the transaction has ended."""
    Waiting.objects.bulk_create(
        [Waiting(kind=kind, key=key) for kind, key in sorted(pairs)], ignore_conflicts=True
    )
    look = partial(_look_again, frozenset(pairs))
    last = connection.run_on_commit[-1:]
    if last and isinstance(last[0][1], partial) and last[0][1].func is _look_again:
        known = last[0][1].args[0]
        if known >= look.args[0] and last[0][0] == set(connection.savepoint_ids):
            return
    transaction.on_commit(look, robust=True)


def _look_again(pairs: Pairs) -> None:
    look_at(pairs)
    wake()


def look_at(pairs: Collection[tuple[str, int]]) -> None:
    """Make the index say what these records say now, and forget that they wait."""
    by_kind: dict[str, list[int]] = {}
    for kind, key in sorted(pairs):
        by_kind.setdefault(kind, []).append(key)
    for kind, keys in by_kind.items():
        for start in range(0, len(keys), indexing.BATCH):
            some = keys[start : start + indexing.BATCH]
            with transaction.atomic():
                indexing.alone()
                Waiting.objects.filter(kind=kind, key__in=some).delete()
                indexing.index(kind, some)


def look_at_few() -> None:
    """Look at what was left behind, where it is not much; before a question is answered."""
    pairs = list(Waiting.objects.order_by("pk").values_list("kind", "key")[: FEW + 1])
    if len(pairs) <= FEW:
        look_at(pairs)

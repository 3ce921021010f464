"""Hear of deeds: which records have to be looked at again.

The deed's own transaction notes them, so that none is forgotten whatever happens afterwards, and
whoever saves does not wait for the index. The next question looks at what was done last before it
is answered, so that a saved record is found at once; the background work picks up the rest.
"""

from collections.abc import Collection

from django.db import transaction

from pobratym.search.adapters import adapters
from pobratym.search.models import Waiting
from pobratym.search.services import indexing
from pobratym.search.services.clock import FEW
from pobratym.search.services.waking import wake


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
    """Note records to be looked at by the next question, or in the background."""
    Waiting.objects.bulk_create(
        [Waiting(kind=kind, key=key) for kind, key in sorted(pairs)], ignore_conflicts=True
    )


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


def look_at_newest() -> None:
    """Look at what was done last, before a question is answered; the rest is left to the worker."""
    pairs = list(Waiting.objects.order_by("-pk").values_list("kind", "key")[:FEW])
    if pairs:
        look_at(pairs)
        wake()

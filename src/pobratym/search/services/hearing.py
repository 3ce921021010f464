"""Hear of deeds: which records have to be looked at again.

The journal has a line for each deed, in the order in which their transactions ended, and the index
keeps how far it has read it. So a deed writes nothing for the index, none is forgotten whatever
happens afterwards, and what was rolled back was never said. The next question reads on and looks at
what was done last before it is answered, so that a saved record is found at once; the background
work picks up the rest.
"""

import time
from collections.abc import Collection, Iterable

from django.db import transaction

from pobratym.journal.models import HEAD, Head
from pobratym.journal.models import Entry as Line
from pobratym.search.adapters import adapters
from pobratym.search.models import State, Waiting
from pobratym.search.services import indexing
from pobratym.search.services.clock import FEW, HEARD
from pobratym.search.services.waking import wake

LINES = 200
"""So many lines of the journal a question reads at most; more wait for the worker."""
_JUST_NOW = 1_000
"""Lines that a new index hears of; what is older it reads with all the records."""
Pair = tuple[str, int]


@transaction.atomic
def listen() -> bool:
    """Read on in the journal, :data:`LINES` at most; says whether its end was reached.

    A second one waits until the first has ended, and goes on from there.
    """
    begin()
    heard = State.objects.select_for_update().get(name=HEARD)
    lines = list(
        Line.objects.filter(pk__gt=int(heard.value))
        .order_by("pk")
        .values_list("pk", "kind", "key", "within_kind", "within_key")[:LINES]
    )
    if lines:
        note(_meant((line[1:3], line[3:5]) for line in lines))
        State.objects.filter(name=HEARD).update(value=str(lines[-1][0]))
    return len(lines) < LINES


def listen_to_all(*, until: float = 0) -> bool:
    """Read to the end of the journal; says whether it was reached.

    Args:
        until: by ``time.monotonic()``, when to leave the rest for later; 0 for never.
    """
    while not listen():
        if until and time.monotonic() > until:
            return False
    return True


def begin() -> None:
    """Begin to hear, where nothing was heard yet; before records are read, so that none is lost."""
    if State.objects.filter(name=HEARD).exists():
        return
    last = Head.objects.filter(pk=HEAD).values_list("number", flat=True).first() or 0
    State.objects.get_or_create(name=HEARD, defaults={"value": str(max(last - _JUST_NOW, 0))})


def _meant(lines: Iterable[tuple[Pair, Pair]]) -> list[Pair]:
    """Give the records that deeds were about, each once, in the order of the last deeds."""
    found: dict[Pair, None] = {}
    for thing, within in dict.fromkeys(reversed(list(lines))):
        for pair in _meant_by(thing, within):
            found.setdefault(pair)
    return list(reversed(found))


def _meant_by(thing: Pair, within: Pair) -> list[Pair]:
    """Give the records that a deed was about, by its thing and the thing that stands within.

    A thing that is gone cannot tell any more what it belonged to; its line still does.
    """
    label, key = thing
    found = []
    for kind, adapter in adapters().items():
        if kind == label:
            found.append((kind, key))
        if label in adapter.heard:
            keys = adapter.heard[label](key) or ([within[1]] if within[0] == kind else [])
            found += [(kind, one) for one in keys]
    return found


def note(pairs: Collection[Pair]) -> None:
    """Note records to be looked at by the next question, or in the background."""
    Waiting.objects.bulk_create(
        [Waiting(kind=kind, key=key) for kind, key in pairs], ignore_conflicts=True
    )


def look_at(pairs: Collection[Pair]) -> None:
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
    is_done = listen()
    pairs = list(Waiting.objects.order_by("-pk").values_list("kind", "key")[:FEW])
    look_at(pairs)
    if pairs or not is_done:
        wake()

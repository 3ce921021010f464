"""Make the whole index, or what of it is missing; goes on where it was ended.

What a kind of record is made by is kept with it. So a new version of this room, a new kind, and a
restored backup, which holds no index, are noticed, and the background work mends them.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.db import models, transaction

from pobratym.search.adapters import adapters
from pobratym.search.models import Entry, State, Waiting
from pobratym.search.services import hearing, indexing, meaning, words

MADE_BY = "2"
"""Whoever changes how words are cut changes this: every index is then made anew."""
_BATCH = 100
Tell = Callable[[str, int, int], object]
"""Hears which kind, how many records of it are done, and how many there are; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the index is.

    Attributes:
        records: in it, by kind.
        unfinished: kinds that are still to be read.
        waiting: records that were changed and not looked at yet.
        without_meaning: texts that have no meaning yet.
        has_model: meanings can be made here.
    """

    records: dict[str, int]
    unfinished: tuple[str, ...]
    waiting: int
    without_meaning: int
    has_model: bool


def status() -> Status:
    """Say how far the index is, after it has heard of all deeds."""
    hearing.listen_to_all()
    there = Entry.objects.filter(is_there=True).order_by()
    counts = there.values_list("kind").annotate(models.Count("pk"))
    return Status(
        records={kind: count for kind, count in counts if kind in adapters()},
        unfinished=tuple(unfinished()),
        waiting=Waiting.objects.count(),
        without_meaning=meaning.count_waiting(),
        has_model=meaning.has_model(),
    )


def unfinished() -> list[str]:
    """Name the kinds of which not all records were read, or were read by an older version."""
    done = dict(State.objects.filter(name__startswith="kind:").values_list("name", "value"))
    return [kind for kind in adapters() if done.get(f"kind:{kind}") != MADE_BY]


@dataclass(frozen=True, slots=True)
class Missing:
    """What cannot be found yet: kinds still to be read, and how many changed records wait."""

    kinds: tuple[str, ...]
    waiting: int


def missing() -> Missing:
    """Say what cannot be found yet, for those who search; one statement."""
    waiting = Waiting.objects.order_by().values(one=models.Value(1)).annotate(n=models.Count("pk"))
    rows = State.objects.filter(name__startswith="kind:").values_list(
        "name", "value", models.Subquery(waiting.values("n"))
    )
    found = list(rows)
    done = {name for name, value, _waiting in found if value == MADE_BY}
    return Missing(
        kinds=tuple(kind for kind in adapters() if f"kind:{kind}" not in done),
        waiting=next((count or 0 for _name, _value, count in found), 0),
    )


def rebuild(tell: Tell = lambda _kind, _done, _of: None) -> None:
    """Read all records anew, one kind after the other; one that was begun is finished first.

    Args:
        tell: hears how far it is; may raise to stop. Called again, it goes on from there.
    """
    if not unfinished():
        State.objects.filter(name__startswith="kind:").delete()
        State.objects.filter(name__startswith="at:").delete()
    finish(tell)


def finish(tell: Tell = lambda _kind, _done, _of: None, *, until: float = 0) -> bool:
    """Read the records that are still to be read; says whether all are.

    Args:
        tell: hears how far it is; may raise to stop.
        until: by ``time.monotonic()``, when to leave the rest for later; 0 for never.
    """
    hearing.begin()
    for kind in unfinished():
        for done, count in _read(kind):
            tell(kind, done, count)
            if until and time.monotonic() > until:
                return False
        _set(f"kind:{kind}", MADE_BY)
        words.tidy()
    gone = Entry.objects.exclude(kind__in=adapters()).filter(is_there=True)
    while some := list(gone.values_list("kind", "key")[:_BATCH]):
        _put(some[0][0], [key for kind, key in some if kind == some[0][0]])
    return True


def _read(kind: str) -> Iterator[tuple[int, int]]:
    table = apps.get_model(kind)._default_manager  # noqa: SLF001  Django's documented name
    count = table.count()
    begun = State.objects.filter(name=f"at:{kind}").values_list("value", flat=True).first()
    last = int(begun or 0)
    done = table.filter(pk__lte=last).count() if last else 0
    while keys := list(
        table.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        last, done = keys[-1], done + len(keys)
        with transaction.atomic():
            indexing.alone()
            indexing.index(kind, keys)
            _set(f"at:{kind}", str(last))
        yield done, count
    for old in _in_batches(Entry.objects.filter(kind=kind, is_there=True)):
        there = set(table.filter(pk__in=old).values_list("pk", flat=True))
        if gone := [key for key in old if key not in there]:
            _put(kind, gone)
    State.objects.filter(name=f"at:{kind}").delete()
    yield count, count


def _put(kind: str, gone: Sequence[int]) -> None:
    with transaction.atomic():
        indexing.alone()
        indexing.put(kind, gone, [])


def _in_batches(entries: "models.QuerySet[Entry]") -> Iterator[list[int]]:
    keys = iter(list(entries.values_list("key", flat=True)))
    while some := list(islice(keys, 500)):
        yield some


def _set(name: str, value: str) -> None:
    State.objects.update_or_create(name=name, defaults={"value": value})


def look_at_waiting(*, until: float = 0) -> bool:
    """Look at what deeds and bulk loads changed; says whether all of it was looked at.

    Args:
        until: by ``time.monotonic()``, when to leave the rest for later; 0 for never.
    """
    if not hearing.listen_to_all(until=until):
        return False
    while pairs := list(Waiting.objects.order_by("pk").values_list("kind", "key")[:_BATCH]):
        hearing.look_at(pairs)
        if until and time.monotonic() > until:
            return False
    return True


def forget_gone() -> int:
    """Forget the entries of records that went long ago: every process has heard of it."""
    last = State.objects.filter(name="gone").values_list("value", flat=True).first()
    gone = Entry.objects.filter(is_there=False, changed__lte=int(last or 0))
    count, _by_table = gone.delete()
    highest = Entry.objects.aggregate(last=models.Max("changed"))["last"] or 0
    _set("gone", str(highest))
    return count

"""Write to the journal."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.data_register import KEPT_APART, NEVER_NOTED, class_of
from pobratym.journal.chain import (
    Line,
    canonical,
    digest,
    digest_of_value,
    moment,
    new_salt,
    plain,
)
from pobratym.journal.models import HEAD, Entry, PersonalValue

ADDRESS, TYPED = "address", "typed"
TRACES = (ADDRESS, TYPED)
"""Names of the values that only tell who was at the door from where; kept for a time."""
_MONTH = dt.timedelta(days=30.44)

Changes = Mapping[str, tuple[object, object]]
"""By field name: the value before, the value after."""

_READ_HEAD = "SELECT number, hash FROM journal_head WHERE id = %s"
_FIRST_HEAD = (
    "INSERT INTO journal_head (id, number, hash, edition) VALUES (%s, 0, '', 0)"
    " ON CONFLICT DO NOTHING"
)
_MOVE_HEAD = "UPDATE journal_head SET number = %s, hash = %s WHERE id = %s"
_RENEW_HEAD = (
    "UPDATE journal_head SET number = %s, hash = %s, edition = %s, edition_at = %s WHERE id = %s"
)
_WRITE = (
    "INSERT INTO journal_entry (id, at, by_id, city, what, kind, key, within_kind, within_key,"
    " is_own, details, changes, personal, prev_hash, hash)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_KEEP = "INSERT INTO journal_personalvalue (entry_id, name, value, salt, person_id) VALUES "


@dataclass(frozen=True, slots=True)
class _Apart:
    """A value that is kept beside its line."""

    name: str
    value: str
    salt: str
    person: int | None


def record(  # noqa: PLR0913  who, what, about what, for whom, from what to what, why
    what: str,
    about: models.Model | None,
    *,
    by: User | None,
    city: str = "",
    changes: Changes | None = None,
    personal: Mapping[str, str] | None = None,
    person: User | None = None,
    why: str = "",
    within: models.Model | tuple[str, int] | None = None,
    own: bool = False,
    renews: bool = True,
    **details: object,
) -> Entry:
    """Note that ``by`` did ``what`` to ``about``, inside the deed's own transaction.

    Lines are numbered without a gap in the order in which their transactions end: on PostgreSQL
    the writer holds the head's row until its deed is done (SQLite has one writer anyway). So the
    number of the last line that ``renews`` names the state of all that public pages show.
    Three statements, one more where values about people are kept apart.

    Args:
        what: ``room.deed`` in the past tense, such as ``partnership.opened``.
        about: the thing; its model label and key are kept. None where there is no thing, such as
            the wrong address of somebody who tried to sign in.
        by: who did it; None for a command run by the administrator of the machine.
        city: official code of the city in whose name it was done.
        changes: by field, the value before and after; personal fields are kept apart, secret ones
            not at all, as the data register says.
        personal: other values about people, by name; kept apart, erasable.
        person: whom the personal values concern; the person that ``about`` is or belongs to, when
            not given.
        why: the reason a person gave; kept apart, since it may name somebody.
        within: the thing on whose page the line is read, when it is not ``about`` itself: of an
            event, its partnership; the model or its label and key.
        own: only those who read the city's own notes may read this line.
        renews: whether a public page may look different now; False for what none shows, such as
            signing in.
        details: what else matters, JSON values, no personal data.

    Raises:
        TransactionManagementError: called outside a transaction.
        ValueError: ``by`` has no key yet, so the line would name nobody.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A deed is recorded in its transaction.")
    if by is not None and by.pk is None:
        raise ValueError("A deed cannot be noted of an unsaved related object: a person.")
    kind, key = _name_of(about)
    within_kind, within_key = _name_of(within) if within is not None else (kind, key)
    concerned = person.pk if person is not None else _person_of(about, kind)
    told = {**(personal or {}), "why": why} if why else personal or {}
    noted, apart = _sorted_out(kind, changes or {}, told, concerned)
    at = timezone.now()
    with connection.cursor() as cursor:
        number, before = _head(cursor)
        line = Line(
            number=number + 1,
            at=moment(at),
            by=None if by is None else by.pk,
            city=city,
            what=what,
            kind=kind,
            key=key,
            within_kind=within_kind,
            within_key=within_key,
            is_own=own,
            details=canonical(details),
            changes=canonical(noted),
            personal=canonical(
                {one.name: digest_of_value(one.name, one.value, one.salt, one.person)
                 for one in apart}
            ),
            before=before,
        )  # fmt: skip
        ended = digest(line)
        stored = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(_WRITE, [
            line.number, stored, line.by, city, what, kind, key, within_kind, within_key, own,
            line.details, line.changes, line.personal, before, ended,
        ])  # fmt: skip
        if renews:
            cursor.execute(_RENEW_HEAD, [line.number, ended, line.number, stored, HEAD])
        else:
            cursor.execute(_MOVE_HEAD, [line.number, ended, HEAD])
        if apart:
            values = [
                part for one in apart
                for part in (line.number, one.name, one.value, one.salt, one.person)
            ]  # fmt: skip
            cursor.execute(_KEEP + ", ".join(["(%s, %s, %s, %s, %s)"] * len(apart)), values)
    return Entry(
        id=line.number, at=at, by=by, city=city, what=what, kind=kind, key=key,
        within_kind=within_kind, within_key=within_key, is_own=own, details=plain(details),
        changes=plain(noted), prev_hash=before, hash=ended,
    )  # fmt: skip


def _head(cursor: CursorWrapper) -> tuple[int, str]:
    """Hold the end of the journal until the transaction is over, and read it."""
    read = _READ_HEAD + (" FOR UPDATE" if connection.vendor == "postgresql" else "")
    cursor.execute(read, [HEAD])
    found = cursor.fetchone()
    if found is None:  # the first line of all
        cursor.execute(_FIRST_HEAD, [HEAD])
        cursor.execute(read, [HEAD])
        found = cursor.fetchone()
    number, before = found
    return number, before


def _name_of(thing: models.Model | tuple[str, int] | None) -> tuple[str, int]:
    if isinstance(thing, tuple):
        return thing
    return ("", 0) if thing is None else (thing._meta.label_lower, thing.pk)  # noqa: SLF001  Django's documented name


def _person_of(about: models.Model | None, kind: str) -> int | None:
    """Give the key of the person that a thing is or belongs to."""
    found: int | None = getattr(about, "pk" if kind == "accounts.user" else "user_id", None)
    return found


@cache
def _treatment(kind: str, field: str) -> str:
    """Say how values of a field are noted: ``apart``, ``changed`` (not at all) or as they are."""
    found = class_of(kind, field)
    if found in NEVER_NOTED:
        return "changed"
    return "apart" if found in KEPT_APART else ""


def _sorted_out(
    kind: str, changes: Changes, personal: Mapping[str, str], person: int | None
) -> tuple[dict[str, object], list[_Apart]]:
    """Part what stands in the line from what stands beside it."""
    noted: dict[str, object] = {
        name: _treatment(kind, name) or [plain(before), plain(after)]
        for name, (before, after) in changes.items()
    }
    return noted, [
        _Apart(name, canonical(value), new_salt(), person)
        for name, value in _values_apart(noted, changes, personal)
    ]


def _values_apart(
    noted: Mapping[str, object], changes: Changes, personal: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    yield from ((name, list(changes[name])) for name, how in noted.items() if how == "apart")
    yield from ((name, value) for name, value in personal.items() if name not in noted)


def record_refusal(  # noqa: PLR0913  who, what, from where, why
    what: str,
    about: models.Model | None,
    *,
    by: User | None,
    city: str = "",
    address: str = "",
    typed: str = "",
    because: str,
    **details: Any,  # noqa: ANN401  JSON values
) -> Entry:
    """Note that something was refused, in a transaction of its own: the deed had none, or lost it.

    Args:
        what: ``room.deed_refused``, such as ``rights.refused``.
        about: the thing, where there is one.
        by: who tried; None for somebody unknown.
        city: official code of the city concerned.
        address: of the network, from :func:`pobratym.core.network.address_of`.
        typed: what an unknown person said to be, such as an e-mail address.
        because: the code of the refusal.
        details: what else matters, JSON values, no personal data.
    """
    told = {ADDRESS: address, TYPED: typed[:300]}
    personal = {name: value for name, value in told.items() if value}
    with transaction.atomic():
        return record(
            what, about, by=by, city=city, personal=personal, person=by, renews=False,
            because=because, **details,
        )  # fmt: skip


def forget_old_traces() -> int:
    """Erase network addresses and what was typed at the door after their time; give how many.

    ``POBRATYM_JOURNAL_PERSONAL_MONTHS`` says how long they are kept. Lines and chain stay whole.
    """
    before = timezone.now() - settings.JOURNAL_PERSONAL_MONTHS * _MONTH
    old = PersonalValue.objects.filter(name__in=TRACES, entry__at__lt=before)
    return old.delete()[0]


def erase_values_of(person: int) -> int:
    """Erase all that the journal keeps apart about a person; gives how many values.

    The lines stay, and their chain stays whole. Guesses at the door made with the person's address
    go, too, though nobody was known by it yet.
    """
    email = User.objects.filter(pk=person).values_list("email", flat=True).first()
    typed = models.Q(name=TYPED, value=email) if email else models.Q()
    return PersonalValue.objects.filter(models.Q(person=person) | typed).delete()[0]

"""Write to the journal."""

from collections.abc import Mapping

from django.db import connection, models, transaction

from pobratym.accounts.models import User
from pobratym.journal.models import Entry

Changes = Mapping[str, tuple[object, object]]
"""By field name: the value before, the value after."""

_ORDER_OF_LINES = 7_462_001  # any fixed number: the name of the lock below


def record(  # noqa: PLR0913  who, what, about what, for whom, from what to what, why
    what: str,
    about: models.Model,
    *,
    by: User | None,
    city: str = "",
    changes: Changes | None = None,
    personal: Mapping[str, str] | None = None,
    why: str = "",
    **details: object,
) -> Entry:
    """Note that ``by`` did ``what`` to ``about``, inside the deed's own transaction.

    Lines are numbered in the order in which their transactions end: on PostgreSQL the writer
    waits for its turn (SQLite has one writer anyway). So the last number names the state of the
    whole record, and public pages use it as their edition.

    Args:
        what: ``room.deed`` in the past tense, such as ``partnership.opened``.
        about: the thing; its model label and key are kept.
        by: who did it; None for a command run by the administrator of the machine.
        city: official code of the city in whose name it was done.
        changes: by field, the value before and after; personal fields are kept apart, secret ones
            not at all, as the data register says.
        personal: other values about people, by name; kept apart, erasable.
        why: the reason a person gave.
        details: what else matters, JSON values, no personal data.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    del changes, personal, why
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A deed is recorded in its transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_OF_LINES])
    label = about._meta.label_lower  # noqa: SLF001  Django's documented name for a model
    return Entry.objects.create(
        what=what, kind=label, key=about.pk, by=by, city=city, details=details
    )

"""Write to the journal."""

from django.db import connection, models, transaction

from pobratym.accounts.models import User
from pobratym.journal.models import Entry

_ORDER_OF_LINES = 7_462_001  # any fixed number: the name of the lock below


def record(
    what: str, about: models.Model, *, by: User | None, city: str = "", **details: object
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
        details: what else matters, JSON values, no personal data.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A deed is recorded in its transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_OF_LINES])
    label = about._meta.label_lower  # noqa: SLF001  Django's documented name for a model
    return Entry.objects.create(
        what=what, kind=label, key=about.pk, by=by, city=city, details=details
    )

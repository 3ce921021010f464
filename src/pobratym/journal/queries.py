"""Read the journal."""

import datetime as dt

from django.db.models import QuerySet

from pobratym.core.prepared import prepared
from pobratym.journal.models import Entry


def edition() -> str:
    """Name the last line, ``number@moment``: it changes with every deed, and with nothing else.

    The moment tells apart two records that have come to the same number, such as one from a backup.
    """
    return next((f"{pk}@{at.isoformat()}" for pk, at in _newest()), "0")


@prepared
def _newest() -> QuerySet[Entry, tuple[int, dt.datetime]]:
    return Entry.objects.order_by("-pk").values_list("pk", "at")[:1]

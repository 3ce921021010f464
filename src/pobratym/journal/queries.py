"""Read the journal."""

import datetime as dt

from django.db.models import QuerySet

from pobratym.core.prepared import prepared
from pobratym.journal.models import HEAD, Head


def edition() -> str:
    """Name the last line that changed what public pages show, ``number@moment``.

    The moment tells apart two records that have come to the same number, such as one from a backup.
    """
    return next((f"{number}@{at.isoformat()}" for number, at in _last() if at), "0")


@prepared
def _last() -> QuerySet[Head, tuple[int, dt.datetime | None]]:
    return Head.objects.filter(pk=HEAD).values_list("edition", "edition_at")

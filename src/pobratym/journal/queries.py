"""Read the journal."""

from django.db.models import Max

from pobratym.journal.models import Entry


def edition() -> int:
    """Number of the last line: it changes with every deed, and with nothing else."""
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0

"""Deeds that the journal notes: their records are looked at again."""

from typing import Any

from django.dispatch import receiver

from pobratym.journal.signals import noted
from pobratym.search.services.hearing import hear


@receiver(noted, dispatch_uid="search.noted")
def hear_of_deed(kind: str, key: int, **_told: Any) -> None:  # noqa: ANN401  whatever is told
    """Hear which row a deed was about."""
    hear(kind, key)

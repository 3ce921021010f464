"""What lies in the vault and who read it; never the values."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from pobratym.core.values import key_before
from pobratym.vault.kinds import label_of
from pobratym.vault.models.secrets import Reading, Secret

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Days:
    """How much lies in the vault, how much should be gone, and when something goes next."""

    total: int
    overdue: int
    following: dt.date | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """How many values of one field a city keeps, and when the first and the last of them go."""

    label: str
    city: str
    count: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A line of the log, with the field's name for people."""

    reading: Reading
    label: str


@dataclass(frozen=True, slots=True)
class ReadingLog:
    """A page of the log, newest first; ``older`` names the page after, if there is one."""

    rows: list[ReadingRow]
    older: str


def days_of_erasure(today: dt.date) -> Days:
    """Count what is kept and what is overdue (one statement)."""
    told = Secret.objects.aggregate(
        total=Count("pk"),
        overdue=Count("pk", filter=Q(erase_on__lte=today)),
        following=Min("erase_on", filter=Q(erase_on__gt=today)),
    )
    return Days(**told)


def held_for(cities: Collection[str]) -> list[HeldRow]:
    """Count by city and field what cities keep in the vault (one statement)."""
    rows = (
        Secret.objects.filter(city__in=cities)
        .values("city", "kind", "field")
        .annotate(count=Count("pk"), first=Min("erase_on"), last=Max("erase_on"))
        .order_by("city", "kind", "field")
    )
    return [
        HeldRow(
            label_of(row["kind"], row["field"]),
            row["city"],
            row["count"],
            row["first"],
            row["last"],
        )
        for row in rows
    ]


def reading_log(cities: Collection[str], after: str) -> ReadingLog:
    """Give a page of the log of these cities (one statement).

    Args:
        cities: official codes.
        after: what the page before calls ``older``; anything else begins with the newest.
    """
    log = Reading.objects.filter(city__in=cities).select_related("by").order_by("-pk")
    found = list(log.filter(pk__lt=key_before(after))[: SHOWN + 1])
    shown = [ReadingRow(one, label_of(one.kind, one.field)) for one in found[:SHOWN]]
    return ReadingLog(shown, str(shown[-1].reading.pk) if len(found) > SHOWN else "")

"""What a partnership has brought, for everybody: its agreements and its visits, asked at once."""

import datetime as dt
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.prepared import prepared
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.programmes.release import PUBLIC, knows
from pobratym.programmes.states import TOLD
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Embargo

_AGREEMENT, _VISIT = "agreement", "visit"


def brought(partnership: Partnership, now: dt.datetime) -> tuple[list[Agreement], list[Visit]]:
    """Give the public agreements by their signing, and the visits known to all, newest first.

    One statement. The rows carry what the page shows, and cannot be saved.
    """
    rows = sorted(_brought(partnership.pk), key=lambda row: (row[7] or dt.date.max, row[1]))
    visits = [_visit(partnership, *row[2:]) for row in reversed(rows) if row[0] == _VISIT]
    return (
        [_agreement(*row[2:8]) for row in rows if row[0] == _AGREEMENT],
        [visit for visit in visits if knows(visit, PUBLIC, now)],
    )


@prepared
def _brought(partnership: int) -> QuerySet[Agreement, tuple[Any, ...]]:
    agreements = Agreement.objects.public().filter(partnership=partnership)
    visits = Visit.objects.filter(partnership=partnership, is_public=True, state__in=sorted(TOLD))
    nothing = Value("", output_field=CharField())
    no_day = Cast(Value(None), output_field=DateField())
    return (
        agreements.order_by()
        .values_list(
            Value(_AGREEMENT), F("pk"), F("public_id"), F("title"), F("kind"), F("stage"),
            F("is_sample"), F("signed_on"), no_day, nothing, nothing, F("title"),
        )
        .union(
            visits.exclude(embargo=Embargo.CLOSED)
            .order_by()
            .values_list(
                Value(_VISIT), F("pk"), F("public_id"), F("title"), F("kind"), F("state"),
                F("is_sample"), F("starts_on"), F("ends_on"), F("embargo"), F("zone"),
                F("host__name"),
            ),
            all=True,
        )
    )  # fmt: skip


def _agreement(*row: object) -> Agreement:
    names = ("public_id", "title", "kind", "stage", "is_sample", "signed_on")
    return Agreement(**dict(zip(names, row, strict=True)))


def _visit(partnership: Partnership, *row: object) -> Visit:
    names = (
        "public_id", "title", "kind", "state", "is_sample", "starts_on", "ends_on", "embargo",
        "zone",
    )  # fmt: skip
    visit = Visit(**dict(zip(names, row[:9], strict=True)), is_public=True)
    visit.partnership, visit.host = partnership, Municipality(name=row[9])
    return visit

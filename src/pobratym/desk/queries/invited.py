"""Visits to which one's own city is invited and has not answered."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from pobratym.core.addresses import address
from pobratym.core.filters import said
from pobratym.core.prepared import prepared
from pobratym.core.words import gettext
from pobratym.desk.queries.matters import Matter
from pobratym.directory.states import CONFIRMING, Mandate
from pobratym.visits.models.visits import VisitGuest
from pobratym.visits.states import VisitState

MOST = 50


def of_invitations(mandate: Mandate, today: dt.date) -> Iterator[Matter]:
    """Give invitations that wait for the word of the reader's cities (one statement, or none)."""
    cities = tuple(sorted(mandate.cities(CONFIRMING)))
    for public_id, title, host, starts_on, is_sample in _waiting(cities, today) if cities else []:
        yield Matter(
            what=gettext("Answer the invitation to a visit"),
            action=gettext("Answer"),
            address=address("visits:visit", public_id=public_id),
            about=title,
            with_whom=said(host),
            on=starts_on,
            is_sample=is_sample,
        )


@prepared
def _waiting(cities: tuple[int, ...], today: dt.date) -> QuerySet[VisitGuest, tuple[Any, ...]]:
    rows = VisitGuest.objects.filter(
        city__in=cities,
        accepted_at=None,
        visit__state=VisitState.INVITED,
        visit__ends_on__gte=today,
    )
    return rows.order_by("visit__starts_on", "pk").values_list(
        "visit__public_id", "visit__title", "visit__host__name", "visit__starts_on",
        "visit__is_sample",
    )[:MOST]  # fmt: skip

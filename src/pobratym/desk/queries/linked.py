"""What waits in links between institutions, for those who work in one of them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from pobratym.core.addresses import address
from pobratym.core.filters import said
from pobratym.core.prepared import prepared
from pobratym.core.words import gettext
from pobratym.desk.queries.matters import Matter
from pobratym.directory.states import AT_INSTITUTION, Mandate, Role
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.states import OPEN, ActivityState

MOST = 50


def of_links(mandate: Mandate, today: dt.date) -> Iterator[Matter]:
    """Give proposals that wait for a head, and plans whose last day is over.

    One statement for heads, one for all who work in an institution, none for others.
    """
    headed = tuple(sorted(mandate.institutions({Role.HEAD})))
    for public_id, own, other, city, is_sample in _asked(headed) if headed else []:
        yield Matter(
            what=gettext("Answer the proposal of a link with %(partner)s", partner=said(other)),
            action=gettext("Answer"),
            address=address("links:link", public_id=public_id),
            about=own,
            with_whom=said(city),
            is_sample=is_sample,
        )
    places = tuple(sorted(mandate.institutions(AT_INSTITUTION)))
    for public_id, title, until, is_sample in _over(places, today) if places else []:
        yield Matter(
            what=gettext("Note what came of it"),
            action=gettext("Note it"),
            address=address("links:activity", public_id=public_id),
            about=title,
            on=until,
            is_sample=is_sample,
        )


def _asked(places: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """Name the own institution first, then the other with its city."""
    found = []
    for a, b, *named in _open(places):
        public_id, is_sample, yes_a, yes_b, *names = named
        name_a, name_b, city_a, city_b = names
        if a in places and yes_a is None:
            found.append((public_id, name_a, name_b, city_b, is_sample))
        if b in places and yes_b is None:
            found.append((public_id, name_b, name_a, city_a, is_sample))
    return found


@prepared
def _open(places: tuple[int, ...]) -> QuerySet[Link, tuple[Any, ...]]:
    asked = Q(a__in=places, accepted_a_at=None) | Q(b__in=places, accepted_b_at=None)
    rows = Link.objects.filter(asked, state__in=sorted(OPEN)).order_by("-pk")
    return rows.values_list(
        "a", "b", "public_id", "is_sample", "accepted_a_at", "accepted_b_at",
        "a__name", "b__name", "a__municipality__name", "b__municipality__name",
    )[:MOST]  # fmt: skip


@prepared
def _over(places: tuple[int, ...], today: dt.date) -> QuerySet[Activity, tuple[Any, ...]]:
    own = Q(link__a__in=places) | Q(link__b__in=places)
    rows = Activity.objects.filter(own, state=ActivityState.PLANNED, until__lt=today)
    return rows.order_by("until", "pk").values_list("public_id", "title", "until", "is_sample")[
        :MOST
    ]

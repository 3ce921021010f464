"""What came of visits and waits: promises to keep, gifts above the ceiling to decide on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from pobratym.accounts.models import User
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.rules import DECIDING
from pobratym.allowances.states import GiftState
from pobratym.core.addresses import address
from pobratym.core.prepared import prepared
from pobratym.core.words import gettext, language
from pobratym.desk.queries.matters import Matter
from pobratym.directory.states import Mandate
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.states import PromiseState
from pobratym.visits.states import VisitState

MOST = 50
SHOWN = dt.timedelta(days=30)
"""So long before the day a promise of a colleague stands on the desk; the own ones always do."""
_PROMISE, _GIFT = "promise", "gift"


def of_visits(reader: User, mandate: Mandate, today: dt.date) -> Iterator[Matter]:
    """Give promises of the reader and of the reader's cities, and gifts to decide on.

    One statement, or none for who acts for no city.
    """
    cities = tuple(sorted(mandate.cities(DECIDING)))
    found = _waiting(reader.pk, cities, today + SHOWN) if cities else []
    for kind, public_id, what, on, owner, name, title, is_sample in found:
        if kind == _GIFT:
            yield Matter(
                what=gettext("Decide on a gift above the ceiling"),
                action=gettext("Decide"),
                address=address("allowances:gift", public_id=public_id),
                about=title,
                is_sample=is_sample,
            )
            continue
        yield Matter(
            what=what.said(language()).text,
            action=gettext("See the promise"),
            address=address("outcomes:promise", public_id=public_id),
            about=title,
            owner=name or "",
            on=on,
            is_mine=owner == reader.pk,
            is_sample=is_sample,
        )


@prepared
def _waiting(
    reader: int, cities: tuple[int, ...], until: dt.date
) -> QuerySet[Promise, tuple[Any, ...]]:
    """Ask for both at once: each alone is a few rows of a city, found by an index."""
    near = Q(owner=reader) | Q(due_on__lte=until)
    promises = Promise.objects.filter(near, city__in=cities, state=PromiseState.OPEN.value).exclude(
        visit__state=VisitState.CANCELLED.value
    )
    gifts = Gift.objects.filter(city__in=cities, state=GiftState.WAITING.value)
    gifts = gifts.exclude(entered_by=reader)
    nobody = Cast(Value(None), output_field=IntegerField())
    no_day = Cast(Value(None), output_field=DateField())
    no_name = Value("", output_field=CharField())
    common = (F("visit__title"), F("visit__is_sample"))
    return (
        promises.order_by()
        .values_list(
            Value(_PROMISE), F("public_id"), F("what"), F("due_on"), F("owner"), F("owner__name"),
            *common,
        )
        .union(
            gifts.order_by().values_list(
                Value(_GIFT), F("public_id"), F("visit__title"), no_day, nobody, no_name, *common
            ),
            all=True,
        )[:MOST]
    )  # fmt: skip

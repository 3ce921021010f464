"""What partners wait for: answers to proposals and invitations, promises, gifts to decide on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.rules import DECIDING
from pobratym.allowances.states import GiftState
from pobratym.confirmations.deeds import deed_named
from pobratym.confirmations.models import Answer
from pobratym.confirmations.states import State
from pobratym.core.addresses import address
from pobratym.core.filters import said
from pobratym.core.prepared import prepared
from pobratym.core.words import gettext, language
from pobratym.desk.queries.matters import Matter
from pobratym.directory.states import CONFIRMING, Mandate
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.states import PromiseState
from pobratym.visits.models.visits import VisitGuest
from pobratym.visits.states import VisitState

MOST = 200
SHOWN = dt.timedelta(days=30)
"""So long before the day a promise of a colleague stands on the desk; the own ones always do."""
_PROPOSAL, _INVITATION, _PROMISE, _GIFT = "proposal", "invitation", "promise", "gift"
_NOWHERE = (0,)
"""No city has this key."""


def of_partners(reader: User, mandate: Mandate, now: dt.datetime) -> Iterator[Matter]:
    """Give what partner cities propose or wait for, and what visits left to do.

    One statement, or none for who neither confirms nor decides for a city.
    """
    confirming = tuple(sorted(mandate.cities(CONFIRMING)))
    deciding = tuple(sorted(mandate.cities(DECIDING)))
    if not confirming and not deciding:
        return
    today = timezone.localtime(now).date()
    rows = _waiting(
        reader.pk, confirming or _NOWHERE, deciding or _NOWHERE, today, today + SHOWN
    )  # fmt: skip
    for kind, *row in rows:
        matter = _SHOWN[kind](reader, now, *row)
        if matter is not None:
            yield matter


def _proposal(_reader: User, now: dt.datetime, *row: Any) -> Matter | None:  # noqa: ANN401  a row
    public_id, _title, what, deed, city, until, *_rest = row
    if until <= now:
        return None
    return Matter(
        what=str(deed_named(deed).label),
        action=gettext("Answer"),
        address=address("confirmations:change", public_id=public_id),
        about=what,
        with_whom=gettext("proposed by %(city)s", city=said(city)),
        at=until,
    )


def _invitation(_reader: User, _now: dt.datetime, *row: Any) -> Matter:  # noqa: ANN401  a row
    public_id, title, _what, _deed, host, _until, on, _owner, is_sample = row
    return Matter(
        what=gettext("Answer the invitation to a visit"),
        action=gettext("Answer"),
        address=address("visits:visit", public_id=public_id),
        about=title,
        with_whom=said(host),
        on=on,
        is_sample=is_sample,
    )


def _promise(reader: User, _now: dt.datetime, *row: Any) -> Matter:  # noqa: ANN401  a row
    public_id, title, what, name, _city, _until, on, owner, is_sample = row
    return Matter(
        what=what.said(language()).text,
        action=gettext("See the promise"),
        address=address("outcomes:promise", public_id=public_id),
        about=title,
        owner=name or "",
        on=on,
        is_mine=owner == reader.pk,
        is_sample=is_sample,
    )


def _gift(_reader: User, _now: dt.datetime, *row: Any) -> Matter:  # noqa: ANN401  a row
    public_id, title, *_rest, is_sample = row
    return Matter(
        what=gettext("Decide on a gift above the ceiling"),
        action=gettext("Decide"),
        address=address("allowances:gift", public_id=public_id),
        about=title,
        is_sample=is_sample,
    )


_SHOWN = {_PROPOSAL: _proposal, _INVITATION: _invitation, _PROMISE: _promise, _GIFT: _gift}


@prepared
def _waiting(
    reader: int,
    confirming: tuple[int, ...],
    deciding: tuple[int, ...],
    today: dt.date,
    until: dt.date,
) -> QuerySet[Answer, tuple[Any, ...]]:
    """Ask for all at once: each alone is a few rows of a city, found by an index."""
    never = Cast(Value(None), output_field=DateTimeField())
    no_day = Cast(Value(None), output_field=DateField())
    nobody = Cast(Value(None), output_field=IntegerField())
    nothing = Value("", output_field=CharField())
    answers = Answer.objects.filter(city__in=confirming, said="", change__state=State.OPEN)
    invitations = VisitGuest.objects.filter(
        city__in=confirming,
        accepted_at=None,
        visit__state=VisitState.INVITED,
        visit__ends_on__gte=today,
    )
    near = Q(owner=reader) | Q(due_on__lte=until)
    promises = Promise.objects.filter(near, city__in=deciding, state=PromiseState.OPEN.value)
    promises = promises.exclude(visit__state=VisitState.CANCELLED.value)
    gifts = Gift.objects.filter(city__in=deciding, state=GiftState.WAITING.value)
    visit, sample = F("visit__title"), F("visit__is_sample")
    host = F("visit__host__name")
    return (
        answers.order_by()
        .values_list(
            Value(_PROPOSAL), F("change__public_id"), F("change__title"), F("change__title"),
            F("change__deed"), F("change__proposed_by__name"), F("change__expires_at"),
            no_day, nobody, Value(value=False),
        )
        .union(
            invitations.order_by().values_list(
                Value(_INVITATION), F("visit__public_id"), visit, visit, nothing, host, never,
                F("visit__starts_on"), nobody, sample,
            ),
            promises.order_by().values_list(
                Value(_PROMISE), F("public_id"), visit, F("what"), F("owner__name"), host, never,
                F("due_on"), F("owner"), sample,
            ),
            gifts.exclude(entered_by=reader).order_by().values_list(
                Value(_GIFT), F("public_id"), visit, visit, nothing, host, never, no_day, nobody,
                sample,
            ),
            all=True,
        )[:MOST]
    )  # fmt: skip

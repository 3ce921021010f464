"""Telling people."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.notices import letters
from pobratym.notices.kinds import kind_named, still_concerns
from pobratym.notices.models import Notice, Pace, Wish
from pobratym.notices.queries import waiting_for_digest
from pobratym.work.models import Letter

FIRST_HOUR, LAST_HOUR = 8, 20
"""Between these hours of the person's own day the daily letter may come."""
KEPT = dt.timedelta(days=365)


@transaction.atomic
def tell(people: Iterable[User], kind: str, facts: Mapping[str, Any], page: str) -> int:
    """Tell people of something, inside the deed's own transaction.

    Args:
        people: only those concerned; nobody twice, nobody whose account is closed.
        kind: a registered kind.
        facts: what the kind's sentence needs, JSON values.
        page: where to look, an address without the language, such as ``/desk/``.

    Returns:
        How many were told.
    """
    told = {person.pk: person for person in people if person.is_active}
    known = kind_named(kind)
    usual = known.usual if known else Pace.NONE
    chosen = dict(Wish.objects.filter(user__in=told, kind=kind).values_list("user", "pace"))
    now = timezone.now()
    notices = [
        Notice(user_id=key, kind=kind, facts=dict(facts), page=page, at=now, pace=pace)
        for key in told
        for pace in [chosen.get(key, usual)]
    ]
    at_once = [notice for notice in notices if notice.pace == Pace.AT_ONCE]
    for notice in at_once:
        notice.mailed_at = now
    Notice.objects.bulk_create(notices)
    for notice in at_once:
        letters.post_at_once(told[notice.user_id], notice)
    return len(told)


def see(notice: Notice) -> None:
    """Note that the person has looked at a notice; a second time changes nothing."""
    Notice.objects.unseen().filter(pk=notice.pk).update(seen_at=timezone.now())


def see_all(person: User, up_to: int) -> int:
    """Note that the person has looked at all notices up to the one with that key; gives how many.

    What came after the page was shown stays as it is.
    """
    shown = Notice.objects.unseen().filter(user=person, pk__lte=up_to)
    return shown.update(seen_at=timezone.now())


@transaction.atomic
def choose_paces(person: User, paces: Mapping[str, str]) -> None:
    """Keep how quickly a person wants to hear by e-mail of each of these kinds."""
    for kind, pace in paces.items():
        wish = Wish(user=person, kind=kind, pace=pace)
        wish.full_clean(validate_unique=False, validate_constraints=False)
        Wish.objects.update_or_create(user=person, kind=kind, defaults={"pace": pace})


def stop_letters(user: int, kinds: Iterable[str]) -> None:
    """Send a person no more letters of these kinds; the notices in the product go on.

    A person or a kind that is gone is passed over.
    """
    person = User.objects.filter(pk=user).first()
    if person is not None:
        choose_paces(person, {kind: Pace.NONE for kind in kinds if kind_named(kind)})


def post_digests(now: dt.datetime) -> int:
    """Write to each person what is to come once a day, where it is a civil hour there.

    Called every hour, also twice at once: a person gets one letter a day, and none when all has
    been looked at meanwhile.

    Returns:
        How many letters were written.
    """
    due = [person for person in waiting_for_digest() if _is_civil(person, now)]
    return sum(_post_digest(person, now) for person in due)


def _is_civil(person: User, now: dt.datetime) -> bool:
    return FIRST_HOUR <= now.astimezone(ZoneInfo(person.timezone)).hour < LAST_HOUR


@transaction.atomic
def _post_digest(person: User, now: dt.datetime) -> bool:
    day = now.astimezone(ZoneInfo(person.timezone)).date()
    key = f"digest:{person.pk}:{day.isoformat()}"
    # Who comes second waits here, and then finds nothing left.
    held = Notice.objects.select_for_update().filter(
        user=person, pace=Pace.DAILY, mailed_at__isnull=True
    )
    notices = list(held.order_by("pk"))
    if not notices or Letter.objects.filter(key=key).exists():
        return False
    unwanted = set(Wish.objects.filter(user=person, pace=Pace.NONE).values_list("kind", flat=True))
    told = [one for one in notices if one.kind not in unwanted and _is_news(person, one)]
    if told:
        letters.post_digest(person, told, key)
    sent = {one.pk for one in told}
    held.filter(pk__in=sent).update(mailed_at=now)
    rest = [one.pk for one in notices if one.pk not in sent]
    Notice.objects.filter(pk__in=rest).update(pace=Pace.NONE)
    return bool(told)


def _is_news(person: User, notice: Notice) -> bool:
    return notice.seen_at is None and still_concerns(person, notice.kind, notice.facts)


def forget_old_notices(now: dt.datetime) -> int:
    """Drop what was looked at more than a year ago; gives how many."""
    return Notice.objects.filter(seen_at__lt=now - KEPT).delete()[0]

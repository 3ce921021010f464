"""Hands letters of the outbox over, each once, at the pace that is allowed."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from pobratym.work.backing_off import LETTER_WAITS_SECONDS, wait_after
from pobratym.work.envelopes import UnfitAddressError, message_for
from pobratym.work.models import Letter
from pobratym.work.transports import PostponedError, RefusedError, Transport, UnreachableError
from pobratym.work.wanted import is_still_wanted

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
LEASE = dt.timedelta(minutes=10)
"""For how long a letter belongs to the worker that sends it; longer than any conversation."""
_LIMIT_WAIT = dt.timedelta(minutes=10)
_RECORD_ATTEMPTS = 5
WIPED: dict[str, Any] = {"to": "", "subject": "", "text": "", "html": "", "unsubscribe": ""}


def deliver_due(way: Transport, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Send letters that are due, the urgent first; give how many were dealt with.

    A letter is taken for ``LEASE`` in a transaction of its own before the mail server hears of it,
    so no transaction is open meanwhile, and no two workers send the same one.

    Args:
        way: where they go.
        goes_on: is asked before each letter; no ends the round.
    """
    done = 0
    try:
        for letter in _due():
            if not goes_on():
                break
            done += _deliver(letter, way)
    except UnreachableError:
        return 0  # wait a little; the next one would not get through either
    finally:
        way.close()
    return done


def _due() -> list[Letter]:
    now = timezone.now()
    due = Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=now)
    ordered = due.select_related("user").order_by("-is_urgent", "next_at")
    found = list(ordered[:MOST_AT_ONCE])
    if any(not letter.is_urgent for letter in found):
        room = settings.MAIL_PER_HOUR - _sent_lately(now)
        if room < len(found):
            due.filter(is_urgent=False).update(next_at=now + _LIMIT_WAIT)
            others = [letter for letter in found if not letter.is_urgent][: max(room, 0)]
            Letter.objects.filter(pk__in=[one.pk for one in others]).update(next_at=now)
            for letter in others:
                letter.next_at = now
            return [letter for letter in found if letter.is_urgent] + others
    return found


def _sent_lately(now: dt.datetime, **whose: str) -> int:
    hour = now - dt.timedelta(hours=1)
    return Letter.objects.filter(sent_at__gte=hour, **whose).count()


def _deliver(letter: Letter, way: Transport) -> int:
    """Deal with one letter; give 1 where it was ours."""
    if _is_stopped(letter):
        return _set(letter, state=Letter.State.STOPPED, **WIPED)
    if _is_too_many(letter):
        return _set(letter, next_at=timezone.now() + _LIMIT_WAIT)
    taken = timezone.now() + LEASE
    if not _set(letter, attempts=letter.attempts + 1, next_at=taken):
        return 0  # another worker has it
    letter.attempts, letter.next_at = letter.attempts + 1, taken
    try:
        way.send(message_for(letter))
    except UnfitAddressError:
        _fail(letter, "address")
    except RefusedError as refusal:
        _fail(letter, f"refused {refusal}")
    except PostponedError as refusal:
        is_alone = isinstance(refusal, UnreachableError)
        _try_later(letter, f"{'unreachable' if is_alone else 'postponed'} {refusal}")
        if is_alone:
            raise
    else:
        _record_sent(letter)
    return 1


def _is_stopped(letter: Letter) -> bool:
    """Say whether the account was closed, its address changed, or the matter went elsewhere."""
    person = letter.user
    if person is not None:
        moved = letter.follows_account and person.email.casefold() != letter.to.casefold()
        if moved or not person.is_active:
            return True
    return not is_still_wanted(letter)


def _is_too_many(letter: Letter) -> bool:
    if letter.is_urgent:
        return False
    return _sent_lately(timezone.now(), recipient=letter.recipient) >= settings.MAIL_PER_PERSON


def _set(letter: Letter, **values: Any) -> int:  # noqa: ANN401  any columns
    """Change a letter that still waits as we read it; give how many rows that was, 0 or 1."""
    seen = Letter.objects.filter(
        pk=letter.pk,
        state=Letter.State.WAITING,
        attempts=letter.attempts,
        next_at=letter.next_at,
    )
    return seen.update(**values)


def _record_sent(letter: Letter) -> None:
    """Note that the server took it; until this stands, dying means sending it again.

    Raises:
        OperationalError: the database does not answer for a while.
    """
    for left in reversed(range(_RECORD_ATTEMPTS)):
        try:
            _set(letter, state=Letter.State.SENT, sent_at=timezone.now(), fault="", **WIPED)
        except OperationalError:
            if not left:
                raise
        else:
            return


def _try_later(letter: Letter, fault: str) -> None:
    wait = wait_after(letter.attempts, LETTER_WAITS_SECONDS)
    if wait is None:
        _fail(letter, fault)
    else:
        _set(letter, next_at=timezone.now() + wait, fault=fault[:300])


def _fail(letter: Letter, fault: str) -> None:
    """Give the letter up, words and all still there, so that it can be sent after all."""
    log.error("Letter %s (%s) could not be sent: %s", letter.public_id, letter.kind, fault)
    _set(letter, state=Letter.State.FAILED, fault=fault[:300])

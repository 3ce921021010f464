"""How an active link rests, goes on and ends."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.employment import mandate_now
from pobratym.links import telling
from pobratym.links.models.links import Link
from pobratym.links.rules import to_end, to_pause, to_resume
from pobratym.links.services.holding import note, refuse_outsider, take
from pobratym.links.services.links import close, move
from pobratym.links.states import STANDING, LinkState, Side


@transaction.atomic
def pause(link: Link, *, version: int, by: User, reason: str = "") -> Link:
    """Let a link rest for one side; each side takes back only its own pause.

    Args:
        link: is held and read anew.
        version: the one that the person saw.
        by: the head of one side, or who writes for its city.
        reason: why, for both sides to read.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_standing``, ``not_your_institution``, ``wrong_state`` (this side rests).
    """
    link = take(link, version)
    _refuse_lying(link)
    side, before = refuse_outsider(to_pause(link, mandate_now(by))), LinkState(link.state)
    move(link, LinkState.PAUSED)
    _put_pause(link, side, is_on=True)
    link.reason = reason.strip()
    return _moved(link, side, before, "paused", by)


@transaction.atomic
def resume(link: Link, *, version: int, by: User) -> Link:
    """Go on as the head of a side that rests; the link is active when neither side rests.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_standing``, ``not_your_institution`` (this side does not rest).
    """
    link = take(link, version)
    _refuse_lying(link)
    side, before = refuse_outsider(to_resume(link, mandate_now(by))), LinkState(link.state)
    _put_pause(link, side, is_on=False)
    if not link.rests(side.other):
        move(link, LinkState.ACTIVE)
        link.reason = ""
    return _moved(link, side, before, "resumed", by)


@transaction.atomic
def end(link: Link, *, version: int, by: User, reason: str) -> Link:
    """End a link for good, as one side and with a reason; the contacts are closed at once.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_standing``, ``not_your_institution``, ``no_reason``.
    """
    link = take(link, version)
    _refuse_lying(link)
    side = refuse_outsider(to_end(link, mandate_now(by)))
    if not reason.strip():
        raise DomainError(_("Say why."), code="no_reason", field="reason")
    return close(link, side, LinkState.ENDED, by, reason)


def _refuse_lying(link: Link) -> None:
    if link.state not in STANDING:
        raise DomainError(_("This link is not active."), code="not_standing")


def _put_pause(link: Link, side: Side, *, is_on: bool) -> None:
    setattr(link, f"paused_{side}_at", timezone.now() if is_on else None)


def _moved(link: Link, side: Side, before: LinkState, did: str, by: User) -> Link:
    link.full_clean()
    link.save()
    changes = {"state": (before, LinkState(link.state))}
    why = link.reason if did == "paused" else ""
    note(f"link.{did}", link, link, side, by=by, changes=changes, why=why)
    telling.of_change(link, side, did, by=by)
    return link

"""How a proposal comes to its end."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.models import JointChange, JointChangeQuerySet
from pobratym.confirmations.services.telling import tell_closed, tell_expiring, tell_overtaken
from pobratym.confirmations.states import REMINDED_BEFORE, State
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal.services import record

AT_A_TIME = 100

CLOSED_NOW = {
    State.DONE: _("All cities have confirmed this already: it is done."),
    State.DECLINED: _("This proposal was declined, so it can be answered no more."),
    State.WITHDRAWN: _("The city that proposed this has taken it back."),
    State.EXPIRED: _("The time to answer this proposal is over. It can be proposed anew."),
    State.OVERTAKEN: _("What this proposal was about has changed meanwhile. Propose it anew."),
}
"""What is told of a proposal that can be answered no more."""


def held(change: JointChange) -> JointChange:
    """Read a proposal anew and hold it until the deed is done."""
    return JointChange.objects.select_for_update().get(pk=change.pk)


def refuse_closed(change: JointChange, version: int) -> None:
    """Let nobody answer what waits no more, nor what another city has answered unseen.

    Raises:
        DomainError: ``closed``.
        StaleVersion: the version has moved on.
    """
    if not change.is_open:
        raise DomainError(CLOSED_NOW[change.stage], code="closed")
    if change.version != version:
        raise StaleVersion(change)


def close(change: JointChange, state: State) -> None:
    """Bring a proposal that is held to its end."""
    change.state, change.closed_at = state, timezone.now()
    change.version += 1
    change.full_clean(validate_constraints=False)
    change.save()


def expire_over(changes: JointChangeQuerySet) -> int:
    """Close those of ``changes``, which are held, whose time is over; give how many."""
    over = [change for change in changes if change.stage is State.EXPIRED]
    for change in over:
        close(change, State.EXPIRED)
        record(
            "change.expired",
            change,
            by=None,
            city=change.proposed_by.code,
            within=(change.about_kind, change.about_key),
        )
        tell_closed(change, None)
    return len(over)


def expire_due() -> int:
    """Close every proposal whose time is over, and give how many; what they are about stays."""
    due = JointChange.objects.filter(state=State.OPEN, expires_at__lte=timezone.now())
    closed = 0
    while keys := list(due.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]):
        with transaction.atomic():
            rows = due.filter(pk__in=keys).select_for_update().order_by("pk")
            closed += expire_over(rows)
    return closed


def remind_of_expiring() -> int:
    """Tell those who have not answered that little time is left; each proposal once."""
    soon = timezone.now() + REMINDED_BEFORE
    late = JointChange.objects.open().filter(expires_at__lte=soon, reminded_at__isnull=True)
    reminded = 0
    while keys := list(late.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]):
        with transaction.atomic():
            for change in late.filter(pk__in=keys).select_for_update().order_by("pk"):
                change.reminded_at = timezone.now()
                change.save(update_fields=["reminded_at"])
                tell_expiring(change)
                reminded += 1
    return reminded


def overtake_open(about: models.Model, *, by: User | None, city: str) -> int:
    """Close the proposals about a thing that one city changes on its own, and give how many.

    Call it inside the deed's transaction before the thing is locked (see the order of locks).

    Args:
        about: the thing.
        by: who changes it.
        city: official code of the city in whose name, for the journal.
    """
    waiting = JointChange.objects.about(about).filter(state=State.OPEN)
    changes = list(waiting.select_for_update().order_by("pk"))
    for change in changes:
        close(change, State.OVERTAKEN)
        record(
            "change.overtaken",
            change,
            by=by,
            city=city,
            within=(change.about_kind, change.about_key),
        )
        tell_overtaken(change, by)
    return len(changes)

"""Reminders of due days: seven days before, the day before, and once the day has passed."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold
from pobratym.agreements.states import FROZEN
from pobratym.routes.models.force import Reminder
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.queries.waiting import running_steps
from pobratym.routes.services.advancing import advance_all
from pobratym.routes.states import StepState
from pobratym.routes.telling import tell_of_term

WEEK, DAY = 7, 1
_RUNNING = (StepState.OPEN.value, StepState.SENT.value)


def remind(today: dt.date) -> int:
    """Tell of every term that ends within a week, tomorrow or today, or is over; each once.

    Called daily; a day on which nothing ran is made up the next time. Each step has a transaction
    of its own, so one that fails keeps no other from being told.

    Returns:
        How many steps were told of.
    """
    wind_clocks()
    soon = today + dt.timedelta(days=WEEK)
    due = running_steps().filter(state__in=_RUNNING, due_on__lte=soon)
    keys = list(due.order_by("due_on", "pk").values_list("pk", flat=True))
    return sum(_remind(key, today) for key in keys)


@transaction.atomic
def _remind(key: int, today: dt.date) -> bool:
    """Tell of one term, unless it was told of, or is no longer due.

    The agreement is held first, as in every deed: foreign keys are checked at the end of a
    transaction and would otherwise wait in the other order.
    """
    hold(Agreement(pk=Step.objects.values_list("walk__agreement", flat=True).get(pk=key)))
    step = running_steps().filter(pk=key, state__in=_RUNNING, due_on__isnull=False).first()
    if step is None or step.due_on is None:
        return False
    days = (step.due_on - today).days
    mark = "overdue" if days < 0 else "tomorrow" if days <= DAY else "week"
    _row, is_new = Reminder.objects.get_or_create(
        agreement=step.walk.agreement, what=f"{mark}:{step.pk}", on=step.due_on
    )
    if is_new:
        tell_of_term(step, days)
        Step.objects.filter(pk=step.pk).update(reminded_on=today)
    return is_new


def wind_clocks() -> None:
    """Open steps that an agreement's stage has freed since somebody last touched its routes."""
    waiting = Walk.objects.filter(
        text_version=F("agreement__text_version"),
        agreement__stage__in=sorted(FROZEN),
        agreement__withdrawn_at__isnull=True,
        steps__state=StepState.WAITING,
    )
    for key in sorted(set(waiting.values_list("agreement_id", flat=True))):
        with transaction.atomic():
            advance_all(hold(Agreement(pk=key)))

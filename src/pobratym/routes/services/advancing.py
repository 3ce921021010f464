"""What follows by itself: steps open, clocks run."""

from pobratym.agreements.models.agreements import Agreement
from pobratym.routes.lawbook.reckoning import advanced, due_on
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.queries.book import entries_of, reached
from pobratym.routes.queries.lanes import stand_of
from pobratym.routes.states import StepState

_RUNNING = frozenset({StepState.OPEN, StepState.SENT})
_AWAITING = frozenset({StepState.WAITING, StepState.RETURNED, StepState.REFUSED})


def advance(walk: Walk, agreement: Agreement) -> None:
    """Open the steps that are free, put back those that are not, and wind the clocks.

    Called inside each deed that changes a step or the stage; what did not change is not written.

    Args:
        walk: whose steps.
        agreement: held, at the stage that counts.
    """
    entries = entries_of(walk)
    steps = list(Step.objects.select_for_update().filter(walk=walk).order_by("pk"))
    stands = advanced(
        [entries[step.code] for step in steps if step.code in entries],
        {step.code: stand_of(step) for step in steps},
        reached=reached(agreement),
        signed_on=agreement.signed_on,
    )
    for step in steps:
        if step.code not in entries:
            continue
        now, before = stands[step.code], (step.state, step.sent_on, step.due_on)
        step.state, step.sent_on = now.state, now.sent_on
        if now.state in _RUNNING:
            step.due_on = due_on(entries[step.code], now, stands, agreement.signed_on)
        elif now.state in _AWAITING:
            step.due_on = None
        if before != (step.state, step.sent_on, step.due_on):
            step.version += 1
            step.full_clean()
            step.save()


def advance_all(agreement: Agreement) -> None:
    """Do so for every city's route on the text that counts."""
    for walk in Walk.objects.filter(text_version=agreement.text_version_id).order_by("pk"):
        advance(walk, agreement)

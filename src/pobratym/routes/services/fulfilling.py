"""Steps that a signature fulfils: what is recorded as signed need not be noted a second time."""

import datetime as dt
from collections.abc import Collection, Iterable

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.routes.lawbook.entries import When
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.queries.book import entries_of
from pobratym.routes.services.advancing import advance
from pobratym.routes.states import StepState


def fulfil_signing(
    agreement: Agreement, signatures: Iterable[Signature], *, by: User | None, city: Municipality
) -> None:
    """Note a city's open steps at signing as done, once all on its list have signed.

    Args:
        agreement: held.
        signatures: those that count.
        by: acts for ``city``.
        city: whose steps.
    """
    own = [one for one in signatures if one.city_id == city.pk]
    listed = Signatory.objects.filter(agreement=agreement, city=city, removed_at=None)
    left = set(listed.values_list("pk", flat=True)) - {one.signatory_id for one in own}
    if left or all(one.signatory.countersigns for one in own):
        return
    last = max(one.signed_on for one in own)
    for step in _at_signing(agreement, city, StepState.OPEN):
        _put(step, StepState.DONE, last, by)


def unfulfil_signing(agreement: Agreement, *, by: User | None, city: Municipality) -> None:
    """Open them again where a signature is withdrawn; what has a number was noted by hand."""
    for step in _at_signing(agreement, city, StepState.DONE):
        if not step.reference:
            _put(step, StepState.OPEN, None, by)


REGISTRATION = "UA09"
"""The step of the Ukrainian route that the state register answers."""


def fulfil_registration(
    agreement: Agreement, entry: RegisterEntry, *, by: User | None, city: Municipality
) -> None:
    """Note the step of the registration as done by what the register says.

    Args:
        agreement: held.
        entry: with its number and day.
        by: acts for ``city``.
        city: whose step it is.
    """
    if entry.registered_on is None:
        return
    for state in (StepState.OPEN, StepState.SENT):
        for step in _steps(agreement, city, [REGISTRATION], state):
            if step.sent_on is not None and step.sent_on > entry.registered_on:
                step.sent_on = entry.registered_on
            step.reference = entry.registration_number
            _put(step, StepState.DONE, entry.registered_on, by)


def note_registration(step: Step, *, by: User | None) -> None:
    """Take number and day of a finished step of the registration into the entry, where empty."""
    agreement = step.walk.agreement
    if step.code != REGISTRATION or not step.reference or step.done_on is None:
        return
    found = RegisterEntry.objects.select_for_update().filter(agreement=agreement).first()
    entry = found or RegisterEntry(agreement=agreement)
    if entry.registration_number or entry.registered_on:
        return
    entry.registration_number, entry.registered_on = step.reference, step.done_on
    entry.version += 1
    entry.full_clean()
    entry.save()
    record(
        "agreement.register_entry",
        entry,
        by=by,
        city=step.walk.city.code,
        changes={
            "registration_number": ("", step.reference),
            "registered_on": (None, step.done_on),
        },
        within=agreement.partnership,
    )


def _at_signing(agreement: Agreement, city: Municipality, state: StepState) -> list[Step]:
    return _steps(agreement, city, None, state)


def _steps(
    agreement: Agreement, city: Municipality, codes: Collection[str] | None, state: StepState
) -> list[Step]:
    """Give a city's steps of these codes in one state, held; None means those at signing."""
    walks = Walk.objects.select_related("city", "text_version")
    walk = walks.filter(text_version=agreement.text_version_id, city=city).first()
    if walk is None:
        return []
    walk.agreement = agreement
    advance(walk, agreement)
    if codes is None:
        codes = [code for code, entry in entries_of(walk).items() if entry.when == When.AT]
    rows = Step.objects.select_for_update().filter(walk=walk, code__in=codes, state=state)
    steps = list(rows.order_by("pk"))
    for step in steps:
        step.walk = walk
    return steps


def _put(step: Step, state: StepState, on: dt.date | None, by: User | None) -> None:
    walk, old = step.walk, (str(step.state), step.done_on)
    step.state, step.done_on, step.by = state, on, by
    step.version += 1
    step.full_clean()
    step.save()
    record(
        "step.done" if state == StepState.DONE else "step.undone",
        step,
        by=by,
        city=walk.city.code,
        changes={"state": (old[0], str(state)), "done_on": (old[1], on)},
        within=walk.agreement.partnership,
        code=step.code,
        agreement=str(walk.agreement.public_id),
        sha256=walk.text_version.sha256,
    )

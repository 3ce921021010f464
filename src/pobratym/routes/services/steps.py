"""What a city does on one step: send, finish, be refused, be returned, waive, undo.

Each deed holds the agreement, then the step; it asks whose step it is, for which text, and lets
follow what follows: other steps open, the agreement becomes ready to sign or is so no longer.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.services.mandate import hold
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.states import WRITING, Role
from pobratym.documents.models import Document
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.routes.lawbook.entries import Entry, When, named
from pobratym.routes.models.steps import Step, StepPaper, Walk
from pobratym.routes.queries.book import entries_of, reached
from pobratym.routes.queries.lanes import lane_of
from pobratym.routes.rules import WALKING
from pobratym.routes.services.advancing import advance
from pobratym.routes.services.force import settle_force
from pobratym.routes.services.fulfilling import note_registration
from pobratym.routes.services.mandate import (
    refuse_begun_signing,
    refuse_older_text,
    refuse_walker,
    refuse_without_book,
)
from pobratym.routes.services.readiness import settle
from pobratym.routes.states import FULFILLED, NEXT, StepState
from pobratym.routes.telling import tell_of_setback

_TOLD = ("state", "sent_on", "due_on", "done_on", "reference")
_STANDING = frozenset({StepState.SENT}) | FULFILLED
MOST_PAPERS = 50


@contextmanager
def _kept(papers: Sequence[Paper], by: User | None) -> Iterator[list[Document]]:
    """Keep papers together with the deed in the block, in one transaction."""
    with ExitStack() as stack:
        documents = [stack.enter_context(keeping_document(paper, by=by)) for paper in papers]
        stack.enter_context(transaction.atomic())
        yield documents


def send(  # noqa: PLR0913  which, when, what, who
    step: Step,
    *,
    version: int,
    on: dt.date,
    reference: str = "",
    papers: Sequence[Paper] = (),
    by: User | None,
) -> Step:
    """Note that the paper went out; the clock runs from that day.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``older_text``, ``waits``,
            ``wrong_state``, ``signing_begun``, ``no_lawbook``, ``future``.
    """
    with _kept(papers, by) as documents:
        refuse_day_to_come(on)
        step = _taken(step, version, by, StepState.SENT)
        old = _facts(step)
        _set(step, StepState.SENT, sent_on=on, done_on=None, reference=reference)
        return _keep(step, "step.sent", old, by=by, documents=documents)


def finish(  # noqa: PLR0913  which, when, what, who
    step: Step,
    *,
    version: int,
    on: dt.date,
    reference: str = "",
    papers: Sequence[Paper] = (),
    by: User | None,
) -> Step:
    """Note that a step is done; steps that it answers are done with it.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``before_sent``.
    """
    with _kept(papers, by) as documents:
        refuse_day_to_come(on)
        step = _taken(step, version, by, StepState.DONE)
        if step.sent_on is not None and on < step.sent_on:
            raise DomainError(
                _("This day lies before the day on which it was sent."),
                code="before_sent",
                field="on",
            )
        old = _facts(step)
        _set(step, StepState.DONE, sent_on=step.sent_on, done_on=on, reference=reference)
        for other in _answered_by(step):
            _set(other, StepState.DONE, sent_on=other.sent_on, done_on=on,
                 reference=other.reference)  # fmt: skip
            other.version += 1
            other.full_clean()
            other.save()
        step = _keep(step, "step.done", old, by=by, documents=documents)
        note_registration(step, by=by)
        return step


def refuse(
    step: Step, *, version: int, reason: str, papers: Sequence[Paper] = (), by: User | None
) -> Step:
    """Note that whoever decides has said no, with the reason; the partner is told.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``no_reason``.
    """
    return _set_back(
        step,
        StepState.REFUSED,
        "step.refused",
        version=version,
        reason=reason,
        papers=papers,
        by=by,
    )


def give_back(
    step: Step, *, version: int, reason: str, papers: Sequence[Paper] = (), by: User | None
) -> Step:
    """Note that the paper came back to be mended, with the reason; the partner is told.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``no_reason``.
    """
    return _set_back(
        step,
        StepState.RETURNED,
        "step.returned",
        version=version,
        reason=reason,
        papers=papers,
        by=by,
    )


def _set_back(  # noqa: PLR0913  as its callers
    step: Step,
    to: StepState,
    what: str,
    *,
    version: int,
    reason: str,
    papers: Sequence[Paper],
    by: User | None,
) -> Step:
    with _kept(papers, by) as documents:
        refuse_silence(reason)
        step = _taken(step, version, by, to)
        old = _facts(step)
        _set(step, to, sent_on=step.sent_on, reference=step.reference, reason=reason)
        step = _keep(step, what, old, by=by, documents=documents, why=reason)
        tell_of_setback(step, by=by)
        return step


@transaction.atomic
def waive(step: Step, *, version: int, reason: str, by: User | None) -> Step:
    """Note that a step is not needed here, with the reason; it holds nothing up any more.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``no_reason``. Only those who write for the
            city waive.
    """
    refuse_silence(reason)
    step = _taken(step, version, by, StepState.WAIVED, roles=WRITING)
    old = _facts(step)
    _set(step, StepState.WAIVED, sent_on=step.sent_on, reason=reason)
    return _keep(step, "step.waived", old, by=by, why=reason)


@transaction.atomic
def undo(step: Step, *, version: int, reason: str, by: User | None) -> Step:
    """Take back what was noted by mistake: the step stands as before anybody touched it.

    Its papers stay. Steps that it answered lie with the authority again.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``no_reason``; ``others_rest_on_it`` while
            steps that came after it are sent or done.
    """
    refuse_silence(reason)
    step = _taken(step, version, by, StepState.OPEN)
    if step.state == StepState.WAITING:
        raise DomainError(_("Nothing was done here that could be undone."), code="wrong_state")
    _refuse_while_others_rest_on(step)
    old = _facts(step)
    answered = [one for one in _answers(step) if one.state == StepState.DONE]
    for other in answered:
        if other.sent_on is not None and step.state == StepState.DONE:
            _set(other, StepState.SENT, sent_on=other.sent_on, reference=other.reference)
            other.version += 1
            other.full_clean()
            other.save()
    _set(step, StepState.WAITING)
    step.is_carried = False
    return _keep(step, "step.undone", old, by=by, why=reason)


@transaction.atomic
def begin_early(step: Step, *, version: int, reason: str, by: User | None) -> Step:
    """Begin a step before its turn, where the law book only proposes the order.

    Raises:
        StaleVersion, DomainError: as for :func:`send`; ``no_reason``; ``firm_order``.
    """
    refuse_silence(reason)
    step = _taken(step, version, by, StepState.OPEN)
    entry = entries_of(step.walk)[step.code]
    firm = not entry.is_order_proposed or entry.with_authority
    if step.state != StepState.WAITING or firm or entry.when not in reached(step.walk.agreement):
        raise DomainError(_("This step cannot be begun before its turn."), code="firm_order")
    old = _facts(step)
    _set(step, StepState.OPEN, reason=reason)
    return _keep(step, "step.begun_early", old, by=by, why=reason)


def add_paper(step: Step, *, version: int, papers: Sequence[Paper], by: User | None) -> Step:
    """Add a file to a step, whatever its state, on the text that counts or was signed.

    Raises:
        StaleVersion, DomainError: as for :func:`send`.
    """
    with _kept(papers, by) as documents:
        step = _held(step, version, by, WALKING)
        return _keep(step, "step.paper_added", _facts(step), by=by, documents=documents)


@transaction.atomic
def write_note(step: Step, *, version: int, note: str, by: User | None) -> Step:
    """Write the own city's note on a step; the partner never reads it.

    Raises:
        StaleVersion, DomainError: as for :func:`send`.
    """
    step = _held(step, version, by, WALKING)
    step.note, step.by = note, by
    step.full_clean()
    step.save()
    record(
        "step.noted", step, by=by, city=step.walk.city.code, within=step.walk.agreement.partnership,
        own=True, renews=False, code=step.code,
    )  # fmt: skip
    return step


def _held(step: Step, version: int, by: User | None, roles: Collection[Role]) -> Step:
    """Hold agreement and step; refuse strangers, older texts and stale forms."""
    walk = Walk.objects.select_related("city", "text_version").get(pk=step.walk_id)
    walk.agreement = hold(walk.agreement)
    refuse_walker(by, walk.city, walk.agreement, roles)
    refuse_older_text(walk.agreement, walk.text_version, walk.text_version.sha256)
    if step.code not in entries_of(walk):
        raise refuse_without_book(walk)
    step = take_version(Step.objects.all(), step.pk, version)
    advance(walk, walk.agreement)  # what opened by itself since then was shown as open
    step.refresh_from_db()
    step.version += 1
    step.walk = walk
    return step


def _taken(
    step: Step,
    version: int,
    by: User | None,
    to: StepState,
    *,
    roles: Collection[Role] = WALKING,
) -> Step:
    """Hold a step that may go on to ``to``."""
    step = _held(step, version, by, roles)
    agreement, entry = step.walk.agreement, entries_of(step.walk)[step.code]
    if entry.when == When.BEFORE:
        refuse_begun_signing(agreement)
    if step.state == StepState.WAITING and to not in NEXT[StepState.WAITING]:
        raise DomainError(
            _("This step waits for another one: %(codes)s.") % {"codes": _waits(step)},
            code="waits",
        )
    if to not in NEXT[StepState(step.state)]:
        raise DomainError(_("This step does not stand so that this can follow."),
                          code="wrong_state")  # fmt: skip
    return step


def _waits(step: Step) -> str:
    lane = lane_of(step.walk.agreement, step.walk)
    shown = next(one for one in lane.steps if one.pk == step.pk)
    return ", ".join(code for code in shown.blocked_by if code not in set(When)) or "–"


def _set(  # noqa: PLR0913  all facts of a step
    step: Step,
    state: StepState,
    *,
    sent_on: dt.date | None = None,
    done_on: dt.date | None = None,
    reference: str = "",
    reason: str = "",
) -> None:
    step.state, step.sent_on, step.done_on = state, sent_on, done_on
    step.reference, step.reason = reference, reason


def _facts(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in _TOLD}


def _keep(  # noqa: PLR0913  what, how it was, who, with what, why
    step: Step,
    what: str,
    old: dict[str, object],
    *,
    by: User | None,
    documents: Sequence[Document] = (),
    why: str = "",
) -> Step:
    """Save a step, let follow what follows, and note it."""
    walk, agreement = step.walk, step.walk.agreement
    step.by = by
    step.full_clean()
    step.save()
    if step.papers.count() + len(documents) > MOST_PAPERS:
        raise DomainError(_("A step keeps at most 50 files."), code="too_many", field="paper")
    StepPaper.objects.bulk_create(StepPaper(step=step, document=one) for one in documents)
    advance(walk, agreement)
    step.refresh_from_db()
    step.walk = walk
    now = _facts(step)
    record(
        what,
        step,
        by=by,
        city=walk.city.code,
        changes={name: (old[name], now[name]) for name in _TOLD if old[name] != now[name]},
        why=why,
        within=agreement.partnership,
        code=step.code,
        agreement=str(agreement.public_id),
        sha256=walk.text_version.sha256,
        papers=[one.sha256 for one in documents],
    )
    agreement = settle(agreement, by=by, city=walk.city)
    walk.agreement = settle_force(agreement, by=by, city=walk.city)
    return step


def _entry(step: Step) -> Entry:
    return entries_of(step.walk)[step.code]


def _answers(step: Step) -> list[Step]:
    """Give the steps that this one answers, held."""
    codes = _entry(step).answers
    rows = Step.objects.select_for_update().filter(walk=step.walk, code__in=codes)
    return list(rows.order_by("pk")) if codes else []


def _answered_by(step: Step) -> list[Step]:
    return [one for one in _answers(step) if one.state == StepState.SENT]


def _refuse_while_others_rest_on(step: Step) -> None:
    """Let nobody take away what later steps, done or sent by hand, rest on."""
    entries = entries_of(step.walk)
    after = {
        code
        for code, entry in entries.items()
        if step.code in {named(one)[0] for one in entry.depends_on}
    }
    rows = Step.objects.filter(walk=step.walk, code__in=after).order_by("place")
    resting = [
        one.code
        for one in rows
        if one.state in FULFILLED
        or (one.state in _STANDING and not entries[one.code].with_authority)
    ]
    if resting:
        raise DomainError(
            _("Other steps rest on this one: %(codes)s. Undo them first.")
            % {"codes": ", ".join(resting)},
            code="others_rest_on_it",
        )

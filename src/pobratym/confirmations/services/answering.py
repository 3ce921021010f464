"""Answering a proposal: yes, no, or yes on paper."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.confirmations.deeds import deed_named, refuse_unknown
from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.services.closing import close, held, refuse_closed
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.confirmations.services.telling import (
    tell_answered,
    tell_done,
    tell_overtaken,
)
from pobratym.confirmations.states import State
from pobratym.core.errors import DomainError
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.queries.aboard import aboard
from pobratym.directory.states import CONFIRMING
from pobratym.documents.models import Document
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.journal.services import record


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A confirmation given on paper: the file, the date that it bears, who signed it."""

    paper: Paper
    on: dt.date
    signed_by: str


@transaction.atomic
def confirm(
    change: JointChange, *, version: int, by: User | None, city: Municipality
) -> JointChange:
    """Say yes for a city; with the last yes the change is done. Saying it twice does no harm.

    Returns:
        The proposal: open while others have not answered, ``DONE``, or ``OVERTAKEN`` where the
        thing has changed meanwhile in what the change touches, or the deed was refused.

    Raises:
        StaleVersion: another city has answered since ``version``.
        DomainError: ``not_your_city``, ``not_asked``, ``same_hand``, ``closed``, ``answered``,
            ``unknown_deed``.
    """
    change = held(change)
    refuse_stranger(by, city, CONFIRMING)
    answer = _asked(change, city)
    if answer.said == Answer.YES:
        return change
    _refuse_same_hand(change, by)
    refuse_closed(change, version)
    answer.said, answer.by, answer.at = Answer.YES, by, timezone.now()
    return _said_yes(change, answer, by=by, city=city)


@transaction.atomic
def decline(
    change: JointChange, *, version: int, by: User | None, city: Municipality, reason: str
) -> JointChange:
    """Say no for a city, with the reason: the proposal is closed, the thing stays as it is.

    Raises:
        StaleVersion: another city has answered since ``version``.
        DomainError: ``not_your_city``, ``not_asked``, ``closed``, ``answered``, ``no_reason``.
        ValidationError: the reason is longer than 500 characters.
    """
    change = held(change)
    refuse_stranger(by, city, CONFIRMING)
    answer = _asked(change, city)
    if answer.said == Answer.NO:
        return change
    refuse_closed(change, version)
    if answer.said:
        raise DomainError(_("Your city has confirmed this already."), code="answered")
    if not reason.strip():
        raise DomainError(_("Say why."), code="no_reason", field="reason")
    answer.said, answer.by, answer.at = Answer.NO, by, timezone.now()
    answer.reason = reason.strip()
    answer.full_clean()
    answer.save()
    close(change, State.DECLINED)
    record(
        "change.declined",
        change,
        by=by,
        city=city.code,
        why=answer.reason,
        within=(change.about_kind, change.about_key),
    )
    tell_answered(change, answer, by)
    return change


def confirm_on_paper(  # noqa: PLR0913  which, whose yes, on what, on what version, who, for whom
    change: JointChange,
    asked: Municipality,
    given: OnPaper,
    *,
    version: int,
    by: User | None,
    city: Municipality,
) -> JointChange:
    """Record the yes that a city for which nobody answers here has given on paper.

    Args:
        change: is locked and read anew.
        asked: the city that gave it.
        given: the file is kept before the transaction ends, and goes where this is refused.
        version: the one that the person saw.
        by: an officer of the city that proposed the change.
        city: that city.

    Raises:
        StaleVersion: another city has answered since ``version``.
        DomainError: ``not_your_city``, ``not_yours``, ``not_asked``, ``aboard`` (that city
            answers for itself), ``closed``, ``answered``, ``future``, ``unknown_deed``.
        ValidationError: nobody is named as having signed.
        OSError: the disk is full or not writable.
    """
    with keeping_document(given.paper, by=by) as document:
        change = held(change)
        refuse_stranger(by, city)
        if change.proposed_by_id != city.pk:
            raise DomainError(
                _("Only the city that proposed this records an answer on paper."), code="not_yours"
            )
        answer = _asked(change, asked)
        refuse_closed(change, version)
        if answer.said:
            raise DomainError(_("This city has answered already."), code="answered")
        if aboard([asked]):
            raise DomainError(
                _("This city has people here who answer for it themselves."), code="aboard"
            )
        _put_on_paper(answer, given, document)
        answer.by = by
        return _said_yes(change, answer, by=by, city=city)


def _put_on_paper(answer: Answer, given: OnPaper, document: Document) -> None:
    if given.on > timezone.localdate():
        raise DomainError(
            _("This day lies ahead. Give today or an earlier day."), code="future", field="on"
        )
    answer.said, answer.at = Answer.YES, timezone.now()
    answer.paper, answer.paper_on, answer.signed_by = document, given.on, given.signed_by.strip()


def _asked(change: JointChange, city: Municipality) -> Answer:
    answer = change.answers.filter(city=city).first()
    if answer is None:
        raise DomainError(_("This city is not asked."), code="not_asked")
    return answer


def _refuse_same_hand(change: JointChange, by: User | None) -> None:
    """Let nobody who works for two cities say yes to what they proposed themselves."""
    if by is not None and change.proposer_id == by.pk:
        raise DomainError(
            _("You proposed this yourself. Somebody else must confirm it for the other city."),
            code="same_hand",
        )


def _said_yes(
    change: JointChange, answer: Answer, *, by: User | None, city: Municipality
) -> JointChange:
    refuse_unknown(deed_named(change.deed))
    waits = change.answers.filter(said="").exclude(pk=answer.pk).exists()
    state = State.OPEN if waits else _finish(change, by, city)
    answer.full_clean()
    answer.save()
    paper = answer.paper.sha256 if answer.paper else ""
    what = "change.confirmed_on_paper" if paper else "change.confirmed"
    record(
        what,
        change,
        by=by,
        city=city.code,
        of=answer.city.code,
        sha256=paper,
        within=(change.about_kind, change.about_key),
    )
    if state is State.OPEN:
        change.version += 1
        change.save()
        tell_answered(change, answer, by)
        return change
    close(change, state)
    record(
        f"change.{state}",
        change,
        by=by,
        city=city.code,
        within=(change.about_kind, change.about_key),
    )
    tell = tell_done if state is State.DONE else tell_overtaken
    tell(change, by)
    return change


def _finish(change: JointChange, by: User | None, city: Municipality) -> State:
    """Do the deed, unless the thing has become another in what it touches."""
    deed = deed_named(change.deed)
    thing = deed.things().select_for_update().get(pk=change.about_key)
    now = deed.now(thing)
    if any(now.get(name) != change.before.get(name) for name in change.after):
        change.found = {name: now.get(name) for name in change.after}
        return State.OVERTAKEN
    try:
        with transaction.atomic():
            deed.do(change, thing, by, city)
    except (DomainError, ValidationError) as refusal:
        change.hindrance = _in_all_languages(refusal)
        return State.OVERTAKEN
    return State.DONE


def _in_all_languages(refusal: DomainError | ValidationError) -> Wordings:
    said = {}
    for language in LANGUAGES:
        with override(language):
            found = [refusal.message] if isinstance(refusal, DomainError) else refusal.messages
            said[language] = " ".join(str(message) for message in found)
    return Wordings(said)

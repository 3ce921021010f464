"""The questionnaire: put together, opened, answered once by each guest, closed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.outcomes.models.answers import Answered, Question, Questionnaire, Reply
from pobratym.outcomes.services.holding import acting_city, hold_visit, note
from pobratym.outcomes.states import MOST_QUESTIONS, SCALE, YES_NO, Answering
from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import VisitState
from pobratym.work.post import post

LETTER = "outcomes/letters/questions"
BEGUN = frozenset({VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED})
LONGEST_TEXT = 2000

Asked = Sequence[tuple[Answering, Wordings]]


@transaction.atomic
def put_questions(
    visit: Visit, *, version: int = 0, by: User | None, asked: Asked
) -> Questionnaire:
    """Put the questions together, as the host, as long as no guest can answer.

    Args:
        visit: is held.
        version: the one that the person saw; 0 where there was none yet.
        by: writes for the host.
        asked: how each is answered, and its text.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``, ``opened``, ``no_questions``, ``too_many``.
        ValidationError: a text is too long.
    """
    visit = hold_visit(visit)
    acting_city(by, visit, visit.host)
    sheet = _taken(visit, version)
    if sheet.opened_at is not None:
        raise DomainError(
            _("Guests are answering already, so the questions stay as they are."), code="opened"
        )
    if not asked:
        raise DomainError(_("Write at least one question."), code="no_questions")
    if len(asked) > MOST_QUESTIONS:
        raise DomainError(_("Nobody answers so many questions. Leave some out."), code="too_many")
    sheet.full_clean()
    sheet.save()
    sheet.questions.all().delete()
    for place, (answering, text) in enumerate(asked):
        question = Question(questionnaire=sheet, place=place, answering=answering, text=text)
        question.full_clean()
        question.save()
    note("questions.written", sheet, visit, by=by, city=visit.host)
    return sheet


@transaction.atomic
def open_questions(visit: Visit, *, version: int, by: User | None, closes_on: dt.date) -> int:
    """Let the guests answer until a day, and write to those who have a link; says to how many.

    The letter names no secret address: guests open the link that they have.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``cancelled``, ``opened``, ``no_questions``, ``too_early``
            (the visit has not begun), ``past``.
    """
    visit = hold_visit(visit)
    acting_city(by, visit, visit.host)
    sheet = _taken(visit, version)
    if sheet.opened_at is not None:
        raise DomainError(_("Guests can answer already."), code="opened")
    if sheet.pk is None or not sheet.questions.exists():
        raise DomainError(_("Write at least one question first."), code="no_questions")
    if visit.state not in BEGUN:
        raise DomainError(
            _("Guests are asked once the visit has begun, not before."), code="too_early"
        )
    if closes_on < timezone.localdate():
        raise DomainError(_("Choose today or a later day."), code="past", field="closes_on")
    sheet.opened_at, sheet.opened_by, sheet.closes_on = timezone.now(), by, closes_on
    sheet.full_clean()
    sheet.save()
    note("questions.opened", sheet, visit, by=by, city=visit.host)
    return _write_to_guests(visit, sheet)


def _write_to_guests(visit: Visit, sheet: Questionnaire) -> int:
    links = GuestLink.objects.filter(
        member__visit=visit,
        member__left_at__isnull=True,
        revoked_at__isnull=True,
        declined_at__isnull=True,
        expires_on__gte=timezone.localdate(),
    ).select_related("member")
    for link in links:
        facts = {"visit": visit, "member": link.member, "until": sheet.closes_on}
        key = f"questions:{sheet.pk}:{link.member_id}"
        post(link.email, LETTER, facts, language=link.member.language, key=key)
    return len(links)


@transaction.atomic
def answer_questions(member: Member, *, answers: Mapping[int, int | str]) -> None:
    """Take the answers of a guest, once; who gave them is not kept beside them.

    Args:
        member: opened the page by the own link.
        answers: by key of the question; what is left empty is not kept.

    Raises:
        DomainError: ``closed``, ``answered``, ``left``, ``empty``, ``bad_answer``.
    """
    sheet = Questionnaire.objects.select_for_update().filter(visit=member.visit_id).first()
    if sheet is None or not is_open(sheet):
        raise DomainError(_("The questions are not open, or not any more."), code="closed")
    if member.left_at is not None:
        raise DomainError(_("You are not on the list of guests."), code="left")
    replies = [
        reply
        for question in sheet.questions.all()
        if (reply := _reply(question, answers.get(question.pk))) is not None
    ]
    if not replies:
        raise DomainError(_("Answer at least one question."), code="empty")
    try:
        with transaction.atomic():
            Answered.objects.create(questionnaire=sheet, member=member)
    except IntegrityError:
        raise already_answered() from None
    Reply.objects.bulk_create(sorted(replies, key=lambda reply: reply.pk))


def already_answered() -> DomainError:
    """Say that nobody answers twice."""
    return DomainError(_("You have answered already. Thank you!"), code="answered")


def is_open(sheet: Questionnaire) -> bool:
    """Say whether guests may answer today."""
    return (
        sheet.opened_at is not None
        and sheet.closes_on is not None
        and timezone.localdate() <= sheet.closes_on
    )


def _reply(question: Question, given: int | str | None) -> Reply | None:
    if given is None or given == "":
        return None
    if question.answering == Answering.TEXT:
        text = str(given).strip()
        if len(text) > LONGEST_TEXT:
            raise _bad_answer()
        return Reply(question=question, text=text) if text else None
    allowed = SCALE if question.answering == Answering.SCALE else YES_NO
    if given not in allowed:
        raise _bad_answer()
    return Reply(question=question, value=int(given))


def _bad_answer() -> DomainError:
    return DomainError(_("Choose one of the answers given."), code="bad_answer")


def _taken(visit: Visit, version: int) -> Questionnaire:
    sheet = Questionnaire.objects.select_for_update().filter(visit=visit).first()
    if sheet is None:
        return Questionnaire(visit=visit)
    if sheet.version != version:
        raise StaleVersion(sheet)
    sheet.version += 1
    sheet.visit = visit
    return sheet

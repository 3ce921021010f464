"""A person asks for a correction, somebody answers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.journal.services import record
from pobratym.notices.services import tell
from pobratym.vault.answering import answerers_of
from pobratym.vault.models.people import Correction

ASKED = "vault.correction_asked"
ANSWERED = "vault.correction_answered"
PAGE = "/account/data/"
MOST_WAITING = 3


@transaction.atomic
def ask_for_correction(user: User, text: str) -> Correction:
    """Ask those who answer for the person's city to put something right.

    Raises:
        DomainError: ``nobody`` when there is nobody to ask, ``waiting`` when three requests wait.
        ValidationError: the text is empty or too long.
    """
    if Correction.objects.filter(user=user, answered_at__isnull=True).count() >= MOST_WAITING:
        raise DomainError(_("Wait for the answers to your earlier requests."), code="waiting")
    people = answerers_of(user)
    if not people:
        raise DomainError(_("There is nobody here yet to answer you."), code="nobody")
    correction = Correction(user=user, text=text.strip())
    correction.full_clean()
    correction.save()
    correction.asked_of.set(people)
    tell(people, ASKED, {}, PAGE)
    record("correction.asked", correction, by=user)
    return correction


@transaction.atomic
def answer_correction(correction: Correction, answer: str, *, by: User) -> Correction:
    """Tell the person what was done.

    Raises:
        DomainError: ``not_asked`` when somebody else was asked, ``answered`` when it was answered
            before.
        ValidationError: the answer is too long.
    """
    fresh = Correction.objects.select_for_update().get(pk=correction.pk)
    if not fresh.asked_of.filter(pk=by.pk).exists():
        raise DomainError(_("You were not asked."), code="not_asked")
    if fresh.answered_at is not None:
        raise DomainError(_("Somebody has answered meanwhile."), code="answered")
    if not answer.strip():
        raise DomainError(_("Write what was done."), code="empty", field="answer")
    fresh.answer, fresh.answered_at, fresh.answered_by = answer.strip(), timezone.now(), by
    fresh.full_clean()
    fresh.save(update_fields=["answer", "answered_at", "answered_by"])
    tell([fresh.user], ANSWERED, {}, PAGE)
    record("correction.answered", fresh, by=by)
    return fresh

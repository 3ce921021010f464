"""Letters of invitation: drafted, signed under the next number of the year, sent, answered."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.services.rights import hold_city
from pobratym.documents.models import Document
from pobratym.documents.services.papers import keeping_document, read_paper
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.holding import held, note, refuse_all_but_host
from pobratym.visits.states import LETTER_MOVES, LetterState

if TYPE_CHECKING:
    from django.core.files.base import File

MOST = 500


class LetterFacts(TypedDict, total=False):
    """What is said in a letter; names and days come from the visit."""

    costs: str
    words: Wordings
    signer: str
    signer_function: Wordings


@transaction.atomic
def draft_letter(
    visit: Visit, *, by: User | None, members: Iterable[Member], **facts: Unpack[LetterFacts]
) -> Letter:
    """Draft a letter to one guest, or one to several as a list; it has no number yet.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``nobody``, ``elsewhere``, ``too_many``.
        ValidationError: a fact is not valid.
    """
    visit = held(visit)
    refuse_all_but_host(by, visit)
    if visit.letters.count() >= MOST:
        raise DomainError(
            _("A visit has at most %(most)d letters.") % {"most": MOST}, code="too_many"
        )
    letter = Letter(visit=visit, city=visit.host)
    old = put(letter, facts)
    letter.full_clean()
    letter.save()
    letter.members.set(_invited(visit, members))
    note_changed(letter, old, by)
    note("letter.drafted", letter, visit, by=by, city=visit.host)
    return letter


@transaction.atomic
def edit_letter(
    letter: Letter,
    *,
    version: int,
    by: User | None,
    members: Iterable[Member],
    **facts: Unpack[LetterFacts],
) -> Letter:
    """Change a letter that is still a draft.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``numbered``, ``nobody``, ``elsewhere``.
        ValidationError: a fact is not valid.
    """
    letter = _taken(letter, version, by)
    _refuse_numbered(letter)
    old = put(letter, facts)
    letter.full_clean()
    letter.save()
    letter.members.set(_invited(letter.visit, members))
    note_changed(letter, old, by)
    note("letter.edited", letter, letter.visit, by=by, city=letter.visit.host,
         changes=changes_of(letter, old))  # fmt: skip
    return letter


@transaction.atomic
def drop_draft(letter: Letter, *, version: int, by: User | None) -> None:
    """Throw a draft away; a letter that has a number stays.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``numbered``.
    """
    letter = _taken(letter, version, by)
    _refuse_numbered(letter)
    note("letter.dropped_draft", letter, letter.visit, by=by, city=letter.visit.host)
    letter.delete()


def sign_letter(
    letter: Letter, *, version: int, by: User | None, scan: "File[bytes] | None" = None
) -> Letter:
    """Note the signature and give the letter the next number of its city and year.

    The city is held first, so two letters never get one number, and none is left out. The names of
    those who are invited are then locked: they stand on a signed paper.

    Args:
        letter: a draft.
        version: that the person saw.
        by: of the host's city.
        scan: the signed letter, where there is one.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``nobody``, ``no_signer``, and as
            :func:`documents.services.papers.read_paper`.
    """
    if scan is None:
        return _sign(letter, version, by, None)
    with keeping_document(read_paper(scan), by=by) as document:
        return _sign(letter, version, by, document)


@transaction.atomic
def _sign(letter: Letter, version: int, by: User | None, document: Document | None) -> Letter:
    hold_city(letter.visit.host)
    letter = _taken(letter, version, by)
    _refuse_leap(letter, LetterState.SIGNED)
    if not letter.signer.strip():
        raise DomainError(
            _("Write down who signs the letter, then note the signature."), code="no_signer"
        )
    invited = list(letter.members.all())
    if not invited:
        raise _nobody()
    now = timezone.now()
    letter.year = now.astimezone(ZoneInfo(letter.visit.zone)).year
    numbered = Letter.objects.filter(city=letter.city_id, year=letter.year)
    letter.number = (numbered.aggregate(last=Max("number"))["last"] or 0) + 1
    letter.state, letter.document = LetterState.SIGNED, document
    letter.full_clean()
    letter.save()
    keys = [one.pk for one in invited if one.names_locked_at is None]
    Member.objects.filter(pk__in=keys).update(names_locked_at=now)
    note("letter.signed", letter, letter.visit, by=by, city=letter.visit.host,
         number=letter.number, year=letter.year)  # fmt: skip
    return letter


@transaction.atomic
def send_out(letter: Letter, *, version: int, by: User | None, on: dt.date) -> Letter:
    """Note on which day a letter left the city hall.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``, ``future``.
    """
    letter = _taken(letter, version, by)
    _refuse_leap(letter, LetterState.SENT)
    refuse_day_to_come(on)
    letter.state, letter.sent_on = LetterState.SENT, on
    letter.full_clean()
    letter.save()
    note("letter.sent_out", letter, letter.visit, by=by, city=letter.visit.host)
    return letter


@transaction.atomic
def note_answer(letter: Letter, *, version: int, by: User | None, accepted: bool) -> Letter:
    """Note what those who were invited have answered; it may change.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``wrong_state``.
    """
    letter = _taken(letter, version, by)
    to = LetterState.ACCEPTED if accepted else LetterState.DECLINED
    _refuse_leap(letter, to)
    letter.state = to
    letter.full_clean()
    letter.save()
    note("letter.answered", letter, letter.visit, by=by, city=letter.visit.host, answer=str(to))
    return letter


def _taken(letter: Letter, version: int, by: User | None) -> Letter:
    visit = held(letter.visit)
    refuse_all_but_host(by, visit)
    found = Letter.objects.select_for_update().get(pk=letter.pk)
    if found.version != version:
        raise StaleVersion(found)
    found.visit = visit
    found.version += 1
    return found


def _invited(visit: Visit, members: Iterable[Member]) -> list[Member]:
    wanted = list(members)
    if not wanted:
        raise _nobody()
    if any(one.visit_id != visit.pk for one in wanted):
        raise DomainError(_("Choose guests of this visit."), code="elsewhere", field="members")
    return wanted


def _nobody() -> DomainError:
    return DomainError(_("Choose at least one guest."), code="nobody", field="members")


def _refuse_numbered(letter: Letter) -> None:
    if letter.state != LetterState.DRAFT:
        raise DomainError(
            _("This letter has a number and is signed; it stays as it is. Draft a new one."),
            code="numbered",
        )


def _refuse_leap(letter: Letter, to: LetterState) -> None:
    if to not in LETTER_MOVES[LetterState(letter.state)]:
        raise DomainError(
            _("This cannot be done where the letter stands now. Look at the list of letters."),
            code="wrong_state",
        )

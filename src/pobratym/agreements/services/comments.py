"""Comments on clauses: for the own city only, or for all; who reads one is fixed once for all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.negotiation import Comment
from pobratym.agreements.services.mandate import refuse_outsider
from pobratym.agreements.states import Audience
from pobratym.agreements.telling_talk import COMMENTED
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import TRANSLATING
from pobratym.journal.services import record
from pobratym.notices.services import tell


@transaction.atomic
def comment(
    clause: Clause, *, text: str, audience: Audience, by: User | None, city: Municipality
) -> Comment:
    """Begin a thread on a clause.

    Args:
        clause: of an agreement that the city knows; it may have been taken out.
        text: cleaned input.
        audience: ``OWN`` or ``PARTIES``; never widened later.
        by: an officer or an interpreter.
        city: in whose name.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
        ValidationError: no words, too many, or no such audience.
    """
    agreement = _agreement_of(clause)
    refuse_outsider(by, city, agreement, translating=True)
    written = Comment(clause=clause, city=city, by=by, audience=audience, text=text)
    return _keep(agreement, written, by, city)


@transaction.atomic
def reply(thread: Comment, *, text: str, by: User | None, city: Municipality) -> Comment:
    """Answer in a thread, for those who read it; a resolved one is open again.

    Args:
        thread: any comment of the thread.
        text: cleaned input.
        by: an officer or an interpreter.
        city: in whose name.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_yours`` (another
            city's own note).
        ValidationError: no words, or too many.
    """
    agreement, root = _thread_held(thread, by, city)
    if root.resolved_at is not None:
        _put_resolved(root, by=by, resolved=False)
    written = Comment(
        clause_id=root.clause_id,
        city=city,
        by=by,
        audience=root.audience,
        text=text,
        answers=root,
    )
    return _keep(agreement, written, by, city)


@transaction.atomic
def resolve(thread: Comment, *, by: User | None, city: Municipality) -> Comment:
    """Note that a thread is settled; a second time changes nothing.

    Raises:
        DomainError: as for :func:`reply`.
    """
    agreement, root = _thread_held(thread, by, city)
    if root.resolved_at is None:
        _put_resolved(root, by=by, resolved=True)
        _note("comment.resolved", agreement, root, by, city)
    return root


@transaction.atomic
def take_up_again(thread: Comment, *, by: User | None, city: Municipality) -> Comment:
    """Open a resolved thread anew; a second time changes nothing.

    Raises:
        DomainError: as for :func:`reply`.
    """
    agreement, root = _thread_held(thread, by, city)
    if root.resolved_at is not None:
        _put_resolved(root, by=by, resolved=False)
        _note("comment.taken_up", agreement, root, by, city)
    return root


def _put_resolved(root: Comment, *, by: User | None, resolved: bool) -> None:
    root.resolved_at = timezone.now() if resolved else None
    root.resolved_by = by if resolved else None
    root.version += 1
    root.save()


def _thread_held(thread: Comment, by: User | None, city: Municipality) -> tuple[Agreement, Comment]:
    """Hold the comment that begins a thread."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("clause")
    root = rows.get(pk=thread.answers_id or thread.pk)
    agreement = _agreement_of(root.clause)
    refuse_outsider(by, city, agreement, translating=True)
    if root.audience == Audience.OWN and root.city_id != city.pk:
        raise DomainError(_("This is another city’s own note."), code="not_yours")
    return agreement, root


def _agreement_of(clause: Clause) -> Agreement:
    return Agreement.objects.with_cities().get(pk=clause.agreement_id)


def _keep(agreement: Agreement, written: Comment, by: User | None, city: Municipality) -> Comment:
    written.full_clean()
    written.save()
    what = "comment.replied" if written.answers_id else "comment.written"
    _note(what, agreement, written, by, city)
    if written.audience == Audience.PARTIES and agreement.shared_on is not None:
        _tell_others(agreement, written, by, city)
    return written


def _note(
    what: str, agreement: Agreement, about: Comment, by: User | None, city: Municipality
) -> None:
    record(
        what,
        about,
        by=by,
        city=city.code,
        within=agreement.partnership,
        own=about.audience == Audience.OWN or agreement.shared_on is None,
        renews=False,
    )


def _tell_others(
    agreement: Agreement, written: Comment, by: User | None, city: Municipality
) -> None:
    """Tell those who write or translate for the other cities; not the words, they are here."""
    others = [party.city_id for party in agreement.parties.all() if party.city_id != city.pk]
    people = [person for person in people_of(others, TRANSLATING) if person != by]
    facts = {"city": dict(city.name), "title": dict(agreement.title), "agreement": agreement.pk}
    tell(people, COMMENTED, facts, f"/desk/clauses/{written.clause.public_id}/#comments")

"""What is being said about the clauses of a text, in few statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Value
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.negotiation import Amendment, AmendmentQuerySet, Comment
from pobratym.agreements.queries.consents import consents_of, settled_clauses
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.texts.whole import WholeText
from pobratym.confirmations.states import State


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said about one clause.

    Attributes:
        comments: how many the reader may read, replies too; never those that another city keeps
            for itself.
        open_comments: those of them that begin a thread which is not resolved.
        amendments: how many wait for an answer.
        consents: keys of the cities whose yes holds for the clause as it stands.
        is_settled: whether that is all of them.
    """

    comments: int = 0
    open_comments: int = 0
    amendments: int = 0
    consents: frozenset[int] = frozenset()
    is_settled: bool = False


def talk_of(
    agreement: Agreement, reader: Reader, text: WholeText | None = None
) -> Mapping[int, Talk]:
    """Tell by key of the clause what is said about it; every standing clause is named.

    Args:
        agreement: with its cities and languages.
        reader: whose comments are counted.
        text: as it stands; then two statements are sent, else it is read with one more.
    """
    text = text or text_of(agreement)
    consents = consents_of(agreement, text)
    settled = settled_clauses(agreement, consents)
    comments, amendments = _counts(agreement, reader)
    return {
        clause.key: Talk(
            *comments.get(clause.key, (0, 0)),
            amendments.get(clause.key, 0),
            consents[clause.key],
            clause.key in settled,
        )
        for clause in text.clauses
    }


def waiting_amendments() -> AmendmentQuerySet:
    """Give the amendments that wait for an answer; one that is past its time waits no more."""
    return Amendment.objects.filter(
        proposal__state=State.OPEN, proposal__expires_at__gt=timezone.now()
    )


def open_amendments(agreement: Agreement) -> Mapping[int, int]:
    """Count by key of the clause the amendments that wait (one statement)."""
    waiting = waiting_amendments().filter(
        clause__agreement=agreement.pk, clause__removed_at__isnull=True
    )
    counted = waiting.order_by().values_list("clause").annotate(Count("pk"))
    return dict(counted)


def _counts(
    agreement: Agreement, reader: Reader
) -> tuple[Mapping[int, tuple[int, int]], Mapping[int, int]]:
    """Count comments, those that are open, and waiting amendments (one statement)."""
    seen = Comment.objects.meant_for(reader).filter(clause__agreement=agreement.pk)
    is_open = Q(answers__isnull=True, resolved_at__isnull=True)
    waiting = waiting_amendments().filter(
        clause__agreement=agreement.pk, clause__removed_at__isnull=True
    )
    said = (
        seen.order_by()
        .values_list("clause")
        .annotate(every=Count("pk"), waiting=Count("pk", filter=is_open), amendments=Value(-1))
    )
    proposed = (
        waiting.order_by()
        .values_list("clause")
        .annotate(every=Value(0), waiting=Value(0), amendments=Count("pk"))
    )
    comments: dict[int, tuple[int, int]] = {}
    amendments: dict[int, int] = {}
    for clause, every, unsolved, count in said.union(proposed, all=True):
        if count < 0:
            comments[clause] = (every, unsolved)
        else:
            amendments[clause] = count
    return comments, amendments

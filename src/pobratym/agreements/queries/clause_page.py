"""One clause as its page shows it: its words, what became of them, what is said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import (
    CHANGE_NAMES,
    ORIGIN_NAMES,
    STANDING_NAMES,
    Clause,
    ClauseText,
    Wording,
)
from pobratym.agreements.models.negotiation import Amendment, ClauseConsent, Comment
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.consents import digest_of
from pobratym.agreements.queries.history import seen_since, wordings_seen
from pobratym.agreements.queries.readiness import Obstacle, clause_name, incomplete
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.states import Audience, Standing
from pobratym.agreements.texts.redline import Piece, redline
from pobratym.agreements.texts.whole import Version, WholeClause, WholeText
from pobratym.agreements.tongues import tongue_name
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.queries import Proposal, proposals_among
from pobratym.confirmations.states import State
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING, TRANSLATING, WRITING

COLOURS = {
    Standing.HUMAN: "green",
    Standing.MACHINE: "purple",
    Standing.STALE: "orange",
    Standing.MISSING: "grey",
}
_STANDINGS: Mapping[str, object] = dict(STANDING_NAMES)
_CHANGES: Mapping[str, object] = dict(CHANGE_NAMES)
_ORIGINS: Mapping[str, object] = dict(ORIGIN_NAMES)


@dataclass(frozen=True, slots=True)
class Step:
    """One wording that the reader may see: who wrote it, when, for which city, and why."""

    wording: Wording
    change: str
    origin: str


@dataclass(frozen=True, slots=True)
class Tongued:
    """The clause in one language.

    Attributes:
        code: of the language.
        name: of the language, in the reader's.
        is_authentic: whether it binds.
        said: what it says now.
        standing: how that stands, in a word; ``colour`` of that word.
        steps: its wordings, newest first.
        older: number of the wording that is compared; 0 where there is nothing to compare.
        newer: number of the wording that it is compared with.
        heading: the difference of the two.
        body: the same.
    """

    code: str
    name: str
    is_authentic: bool
    said: Version
    standing: str
    colour: str
    steps: Sequence[Step]
    older: int
    newer: int
    heading: Sequence[Piece]
    body: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the replies to it; ``is_own``: only the own city reads it."""

    root: Comment
    replies: Sequence[Comment]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An amendment beside the wording that it was written against.

    ``is_outdated``: that wording is not the present one any more. ``can_renew``: the reader may
    propose it anew against the present one.
    """

    amendment: Amendment
    proposal: Proposal
    tongue: str
    heading: Sequence[Piece]
    body: Sequence[Piece]
    is_outdated: bool
    can_renew: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Whether a city has said yes: ``consent`` is its last yes, ``holds`` whether it holds now."""

    city: Municipality
    consent: ClauseConsent | None
    holds: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ClausePage:
    """All that the page of a clause shows.

    Attributes:
        name: "§ 4 Finansowanie".
        label: as it is cited, empty for one that has no number or was taken out.
        digest: of the clause as it stands; what a yes is given to.
        tongues: its languages.
        threads: comments that the reader may read, oldest first.
        amendments: those that wait, oldest first.
        closed: those that do not, newest first.
        said: what each city says.
        incomplete: why nobody can say yes now.
        is_settled: whether all cities have said yes.
        confirms: the city for which the reader may say yes or take it back now.
        writes: whether the reader may change the words or propose others.
        comments: the city for which the reader may comment.
    """

    clause: Clause
    name: str
    label: str
    digest: str
    tongues: Sequence[Tongued]
    threads: Sequence[Thread]
    amendments: Sequence[Asked]
    closed: Sequence[Asked]
    said: Sequence[Said]
    incomplete: Sequence[Obstacle]
    is_settled: bool
    confirms: Municipality | None
    writes: bool
    comments: Municipality | None


def clause_page(
    clause: Clause, agreement: Agreement, reader: Reader, asked: Mapping[str, str]
) -> ClausePage:
    """Gather the page of a clause; the number of statements does not grow with what is on it.

    Args:
        clause: that the reader sees.
        agreement: its own, with cities and languages.
        reader: works on it.
        asked: which wordings are compared: ``of`` (language), ``from`` and ``to`` (numbers).
    """
    text = text_of(agreement)
    found = next((one for one in text.clauses if one.key == clause.pk), None)
    shown = found or _taken_out(clause)
    digest = digest_of(text, shown)
    said = _said(clause, agreement, reader, digest)
    stands = found is not None and agreement.is_writable and agreement.shared_on is not None
    confirming = acting_cities(reader, agreement, CONFIRMING) if stands else []
    commenting = acting_cities(reader, agreement, TRANSLATING)
    writes = agreement.is_writable and found is not None
    amendments = _amendments(clause, shown, reader)
    standing = agreement.withdrawn_at is None and agreement.partnership.withdrawn_at is None
    return ClausePage(
        clause=clause,
        name=clause_name(text, shown),
        label=shown.label,
        digest=digest,
        tongues=_tongues(clause, shown, text, seen_since(agreement, reader), asked),
        threads=_threads(clause, reader),
        amendments=[one for one in amendments if one.proposal.change.is_open],
        closed=[one for one in reversed(amendments) if not one.proposal.change.is_open],
        said=said,
        incomplete=list(incomplete(text, shown)) if found else [],
        is_settled=bool(said) and all(one.holds for one in said),
        confirms=confirming[0] if confirming else None,
        writes=writes and bool(acting_cities(reader, agreement, WRITING)),
        comments=commenting[0] if commenting and standing else None,
    )


def _taken_out(clause: Clause) -> WholeClause:
    """Give a clause that stands no more, as it stood last."""
    rows = ClauseText.objects.filter(clause=clause)
    versions = {
        text.language: Version(text.heading, text.body, text.standing, text.number, text.version)
        for text in rows
    }
    return WholeClause(clause.type, "", versions, clause.topics, clause.pk, str(clause.public_id))


def _tongues(
    clause: Clause, shown: WholeClause, text: WholeText, since: int, asked: Mapping[str, str]
) -> list[Tongued]:
    rows = Wording.objects.filter(clause=clause).select_related("by", "city").order_by("number")
    kept: dict[str, list[Wording]] = {}
    for wording in rows:
        kept.setdefault(wording.language, []).append(wording)
    return [
        _tongued(language, shown.said(language), wordings_seen(kept.get(language, []), since), text,
                 asked if asked.get("of") == language else {})
        for language in text.languages
    ]  # fmt: skip


def _tongued(
    language: str,
    said: Version,
    wordings: Sequence[Wording],
    text: WholeText,
    asked: Mapping[str, str],
) -> Tongued:
    by_number = {str(one.number): one for one in wordings}
    last, before = wordings[-1:], wordings[-2:-1]
    older = by_number.get(asked.get("from", ""), next(iter(before), None))
    newer = by_number.get(asked.get("to", ""), next(iter(last), None))
    if older is None or newer is None or len(wordings) == 1:
        older = newer = None
    return Tongued(
        code=language,
        name=tongue_name(language),
        is_authentic=language in text.authentic,
        said=said,
        standing=str(_STANDINGS[said.standing]),
        colour=COLOURS[Standing(said.standing)],
        steps=[
            Step(one, str(_CHANGES[one.change]), str(_ORIGINS[one.origin]))
            for one in reversed(wordings)
        ],
        older=older.number if older else 0,
        newer=newer.number if newer else 0,
        heading=redline(older.heading, newer.heading) if older and newer else [],
        body=redline(older.body, newer.body) if older and newer else [],
    )


def _threads(clause: Clause, reader: Reader) -> list[Thread]:
    rows = Comment.objects.meant_for(reader).filter(clause=clause)
    told = list(rows.select_related("by", "city", "resolved_by").order_by("pk"))
    replies: dict[int, list[Comment]] = {}
    for comment in told:
        if comment.answers_id is not None:
            replies.setdefault(comment.answers_id, []).append(comment)
    return [
        Thread(one, replies.get(one.pk, []), one.audience == Audience.OWN)
        for one in told
        if one.answers_id is None
    ]


def _amendments(clause: Clause, shown: WholeClause, reader: Reader) -> list[Asked]:
    rows = Amendment.objects.filter(clause=clause, proposal__isnull=False)
    told = list(rows.select_related("city", "by").order_by("pk"))
    keys = [one.proposal_id for one in told if one.proposal_id]
    changes = JointChange.objects.visible_to(reader).filter(pk__in=keys).with_answers()
    proposals = {one.change.pk: one for one in proposals_among(changes, reader)}
    numbers = {(one.language, one.number) for one in told}
    against = {
        (one.language, one.number): one
        for one in Wording.objects.filter(
            clause=clause, number__in=[number for _language, number in numbers]
        )
    }
    return [
        _asked(one, proposals[one.proposal_id or 0], against.get((one.language, one.number)), shown)
        for one in told
        if one.proposal_id in proposals
    ]


def _asked(
    amendment: Amendment, proposal: Proposal, against: Wording | None, shown: WholeClause
) -> Asked:
    outdated = shown.said(amendment.language).number != amendment.number
    state = proposal.change.stage
    return Asked(
        amendment=amendment,
        proposal=proposal,
        tongue=tongue_name(amendment.language),
        heading=redline(against.heading if against else "", amendment.heading),
        body=redline(against.body if against else "", amendment.body),
        is_outdated=outdated,
        can_renew=outdated and (state is State.OVERTAKEN or proposal.withdrawing is not None),
    )


def _said(clause: Clause, agreement: Agreement, reader: Reader, digest: str) -> list[Said]:
    if agreement.shared_on is None:
        return []
    given = {
        one.city_id: one for one in ClauseConsent.objects.filter(clause=clause).select_related("by")
    }
    mine = {city.pk for city in acting_cities(reader, agreement, CONFIRMING)}
    return [
        Said(
            party.city,
            given.get(party.city_id),
            party.city_id in given and given[party.city_id].digest == digest,
            party.city_id in mine,
        )
        for party in agreement.parties.all()
    ]

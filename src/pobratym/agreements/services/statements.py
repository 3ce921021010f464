"""What cities have announced about an agreement, and on which clauses it rests."""

import datetime as dt
from collections.abc import Collection
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.statements import Claim, Ground, Statement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import TOPICS
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put

MOST_CLAIMS = 100
"""Figures that no real announcement reaches."""


class StatementFacts(TypedDict, total=False):
    """What people write about an announcement; ``city`` is the one that made it."""

    city: Municipality
    title: str
    publisher: str
    url: str
    on: dt.date
    language: str


class ClaimFacts(TypedDict, total=False):
    """What an announcement says was agreed."""

    says: Wordings
    topic: str


@transaction.atomic
def add_statement(
    agreement: Agreement,
    *,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[StatementFacts],
) -> Statement:
    """Enter a public announcement; an officer of either city may enter any party's.

    Args:
        agreement: which it is about.
        by: who enters it.
        for_city: in whose name it is entered; the journal says so.
        facts: who announced what, where and when.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``wrong_city`` (who
            announced it is no party), ``future``.
        ValidationError: a fact is missing or not valid.
    """
    found = hold(agreement)
    refuse_outsider(by, for_city, found)
    statement = Statement(agreement=found, city=facts.get("city", for_city))
    old = _put(statement, facts, found)
    statement.save()
    _record("statement.added", statement, by, for_city, changes=changes_of(statement, old))
    return statement


@transaction.atomic
def edit_statement(
    statement: Statement,
    *,
    version: int,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[StatementFacts],
) -> Statement:
    """Correct what is said of an announcement.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as :func:`add_statement`, and ``gone`` (it was withdrawn).
        ValidationError: a fact is missing or not valid.
    """
    found = _held(statement, version, by, for_city)
    old = _put(found, facts, found.agreement)
    if old:
        found.save()
        _record("statement.edited", found, by, for_city, changes=changes_of(found, old))
    return found


@transaction.atomic
def withdraw_statement(
    statement: Statement, *, version: int, reason: str, by: User | None, for_city: Municipality
) -> Statement:
    """Take back an announcement that was entered by mistake; it stays in the record.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``gone``, ``no_reason``.
        ValidationError: the reason is too long.
    """
    found = _held(statement, version, by, for_city)
    refuse_silence(reason)
    found.withdrawn_at, found.withdrawn_because = timezone.now(), reason.strip()
    found.full_clean()
    found.save()
    _record("statement.withdrawn", found, by, for_city, why=reason.strip())
    return found


@transaction.atomic
def add_claim(
    statement: Statement,
    *,
    clauses: Collection[Clause],
    version: int,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[ClaimFacts],
) -> Claim:
    """Note one thing that an announcement says was agreed.

    Args:
        statement: the announcement.
        clauses: those of the agreement that it rests on; none where it was announced only.
        version: of the announcement, as it was seen.
        by: who notes it.
        for_city: in whose name.
        facts: what was announced, and its topic (a code of ``directory/topics.json``).

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``gone``, ``too_many``,
            ``unknown_topic``, ``foreign_clause``.
        ValidationError: it says nothing, or too much.
    """
    found = _held(statement, version, by, for_city)
    if found.claims.count() >= MOST_CLAIMS:
        raise DomainError(_("This announcement has very many points already."), code="too_many")
    last = found.claims.aggregate(last=Max("place"))["last"] or 0
    claim = Claim(statement=found, place=last + 1)
    return _save_claim("statement.claim_added", claim, facts, clauses=clauses, by=by, city=for_city)


@transaction.atomic
def edit_claim(
    claim: Claim,
    *,
    clauses: Collection[Clause],
    version: int,
    by: User | None,
    for_city: Municipality,
    **facts: Unpack[ClaimFacts],
) -> Claim:
    """Change what was announced, or on which clauses it rests; the same refusals.

    Raises:
        StaleVersion: somebody saved the announcement since ``version``.
        DomainError: as :func:`add_claim`.
        ValidationError: it says nothing, or too much.
    """
    statement = _held(claim.statement, version, by, for_city)
    found = Claim.objects.get(pk=claim.pk)
    found.statement = statement
    return _save_claim(
        "statement.claim_edited", found, facts, clauses=clauses, by=by, city=for_city
    )


@transaction.atomic
def take_claim_out(
    claim: Claim, *, version: int, by: User | None, for_city: Municipality
) -> Statement:
    """Take out a point that was noted by mistake.

    Raises:
        StaleVersion: somebody saved the announcement since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``gone``.
    """
    statement = _held(claim.statement, version, by, for_city)
    found = Claim.objects.filter(pk=claim.pk).first()
    if found is not None:
        statement.save()
        told = {"says": (found.says, Wordings()), "topic": (found.topic, "")}
        found.delete()
        _record("statement.claim_removed", statement, by, for_city, changes=told)
    return statement


def _held(statement: Statement, version: int, by: User | None, city: Municipality) -> Statement:
    agreement = hold(statement.agreement)
    refuse_outsider(by, city, agreement)
    found = take_version(Statement.objects.all(), statement.pk, version)
    found.agreement = agreement
    if found.withdrawn_at is not None:
        raise DomainError(_("This announcement was withdrawn as a mistake."), code="gone")
    return found


def _put(statement: Statement, facts: StatementFacts, agreement: Agreement) -> dict[str, object]:
    old = put(statement, {**facts})
    if not agreement.takes_part({statement.city_id}):
        raise DomainError(
            _("Only what a party of the agreement announced is noted here."),
            code="wrong_city",
            field="city",
        )
    statement.full_clean()
    refuse_day_to_come(statement.on)
    return old


def _save_claim(  # noqa: PLR0913  as what, which, resting on what, who, for whom
    what: str,
    claim: Claim,
    facts: ClaimFacts,
    *,
    clauses: Collection[Clause],
    by: User | None,
    city: Municipality,
) -> Claim:
    topic = facts.get("topic", claim.topic)
    if topic and topic not in TOPICS:
        raise DomainError(
            _("This is not a topic of the list."), code="unknown_topic", field="topic"
        )
    statement = claim.statement
    if any(clause.agreement_id != statement.agreement_id for clause in clauses):
        raise DomainError(
            _("This is not a clause of the agreement."), code="foreign_clause", field="clauses"
        )
    old = put(claim, {**facts})
    claim.full_clean()
    claim.save()
    before = {ground.clause_id for ground in claim.grounds.all()}
    after = {clause.pk for clause in clauses}
    claim.grounds.filter(clause__in=before - after).delete()
    Ground.objects.bulk_create(Ground(claim=claim, clause_id=key) for key in sorted(after - before))
    statement.save()
    changes = {**changes_of(claim, old)}
    if before != after:
        changes["clauses"] = (len(before), len(after))
    _record(what, statement, by, city, changes=changes)
    return claim


def _record(
    what: str,
    statement: Statement,
    by: User | None,
    city: Municipality,
    changes: Changes | None = None,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    agreement = statement.agreement
    record(
        what,
        statement,
        by=by,
        city=city.code,
        changes=changes,
        within=agreement.partnership,
        own=agreement.shared_on is None,
        **details,
    )

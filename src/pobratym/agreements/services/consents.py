"""A city's yes to a clause as it stands, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.negotiation import ClauseConsent
from pobratym.agreements.queries.consents import digest_of
from pobratym.agreements.queries.readiness import incomplete
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.holding import taken_out
from pobratym.agreements.services.mandate import hold, refuse_frozen, refuse_outsider
from pobratym.agreements.texts.whole import WholeClause, WholeText
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING
from pobratym.journal.services import record


@transaction.atomic
def give(clause: Clause, *, digest: str, by: User | None, city: Municipality) -> ClauseConsent:
    """Say yes for a city to a clause as it stands; a second time changes nothing.

    Args:
        clause: of an agreement in negotiation.
        digest: of the clause as the person saw it (``queries.consents.digest_of``).
        by: an officer, a coordinator or a mayor.
        city: in whose name.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``not_shared``,
            ``taken_out``, ``changed`` (it says something else now), ``stale``, ``missing`` or
            ``machine`` (naming the version), ``same_hand``.
    """
    agreement, text = _held(clause.agreement, by, city)
    found = _clause_in(text, clause)
    now = digest_of(text, found)
    if now != digest:
        raise DomainError(
            _("The clause was changed meanwhile. Read it as it stands now, then say yes."),
            code="changed",
        )
    if obstacle := next(iter(incomplete(text, found)), None):
        raise DomainError(obstacle.message, code=obstacle.code)
    _refuse_same_hand(clause, now, by, city)
    given = _put(clause.pk, now, by, city)
    _note("clause.consented", clause, agreement, by, city)
    return given


@transaction.atomic
def give_all(
    agreement: Agreement, *, text_number: int, by: User | None, city: Municipality
) -> list[str]:
    """Say yes for a city to every clause that is complete and has not its yes yet.

    Args:
        agreement: is read anew and held.
        text_number: count of the text that the person saw.
        by: an officer, a coordinator or a mayor.
        city: in whose name.

    Returns:
        Labels of the clauses, in order; empty where there was none to say yes to.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``not_shared``,
            ``changed``.
    """
    agreement, text = _held(agreement, by, city)
    if agreement.text_number != text_number:
        raise DomainError(
            _("The text was changed meanwhile. Read it as it stands now, then say yes."),
            code="changed",
        )
    digests = {clause.key: digest_of(text, clause) for clause in text.clauses}
    standing = ClauseConsent.objects.filter(clause__in=list(digests))
    told = {(one.clause_id, one.city_id): one for one in standing}
    said: list[WholeClause] = []
    for clause in text.clauses:
        now, own = digests[clause.key], told.get((clause.key, city.pk))
        others = [
            one
            for (key, giver), one in told.items()
            if key == clause.key and giver != city.pk and one.digest == now
        ]
        by_same_hand = by is not None and any(one.by_id == by.pk for one in others)
        has_it = own is not None and own.digest == now
        if has_it or by_same_hand or next(iter(incomplete(text, clause)), None):
            continue
        _put(clause.key, now, by, city)
        said.append(clause)
    if said:
        record(
            "clauses.consented",
            agreement,
            by=by,
            city=city.code,
            within=agreement.partnership,
            renews=False,
            clauses=[clause.key for clause in said],
        )
    return [clause.label for clause in said]


@transaction.atomic
def take_back(clause: Clause, *, by: User | None, city: Municipality) -> bool:
    """Take a city's yes to a clause back; gives whether there was one that still held or lapsed.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``not_shared``.
    """
    agreement = hold(clause.agreement)
    _refuse(agreement, by, city)
    gone, _rows = ClauseConsent.objects.filter(clause=clause, city=city).delete()
    if gone:
        _note("clause.consent_taken_back", clause, agreement, by, city)
    return bool(gone)


def _held(agreement: Agreement, by: User | None, city: Municipality) -> tuple[Agreement, WholeText]:
    found = hold(agreement)
    _refuse(found, by, city)
    return found, text_of(found)


def _refuse(agreement: Agreement, by: User | None, city: Municipality) -> None:
    refuse_outsider(by, city, agreement, roles=CONFIRMING)
    refuse_frozen(agreement)
    if agreement.shared_on is None:
        raise DomainError(_("Send the draft to the other cities first."), code="not_shared")


def _clause_in(text: WholeText, clause: Clause) -> WholeClause:
    found = next((one for one in text.clauses if one.key == clause.pk), None)
    if found is None:
        raise taken_out()
    return found


def _refuse_same_hand(clause: Clause, digest: str, by: User | None, city: Municipality) -> None:
    """Let nobody who works for two cities say yes for both."""
    others = ClauseConsent.objects.filter(clause=clause, digest=digest).exclude(city=city)
    if by is not None and others.filter(by=by).exists():
        raise DomainError(
            _("You said yes for another city. Somebody else must say it for this one."),
            code="same_hand",
        )


def _put(clause: int, digest: str, by: User | None, city: Municipality) -> ClauseConsent:
    given, _is_new = ClauseConsent.objects.update_or_create(
        clause_id=clause, city=city, defaults={"digest": digest, "by": by}
    )
    return given


def _note(
    what: str, clause: Clause, agreement: Agreement, by: User | None, city: Municipality
) -> None:
    record(what, clause, by=by, city=city.code, within=agreement.partnership, renews=False)

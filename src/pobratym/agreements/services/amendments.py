"""Another wording for one language of a clause: proposed by one city, accepted by all others.

What is proposed, answered and closed is a joint change about the row; this module registers it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.models.negotiation import Amendment
from pobratym.agreements.queries.readiness import clause_name
from pobratym.agreements.queries.talk import waiting_amendments
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.holding import clause_held, taken_out
from pobratym.agreements.services.mandate import (
    hold,
    refuse_frozen,
    refuse_other_parties,
)
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import Change, Origin
from pobratym.agreements.texts.canonical import clean
from pobratym.confirmations.deeds import Deed, Shown, Values, register
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.closing import overtake_open
from pobratym.confirmations.services.proposing import Proposed, propose
from pobratym.core.errors import DomainError
from pobratym.core.fields import SHORT_LIMIT
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_silence

AMENDMENT = "agreements.amendment"
MOST_OPEN = 10
"""So many amendments of one city wait on one clause at once; each is a letter to the others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an amendment asks for: the wording, why, and the row that the person saw."""

    heading: str
    body: str
    reason: str
    version: int


@transaction.atomic
def propose_amendment(
    clause: Clause, language: str, asked: Asked, *, by: User | None, city: Municipality
) -> Amendment:
    """Propose another wording to the other cities; the text stays until all have accepted.

    Args:
        clause: of an agreement in negotiation.
        language: in which it stands there.
        asked: cleaned input.
        by: an officer.
        city: in whose name.

    Raises:
        StaleVersion: the wording changed since ``asked.version``; it carries the row as it stands.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``not_shared``,
            ``taken_out``, ``missing`` (nothing to amend), ``empty``, ``same``, ``no_reason``,
            ``too_many``.
        ValidationError: too long.
    """
    agreement, held = clause_held(clause, by, city)
    _refuse_unshared(agreement)
    text = ClauseText.objects.filter(clause=held, language=language).first()
    if text is None or not text.body:
        raise DomainError(
            _("This version is missing. Write it; there is nothing to amend."), code="missing"
        )
    if text.version != asked.version:
        raise StaleVersion(text)
    heading, body = clean(asked.heading), clean(asked.body)
    _refuse_nothing(text, heading, body)
    refuse_silence(asked.reason)
    _refuse_flood(held, city)
    amendment = Amendment(
        clause=held,
        language=language,
        number=text.number,
        heading=heading,
        body=body,
        reason=asked.reason.strip(),
        city=city,
        by=by,
    )
    amendment.full_clean()
    amendment.save()

    def work_out(found: Amendment) -> Proposed:
        after = {"heading": {language: found.heading}, "body": {language: found.body}}
        others = [one.city for one in agreement.parties.all() if one.city_id != city.pk]
        return Proposed(_title(agreement, held), after, others)

    amendment.proposal = propose(
        AMENDMENT, amendment, work_out, by=by, city=city, reason=amendment.reason
    )
    amendment.save(update_fields=["proposal"])
    return amendment


def overtake_amendments(agreement: Agreement, *, by: User | None, city: Municipality) -> None:
    """Close the amendments of an agreement that wait; before the agreement is held."""
    for amendment in waiting_amendments().filter(clause__agreement=agreement.pk).order_by("pk"):
        overtake_open(amendment, by=by, city=city.code)


def _refuse_unshared(agreement: Agreement) -> None:
    if agreement.shared_on is None:
        raise DomainError(
            _("The draft is your city’s own still: change the wording itself."),
            code="not_shared",
        )


def _refuse_nothing(text: ClauseText, heading: str, body: str) -> None:
    if not body:
        raise DomainError(
            _("Write the wording that you propose. To take the clause out, write a comment."),
            code="empty",
            field="body",
        )
    if (text.heading, text.body) == (heading, body):
        raise DomainError(
            _("This is the wording as it stands. Write what you propose instead."),
            code="same",
            field="body",
        )


def _refuse_flood(clause: Clause, city: Municipality) -> None:
    if waiting_amendments().filter(clause=clause, city=city).count() >= MOST_OPEN:
        raise DomainError(
            _("Too many amendments of your city wait on this clause. Wait for the answers."),
            code="too_many",
        )


def _title(agreement: Agreement, clause: Clause) -> Wordings:
    """Name the agreement and the clause, in every language of the record."""
    text = text_of(agreement)
    found = next(one for one in text.clauses if one.key == clause.pk)
    said = {}
    for language in LANGUAGES:
        with override(language):
            title = Wordings(agreement.title).said(language).text
            said[language] = f"{title}, {clause_name(text, found)}"[:SHORT_LIMIT]
    return Wordings(said)


def _now(amendment: Amendment) -> Values:
    text = _text_of(amendment)
    heading, body = (text.heading, text.body) if text else ("", "")
    return {"heading": {amendment.language: heading}, "body": {amendment.language: body}}


def _text_of(amendment: Amendment) -> ClauseText | None:
    texts = ClauseText.objects.filter(clause=amendment.clause_id, language=amendment.language)
    return texts.first()


def _accept(change: JointChange, amendment: Amendment, by: User | None, city: Municipality) -> None:
    """Write what all have accepted; the other languages of the clause become stale by it."""
    agreement = hold(amendment.clause.agreement)
    refuse_other_parties(change, agreement)
    refuse_frozen(agreement)
    clause = Clause.objects.select_for_update().get(pk=amendment.clause_id)
    if clause.removed_at is not None:
        raise taken_out()
    text = _text_of(amendment)
    if text is None or text.number != amendment.number:
        raise DomainError(
            gettext_lazy(
                "The wording was changed since the amendment was written. Propose it anew against"
                " the wording as it stands now."
            ),
            code="moved_on",
        )
    words = Words(amendment.heading, amendment.body, Change.MEANING, Origin.AMENDMENT)
    put_words(agreement, clause, amendment.language, words, by=amendment.by, city=amendment.city)
    record(
        "clause.amended",
        clause,
        by=by,
        city=city.code,
        within=agreement.partnership,
        renews=False,
        language=amendment.language,
        proposal=str(change.public_id),
    )


def _show(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    label = _("Heading") if field == "heading" else _("Wording")
    return Shown(label, [(language, text) for language, text in (value or {}).items() if text])


def _page(amendment: Amendment) -> str:
    return f"/desk/clauses/{amendment.clause.public_id}/#amendment-{amendment.pk}"


register(
    Deed(
        name=AMENDMENT,
        label=gettext_lazy("amendment of a clause"),
        things=Amendment.objects.all,
        now=_now,
        do=_accept,
        show=_show,
        page=_page,
    )
)

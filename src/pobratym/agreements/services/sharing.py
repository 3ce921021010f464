"""Sending the draft of one city to the others: from then on they see it and write in it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage
from pobratym.agreements.telling import tell_others
from pobratym.agreements.telling_talk import SHARED
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record


@transaction.atomic
def share(
    agreement: Agreement,
    *,
    version: int,
    text_number: int | None = None,
    by: User | None,
    city: Municipality,
) -> Agreement:
    """Send a draft to the other cities, with its text as it stands now; it goes into negotiation.

    What was written and struck out before, and the city's own comments, stay with the city.

    Args:
        agreement: is read anew and held.
        version: the one that the person saw.
        text_number: count of the text that the person saw; a colleague may have written since.
        by: an officer of the city that drafts.
        city: that city.

    Raises:
        StaleVersion: somebody changed the record, or the text, meanwhile.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``shared`` (it was sent
            before), ``partnership_unknown``, ``alone``, ``no_clauses``.
    """
    found = hold(agreement)
    refuse_outsider(by, city, found)
    _refuse_second(found)
    if found.version != version or text_number not in {None, found.text_number}:
        raise StaleVersion(found)
    _refuse_secret_partnership(found)
    if len(found.parties.all()) < 2:  # noqa: PLR2004  an agreement is between two at least
        raise DomainError(_("There is no other city to send it to."), code="alone")
    if not found.clauses.standing().exists():
        raise DomainError(_("The text has no clauses yet."), code="no_clauses")
    put_stage(
        found,
        Stage.NEGOTIATION,
        by=by,
        city=city,
        shared_on=timezone.localdate(),
        shared_in=found.text_number,
    )
    record(
        "agreement.shared",
        found,
        by=by,
        city=city.code,
        within=found.partnership,
        renews=False,
        text_number=found.text_number,
    )
    tell_others(SHARED, found, by=by, city=city)
    return found


def _refuse_second(agreement: Agreement) -> None:
    if agreement.stage != Stage.DRAFT:
        raise DomainError(_("The other cities know of this agreement already."), code="shared")


def _refuse_secret_partnership(agreement: Agreement) -> None:
    """Let no agreement tell a city of a partnership that it was not told of."""
    partnership = agreement.partnership
    known = {party.municipality_id for party in partnership.parties.current()}
    strangers = {party.city_id for party in agreement.parties.all()} - known
    if partnership.shared_on is None or strangers:
        raise DomainError(
            _(
                "The other city does not know of the partnership yet. Record the first contact,"
                " then send the draft."
            ),
            code="partnership_unknown",
        )

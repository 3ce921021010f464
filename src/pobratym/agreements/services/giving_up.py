"""Giving an agreement up before its text is agreed: one city may, with its reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.amendments import overtake_amendments
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import WRITABLE, Stage
from pobratym.agreements.telling import tell_others
from pobratym.agreements.telling_talk import GIVEN_UP
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.services.mandate import refuse_silence


@transaction.atomic
def give_up(
    agreement: Agreement, *, version: int, reason: str, by: User | None, city: Municipality
) -> Agreement:
    """Stop working on an agreement; the record stays, with the reason.

    Nobody can be held to negotiate, so one city suffices, as for a partnership that has led to no
    agreement yet. A text that is agreed is sent back first (``reopening.reopen``): both steps are
    one city's, but each says why. A signed agreement ends by its own rules.

    Args:
        agreement: a draft or in negotiation; is read anew and held, what waits is overtaken.
        version: the one that the person saw.
        reason: why, for all cities that know of it.
        by: an officer.
        city: in whose name.

    Raises:
        StaleVersion: somebody changed the record meanwhile.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``wrong_stage``,
            ``no_reason``.
    """
    overtake_amendments(agreement, by=by, city=city)
    overtake_open(agreement, by=by, city=city.code)
    found = hold(agreement)
    refuse_outsider(by, city, found)
    if found.stage not in WRITABLE:
        raise DomainError(
            _("A text that is agreed is sent back to negotiation before it is given up."),
            code="wrong_stage",
        )
    if found.version != version:
        raise StaleVersion(found)
    refuse_silence(reason)
    put_stage(found, Stage.GIVEN_UP, by=by, city=city, why=reason.strip())
    tell_others(GIVEN_UP, found, by=by, city=city, reason=reason.strip())
    return found

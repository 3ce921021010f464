"""Sending an agreed text back to negotiation: one city may, with its reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import REOPENABLE, Stage
from pobratym.agreements.telling import tell_others
from pobratym.agreements.telling_talk import REOPENED
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.services.mandate import refuse_silence


@transaction.atomic
def reopen(
    agreement: Agreement, *, version: int, reason: str, by: User | None, city: Municipality
) -> Agreement:
    """Send the text of an agreement back to negotiation.

    Its frozen versions stay in the record, and so does what was done on them: routes and
    signatures point to a version that does not count any more. The next version has the next
    number. Consents stay: they lapse word by word, where the text changes.

    Args:
        agreement: agreed and not signed; is read anew and held, proposals about it are overtaken.
        version: the one that the person saw.
        reason: why, for all cities.
        by: an officer.
        city: in whose name.

    Raises:
        StaleVersion: somebody changed the record meanwhile.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``wrong_stage``,
            ``no_reason``.
    """
    overtake_open(agreement, by=by, city=city.code)
    found = hold(agreement)
    refuse_outsider(by, city, found)
    if found.stage not in REOPENABLE:
        raise DomainError(
            _("Only a text that is agreed and not signed can be sent back to negotiation."),
            code="wrong_stage",
        )
    if found.version != version:
        raise StaleVersion(found)
    refuse_silence(reason)
    put_stage(found, Stage.NEGOTIATION, by=by, city=city, why=reason.strip(), text_version=None)
    tell_others(REOPENED, found, by=by, city=city, reason=reason.strip())
    return found

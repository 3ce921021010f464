"""The public page of an agreement: proposed by one city, confirmed by the others."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.facts import held_at
from pobratym.agreements.services.mandate import hold, refuse_other_parties, refuse_outsider
from pobratym.agreements.states import PUBLISHABLE
from pobratym.agreements.telling import PAGE_TAKEN_DOWN, tell_others
from pobratym.confirmations.deeds import Deed, Shown, Values, register
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.proposing import Proposed, propose
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_silence

PUBLISH = "agreements.publish"


def propose_publication(
    agreement: Agreement,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    message: str = "",
) -> JointChange:
    """Ask the other cities for a public page; residents see nothing until all have confirmed.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``too_early`` (it is not
            signed), ``public`` (there is a page already), ``already_open``.
    """

    def work_out(found: Agreement) -> Proposed:
        refuse_outsider(by, city, found)
        if found.version != version:
            raise StaleVersion(found)
        _refuse_too_early(found)
        if found.is_public:
            raise DomainError(_("The agreement has its public page already."), code="public")
        return Proposed(found.title, {"is_public": True}, others_than(city, found))

    return propose(PUBLISH, agreement, work_out, by=by, city=city, reason=message)


def others_than(city: Municipality, agreement: Agreement) -> list[Municipality]:
    """Give the other cities of an agreement, in the order of the text."""
    parties = agreement.parties.exclude(city=city).select_related("city").order_by("place")
    return [party.city for party in parties]


@transaction.atomic
def unpublish_agreement(
    agreement: Agreement, *, version: int, reason: str, by: User | None, city: Municipality
) -> Agreement:
    """Take the public page of an agreement down; each city may, at any time, saying why.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``no_reason``.
    """
    found = held_at(agreement, version, by=by, city=city)
    refuse_silence(reason)
    if found.is_public:
        _show(found, is_public=False, by=by, city=city, why=reason.strip())
        tell_others(PAGE_TAKEN_DOWN, found, by=by, city=city)
    return found


def _refuse_too_early(agreement: Agreement) -> None:
    if agreement.stage not in PUBLISHABLE:
        raise DomainError(
            gettext_lazy("An agreement has a public page once it is signed."), code="too_early"
        )


def _publish(
    change: JointChange, agreement: Agreement, by: User | None, city: Municipality
) -> None:
    """Put up the page that all have confirmed."""
    found = hold(agreement)
    refuse_other_parties(change, found)
    _refuse_too_early(found)
    _show(found, is_public=True, by=by, city=city, proposal=str(change.public_id))


def _show(
    agreement: Agreement,
    *,
    is_public: bool,
    by: User | None,
    city: Municipality,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    was, agreement.is_public = agreement.is_public, is_public
    agreement.version += 1
    agreement.full_clean()
    agreement.save()
    record(
        "agreement.published" if is_public else "agreement.unpublished",
        agreement,
        by=by,
        city=city.code,
        changes={"is_public": (was, is_public)},
        within=agreement.partnership,
        **details,
    )


def _now(agreement: Agreement) -> Values:
    return {"is_public": agreement.is_public}


def _told(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    del field
    return Shown(_("Shown to everybody"), [("", _("yes") if value else _("no"))])


def page_of(agreement: Agreement) -> str:
    """Give the officers' page of an agreement, without the language."""
    return f"/desk/agreements/{agreement.public_id}/"


register(
    Deed(
        name=PUBLISH,
        label=gettext_lazy("public page of the agreement"),
        things=Agreement.objects.all,
        now=_now,
        do=_publish,
        show=_told,
        page=page_of,
    )
)

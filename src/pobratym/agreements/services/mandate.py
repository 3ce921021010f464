"""In whose name a deed is done, and what the agreement allows at its stage."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import TRANSLATING, WRITING, Role


def hold(agreement: Agreement) -> Agreement:
    """Read an agreement anew, with its parties and languages, and hold it until the deed is done.

    Whoever changes its text or its stage holds it first: changes of one agreement come one after
    another.
    """
    return Agreement.objects.select_for_update(of=("self",)).with_cities().get(pk=agreement.pk)


def refuse_outsider(
    by: User | None,
    city: Municipality,
    agreement: Agreement,
    *,
    translating: bool = False,
    roles: Collection[Role] = WRITING,
) -> None:
    """Let only the cities of an agreement work on it, once they know of it, while it stands.

    Args:
        by: acts for ``city`` today, or is a command.
        city: in whose name.
        agreement: with its parties.
        translating: whether interpreters may do this as well as officers.
        roles: who does this, where neither officers alone nor interpreters too do it.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    refuse_stranger(by, city, TRANSLATING if translating else roles)
    knows = agreement.shared_on is not None or agreement.opened_by_id == city.pk
    if not knows or not agreement.takes_part({city.pk}):
        raise DomainError(_("This city is not a party to the agreement."), code="not_a_party")
    if agreement.withdrawn_at is not None or agreement.partnership.withdrawn_at is not None:
        raise DomainError(_("This agreement was withdrawn as a mistake."), code="withdrawn")


def refuse_other_parties(change: JointChange, agreement: Agreement) -> None:
    """Do nothing where the cities of an agreement are others now than those asked.

    Raises:
        DomainError: ``other_parties``, and what :func:`refuse_outsider` refuses.
    """
    refuse_outsider(None, change.proposed_by, agreement)
    asked = {*change.answers.values_list("city", flat=True), change.proposed_by_id}
    if asked != {party.city_id for party in agreement.parties.all()}:
        raise DomainError(
            _("Other cities take part in the agreement now than those asked."),
            code="other_parties",
        )


def refuse_frozen(agreement: Agreement) -> None:
    """Let nobody change a text that counts.

    Raises:
        DomainError: ``frozen``: the text has to be sent back to negotiation first.
    """
    if not agreement.is_writable:
        raise DomainError(
            _("The text is agreed. Send it back to negotiation before you change it."),
            code="frozen",
        )

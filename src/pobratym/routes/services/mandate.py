"""In whose name a legal step is noted, and for which text."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.services.mandate import refuse_outsider
from pobratym.agreements.states import Stage
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Role
from pobratym.routes.models.signing import Signature
from pobratym.routes.models.steps import Walk
from pobratym.routes.rules import WALKING

_APPROVING = frozenset({Stage.APPROVALS, Stage.READY_TO_SIGN})


def refuse_walker(
    by: User | None, city: Municipality, agreement: Agreement, roles: Collection[Role] = WALKING
) -> None:
    """Let only those note legal steps who do so for the city itself.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    refuse_stranger(by, city, roles)
    refuse_outsider(None, city, agreement)


def refuse_older_text(agreement: Agreement, version: TextVersion, sha256: str) -> None:
    """Let nobody approve another text than the one that counts.

    Args:
        agreement: held.
        version: the text that the route is for.
        sha256: the digest that the person saw.

    Raises:
        DomainError: ``older_text``.
    """
    counting = agreement.text_version
    if counting is None or (counting.pk, counting.sha256) != (version.pk, sha256):
        raise DomainError(
            _(
                "The text was sent back or frozen anew meanwhile: this route was for an earlier"
                " text. It is kept, but nothing is noted on it any more."
            ),
            code="older_text",
        )


def refuse_begun_signing(agreement: Agreement) -> None:
    """Let nobody change what stands before signing once somebody has signed, or all have.

    Raises:
        DomainError: ``signing_begun``.
    """
    if agreement.stage not in _APPROVING:
        raise DomainError(
            _("The agreement is signed: what came before signing stays as it is."),
            code="signing_begun",
        )
    if Signature.objects.standing().filter(text_version=agreement.text_version_id).exists():
        raise DomainError(
            _("Somebody has signed this text already. Withdraw the signatures first."),
            code="signing_begun",
        )


def refuse_without_book(walk: Walk) -> DomainError:
    """Give the refusal for a walk whose edition is gone; the caller raises it."""
    return DomainError(
        _(
            "The file of the law book with the edition %(route)s is missing here. Ask the"
            " administrator to put it back."
        )
        % {"route": walk.route},
        code="no_lawbook",
    )

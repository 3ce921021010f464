"""Whether all cities may sign: approvals become ready to sign, and back."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage
from pobratym.agreements.texts import canonical
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.routes.queries.lanes import unfinished
from pobratym.routes.services.advancing import advance_all
from pobratym.routes.telling import tell_of_readiness


def settle(agreement: Agreement, *, by: User | None, city: Municipality) -> Agreement:
    """Move the agreement to where the routes allow, in the caller's transaction.

    Ready to sign it is when every party walks on this very text and each step that must come
    before signing is done or waived; it goes back when one is undone. At other stages nothing
    moves.

    Args:
        agreement: held (``agreements.services.mandate.hold``).
        by: who did what may have changed it; None for a command.
        city: in whose name.

    Raises:
        DomainError: ``hash_mismatch``: the frozen text is not what its digest says.
    """
    if agreement.stage not in {Stage.APPROVALS, Stage.READY_TO_SIGN}:
        return agreement
    is_ready = not unfinished(agreement)
    if is_ready == (agreement.stage == Stage.READY_TO_SIGN):
        return agreement
    if is_ready and agreement.text_version is not None:
        refuse_altered(agreement.text_version)
    to = Stage.READY_TO_SIGN if is_ready else Stage.APPROVALS
    agreement = put_stage(agreement, to, by=by, city=city)
    advance_all(agreement)
    if is_ready:
        tell_of_readiness(agreement, by=by)
    return agreement


def refuse_altered(version: TextVersion) -> None:
    """Let nobody approve or sign a text whose frozen form does not give its digest.

    Raises:
        DomainError: ``hash_mismatch``.
    """
    copies = list(FrozenCopy.objects.filter(version=version).order_by("pk"))
    found = {copy.language: canonical.digest(copy.canonical) for copy in copies}
    whole = canonical.whole_digest({one.language: found[one.language] for one in copies
                                    if one.is_authentic})  # fmt: skip
    if whole != version.sha256 or any(found[one.language] != one.sha256 for one in copies):
        raise DomainError(
            _(
                "The frozen text does not match its digest. Nothing can be approved or signed."
                " Ask the administrator to run “pobratym check-integrity”."
            ),
            code="hash_mismatch",
        )

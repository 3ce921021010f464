"""Signatures in the journal."""

from typing import Any

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.journal import services as journal
from pobratym.routes.models.signing import Signature


def record(
    what: str,
    signature: Signature,
    by: User | None,
    *,
    city: Municipality | None = None,
    why: str = "",
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Write a deed of a signature to the journal, in the name of its city or of another one."""
    journal.record(
        what,
        signature,
        by=by,
        city=(city or signature.city).code,
        why=why,
        within=signature.agreement.partnership,
        **details,
    )

"""Where an agreement stands: the one place that moves it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage, may_follow
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record


def put_stage(
    agreement: Agreement,
    to: Stage,
    *,
    by: User | None,
    city: Municipality,
    why: str = "",
    **facts: Any,  # noqa: ANN401  fields of the agreement
) -> Agreement:
    """Move an agreement that the caller holds (``mandate.hold``), in the caller's transaction.

    Args:
        agreement: held; is saved.
        to: a stage that may follow (``states.NEXT``).
        by: who did it; None for a command or the calendar.
        city: in whose name.
        why: the reason that was given.
        facts: other fields that change with it, such as ``signed_on``.

    Raises:
        DomainError: ``wrong_stage``.
        ValidationError: a constraint of the model would be broken.
    """
    if not may_follow(Stage(agreement.stage), to):
        raise DomainError(_("The agreement cannot take this step now."), code="wrong_stage")
    changes = {"stage": (agreement.stage, str(to))}
    for name, value in facts.items():
        old = getattr(agreement, name)
        if old != value:
            changes[name] = (old, value)
            setattr(agreement, name, value)
    agreement.stage = to
    agreement.version += 1
    agreement.full_clean()
    agreement.save()
    record(
        "agreement.moved",
        agreement,
        by=by,
        city=city.code,
        why=why,
        changes={name: pair for name, pair in changes.items() if name != "text_version"},
        within=agreement.partnership,
        own=agreement.shared_on is None,
        to=str(to),
    )
    return agreement

"""Record, and end, the ground on which a city gives data about people to a city abroad."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.journal.services import record
from pobratym.vault.models.flows import TransferBasis


@transaction.atomic
def record_basis(  # noqa: PLR0913  from whom, to whom, why allowed, who says so
    sender: str,
    receiver: str,
    basis: str,
    document: str,
    *,
    by: User | None,
    is_sample: bool = False,
) -> TransferBasis:
    """Record on which ground one city gives data about people to another.

    Args:
        sender: official code of the city that gives; the caller has asked for the rights in it.
        receiver: official code of the city that gets.
        basis: one of ``BASES``.
        document: which document says so: number, date, where it is kept.
        by: who records.
        is_sample: made up for the demonstration.

    Raises:
        ValidationError: a ground is recorded already, or no document is named.
    """
    found = TransferBasis(
        sender=sender,
        receiver=receiver,
        basis=basis,
        document=document.strip(),
        recorded_by=by,
        is_sample=is_sample,
    )
    found.full_clean()
    found.save()
    record("transfer.grounded", found, by=by, city=sender, receiver=receiver, basis=basis)
    return found


@transaction.atomic
def end_basis(basis: TransferBasis, *, by: User | None) -> TransferBasis:
    """Note that a ground holds no longer: from now on nothing crosses.

    Raises:
        DomainError: ``ended`` when it was ended before.
    """
    fresh = TransferBasis.objects.select_for_update().get(pk=basis.pk)
    if fresh.ended_at is not None:
        raise DomainError(_("This ground was ended before."), code="ended")
    fresh.ended_at = timezone.now()
    fresh.save(update_fields=["ended_at"])
    record("transfer.ended", fresh, by=by, city=fresh.sender, receiver=fresh.receiver)
    return fresh

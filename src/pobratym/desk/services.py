"""Deeds of the desk on rooms that know no cities: the rights are asked anew inside the deed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.desk.queries.waiting import translation_of
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import MANAGING
from pobratym.languages.models import Standing
from pobratym.languages.services import confirm_version
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.services.flows import end_basis, record_basis


@transaction.atomic
def record_ground(
    sender: str, receiver: str, basis: str, document: str, *, by: User | None
) -> TransferBasis:
    """Record on which ground a city gives data about people to another.

    Args:
        sender: official code of the city that gives.
        receiver: official code of the city that gets.
        basis: one of ``BASES``.
        document: which document says so.
        by: a coordinator of the city that gives; None for a command on the server.

    Raises:
        DomainError: ``not_yours``.
        ValidationError: as :func:`pobratym.vault.services.flows.record_basis`.
    """
    _refuse_strangers(by, sender)
    return record_basis(sender, receiver, basis, document, by=by)


@transaction.atomic
def end_ground(basis: TransferBasis, *, by: User | None) -> TransferBasis:
    """Note that a ground holds no longer.

    Raises:
        DomainError: ``not_yours``, ``ended``.
    """
    _refuse_strangers(by, basis.sender)
    return end_basis(basis, by=by)


def _refuse_strangers(by: User | None, code: str) -> None:
    """Let only coordinators of the city with that code decide."""
    if by is None:
        return
    managed = sorted(mandate_now(by).cities(MANAGING))
    if not Municipality.objects.filter(code=code, pk__in=managed).exists():
        raise DomainError(
            _("Only a coordinator of the city that gives the data may do that."), code="not_yours"
        )


@transaction.atomic
def confirm_translation(pk: int, *, source_hash: str, by: User) -> Standing:
    """Note that a person found a version of an own text right as it is.

    Args:
        pk: number of the version.
        source_hash: digest of the source that the person saw beside it.
        by: translates for a city whose text it is; read anew, without the page's cached mandate.

    Raises:
        DomainError: ``not_yours``, and as :func:`pobratym.languages.services.confirm_version`.
    """
    found = translation_of(User.objects.get(pk=by.pk), pk)
    if found is None:
        raise DomainError(_("You may not translate this text any more."), code="not_yours")
    return confirm_version(
        found.thing,
        found.field,
        found.language,
        source_hash=source_hash,
        by=by,
        city=found.city,
    )

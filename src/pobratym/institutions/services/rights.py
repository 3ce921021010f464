"""Who may change what an institution says of itself, asked anew inside a deed.

Deeds hold the institution first, then its profile or wish, so that two come one after the other.
"""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.rights import administers
from pobratym.directory.states import WRITING, Role


def hold_institution(institution: Institution, *, by: User | None) -> Institution:
    """Read an institution anew, hold it, and let only those go on who may speak for it now.

    Those are its head, who writes for its city, administrators, and commands (None).

    Raises:
        DomainError: ``not_yours``, or ``closed``.
    """
    rows = Institution.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("municipality").get(pk=institution.pk)
    if not speaks_for(by, held):
        raise DomainError(
            _("Only the head of this institution or its city hall may do that."), code="not_yours"
        )
    if held.closed_on is not None:
        raise DomainError(_("This institution is closed."), code="closed")
    return held


def speaks_for(person: User | None, institution: Institution) -> bool:
    """Say whether the person may speak for the institution now."""
    if person is None:
        return True
    mandate = mandate_now(person)
    return (
        institution.pk in mandate.institutions({Role.HEAD})
        or mandate.covers(institution.municipality_id, WRITING)
        or administers(person)
    )

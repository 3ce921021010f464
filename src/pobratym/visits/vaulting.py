"""Who may read the data of a guest's passport: they lie in the vault and nowhere else."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.vault.kinds import VaultField, register
from pobratym.vault.rules import may_cross
from pobratym.visits.models.delegations import Member
from pobratym.visits.states import SHARED

PURPOSE = "travel"
"""The entry of the record of processing."""
FIELDS = {
    "passport_number": _("passport number"),
    "passport_until": _("passport valid until"),
    "born_on": _("day of birth"),
}


def may_read(person: User, key: int) -> bool:
    """Say whether a person writes now for the guest's own city, or for the host that may have it.

    The host may once the cities know of the visit, and where the law lets the data cross the
    border.
    """
    member = Member.objects.select_related("visit__host", "city").filter(pk=key).first()
    if member is None:
        return False
    mandate = mandate_now(person)
    if mandate.covers(member.city_id, WRITING) and member.visit.state in SHARED:
        return True
    return mandate.covers(member.visit.host_id, WRITING) and may_cross(
        member.city.code, member.visit.host.code, PURPOSE
    )


def register_fields() -> None:
    """Take the fields in; called once when the application starts."""
    for name, label in FIELDS.items():
        register(VaultField("visits.member", name, label, may_read))

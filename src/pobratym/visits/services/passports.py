"""Data of a guest's passport: sealed when typed, shown to nobody who typed them."""

import datetime as dt
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.vault.models.secrets import Secret
from pobratym.vault.services import secrets
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.holding import note
from pobratym.visits.services.members import take_member
from pobratym.visits.services.visits import PASSPORT_KEPT
from pobratym.visits.vaulting import FIELDS

_NUMBER = re.compile(r"[A-ZА-ЯІЇЄҐ0-9]{5,15}")
_OLDEST_YEARS = 120


@sensitive_variables("number", "until", "born_on")
@transaction.atomic
def keep_passport(  # noqa: PLR0913  whose, seen when, by whom, and three values
    member: Member,
    *,
    version: int,
    by: User | None,
    number: str,
    until: dt.date,
    born_on: dt.date,
    is_guest: bool = False,
) -> Member:
    """Seal the data of a guest's passport; the names then count as compared with it.

    Args:
        member: is held.
        version: that the person saw.
        by: an officer of the guest's city or of the host; None for the guest.
        number: letters and digits; spaces are left out.
        until: last day on which it is valid.
        born_on: day of birth.
        is_guest: the guest typed it, under the own link.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``number``, ``expires``, ``born``, ``past_day``.
    """
    member, actor = take_member(member, version, by)
    number = re.sub(r"[\s-]", "", number).upper()
    _refuse_unfit(member.visit, number, until, born_on)
    values = {
        "passport_number": number,
        "passport_until": until.isoformat(),
        "born_on": born_on.isoformat(),
    }
    for field, value in values.items():
        secrets.put(
            member,
            field,
            value,
            by=by,
            city=member.city.code,
            erase_on=member.visit.ends_on + PASSPORT_KEPT,
            why=_("lists for the border and for the gate"),
        )
    if member.names_locked_at is None:
        member.names_locked_at = timezone.now()
    member.save()
    city = member.city if is_guest else actor
    note("member.passport_kept", member, member.visit, by=by, city=city)
    return member


def forget_passport(member: Member, *, version: int, by: User | None) -> None:
    """Erase the data of a guest's passport at once.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    with transaction.atomic():
        member, actor = take_member(member, version, by)
        member.save()
        note("member.passport_erased", member, member.visit, by=by, city=actor)
    secrets.erase(member, by=by, why="")


def with_passport(members: Iterable[Member]) -> set[int]:
    """Give the keys of those guests whose passport lies in the vault (one statement)."""
    keys = [member.pk for member in members]
    rows = Secret.objects.filter(kind="visits.member", key__in=keys, field="passport_number")
    return set(rows.values_list("key", flat=True))


def read_passport(member: Member, *, by: User, why: str) -> dict[str, str]:
    """Give all that the vault holds of a guest's passport; each reading is noted.

    Call it outside of any transaction.

    Raises:
        DomainError: ``no_reason``, ``refused``.
    """
    found = {}
    for field in FIELDS:
        try:
            found[field] = secrets.read(member, field, by=by, why=why)
        except DomainError as refusal:
            if refusal.code != "gone":
                raise
            found[field] = ""
    return found


@sensitive_variables()
def _refuse_unfit(visit: Visit, number: str, until: dt.date, born_on: dt.date) -> None:
    if not _NUMBER.fullmatch(number):
        raise DomainError(
            _("Write the number as in the passport: 5 to 15 letters and digits."),
            code="number",
            field="number",
        )
    if until < visit.ends_on:
        raise DomainError(
            _("The passport ends before the visit does. Enter the new one once you have it."),
            code="expires",
            field="until",
        )
    today = timezone.localdate()
    if not today.replace(month=1, day=1).year - _OLDEST_YEARS <= born_on.year or born_on >= today:
        raise DomainError(
            _("This cannot be a day of birth. Look at the year."), code="born", field="born_on"
        )

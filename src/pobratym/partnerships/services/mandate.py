"""In whose name a deed is done, and whether its partnership still stands."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING, Role
from pobratym.partnerships.models.partnerships import Partnership


def refuse_stranger(by: User | None, city: Municipality, roles: Collection[Role] = WRITING) -> None:
    """Let nobody act in the name of another city, nor in a role that ended meanwhile.

    Raises:
        DomainError: ``not_your_city``.
    """
    if by is not None and not mandate_now(by).covers(city.pk, roles):
        raise DomainError(_("You act only in the name of your own city."), code="not_your_city")


def refuse_outsider(by: User | None, city: Municipality, partnership: Partnership) -> None:
    """Let only the parties work on a partnership that stands.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party`` (also for a party that cannot know of it
            yet), ``withdrawn``.
    """
    refuse_stranger(by, city)
    knows = partnership.shared_on is not None or partnership.opened_by_id == city.pk
    if not knows or not partnership.parties.current().filter(municipality=city).exists():
        raise DomainError(_("This city does not take part in the partnership."), code="not_a_party")
    if partnership.withdrawn_at is not None:
        raise DomainError(_("This partnership was withdrawn as a mistake."), code="withdrawn")


def locked(partnership: Partnership) -> Partnership:
    """Read a partnership anew and hold it until the deed is done; its version stays."""
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def refuse_day_to_come(on: dt.date, field: str = "on") -> None:
    """Let nobody note as past what lies ahead (the day in Warsaw counts).

    Raises:
        DomainError: ``future``, naming the form field.
    """
    if on > timezone.localdate():
        raise DomainError(
            _("This day lies ahead. Give today or an earlier day."), code="future", field=field
        )


def refuse_silence(reason: str, field: str = "reason") -> None:
    """Ask why.

    Raises:
        DomainError: ``no_reason``, naming the form field.
    """
    if not reason.strip():
        raise DomainError(_("Say why."), code="no_reason", field=field)

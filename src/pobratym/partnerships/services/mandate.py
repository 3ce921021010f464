"""In whose name a deed is done, and whether its partnership still stands."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.core.prepared import prepared
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership


def refuse_outsider(by: User | None, city: Municipality, partnership: Partnership) -> None:
    """Let only the parties work on a partnership that stands.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party`` (also for a party that cannot know of it
            yet), ``withdrawn``.
    """
    refuse_stranger(by, city)
    knows = partnership.shared_on is not None or partnership.opened_by_id == city.pk
    if not knows or not partnership.takes_part({city.pk}):
        raise DomainError(_("This city does not take part in the partnership."), code="not_a_party")
    if partnership.withdrawn_at is not None:
        raise DomainError(_("This partnership was withdrawn as a mistake."), code="withdrawn")


def locked(partnership: Partnership) -> Partnership:
    """Read a partnership anew and hold it until the deed is done; its version stays."""
    return next(iter(_held(partnership.pk)))


@prepared
def _held(key: int) -> QuerySet[Partnership]:
    return Partnership.objects.select_for_update().filter(pk=key)


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

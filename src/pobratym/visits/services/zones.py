"""Time zones of visits: known ones only, under the names of today."""

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import RENAMED_ZONES
from pobratym.core.errors import DomainError


def zone_named(name: str, field: str) -> str:
    """Give the name under which a zone is kept: older ones, such as Europe/Kiev, become newer.

    Raises:
        DomainError: ``unknown_zone``, naming the form field.
    """
    wanted = RENAMED_ZONES.get(name.strip(), name.strip())
    if wanted not in available_timezones():
        raise DomainError(
            _("This is no time zone that we know. Choose one such as Europe/Warsaw."),
            code="unknown_zone",
            field=field,
        )
    return wanted

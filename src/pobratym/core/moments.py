"""Moments as people read them: wall time, with the zone named.

Polish and Ukrainian clocks differ by an hour and may change their rules apart, so an hour without
its zone says nothing here.
"""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_datetime, get_timezone_location
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_OWN_NAMES: dict[str, Promise] = {"Europe/Kyiv": _("Kyiv"), "Europe/Kiev": _("Kyiv")}
"""Babel knows this place under its former name only, and then not its translations."""


def zone_named(name: str) -> ZoneInfo:
    """Give an IANA zone; ``Europe/Kyiv`` and ``Europe/Kiev`` are the same place.

    Raises:
        ValidationError: ``unknown_zone``.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(
            _("“%(name)s” is no time zone; write for example Europe/Warsaw."),
            code="unknown_zone",
            params={"name": name},
        ) from None


def with_zone(moment: dt.datetime, zone: str = "") -> str:
    """Write a moment as "7 października 2024, 15:30 (Kijów, UTC+3)".

    Args:
        moment: aware; in any zone.
        zone: IANA name of the zone to tell it in; the site's own where it is empty.

    Raises:
        ValueError: the moment is naive.
    """
    told = timezone.localtime(moment, zone_named(zone) if zone else None)
    locale = _locale(get_language() or "en")
    written = format_datetime(told, "d MMMM y, HH:mm", locale=locale)
    place = _OWN_NAMES.get(str(told.tzinfo)) or get_timezone_location(
        told, locale=locale, return_city=True
    )
    return f"{written} ({place}, {_from_utc(told)})"


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _from_utc(told: dt.datetime) -> str:
    offset = told.utcoffset() or dt.timedelta()
    hours, minutes = divmod(abs(offset) // dt.timedelta(minutes=1), 60)
    sign = "-" if offset < dt.timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")

"""What somebody typed, made into a number, a day or a fit text; for query parameters and fields."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pobratym.core.signs import first_misleading, first_unfit

FIRST_YEAR, LAST_YEAR = 1900, 2200
LARGEST_NUMBER = 2**63 - 1
"""What both databases hold in a whole number of 64 bits."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def key_before(text: str) -> int:
    """Read the key that a page of a list, newest first, goes on before.

    Anything but a number begins with the newest; a number that no key can be is brought down to the
    greatest that a database takes.
    """
    told = text.isascii() and text.isdigit()
    return min(int(text[:20]), LARGEST_NUMBER) if told else LARGEST_NUMBER


def whole_number(text: str, low: int = 0, high: int = LARGEST_NUMBER) -> int:
    """Read a whole number in ASCII digits between ``low`` and ``high``, both included.

    Raises:
        ValidationError: ``not_whole`` or ``out_of_range``.
    """
    if not _WHOLE.fullmatch(text.strip()):
        raise ValidationError(_("Write a whole number, in digits only."), code="not_whole")
    number = int(text)
    if not low <= number <= high:
        raise ValidationError(
            _("Write a number between %(low)d and %(high)d."),
            code="out_of_range",
            params={"low": low, "high": high},
        )
    return number


def day(text: str) -> dt.date:
    """Read a day written ``2024-10-07``, between the years 1900 and 2200.

    Raises:
        ValidationError: ``not_a_day`` or ``out_of_range``.
    """
    parts = _DAY.fullmatch(text.strip())
    try:
        found = dt.date(*map(int, parts.groups())) if parts else None
    except ValueError:
        found = None
    if found is None:
        raise ValidationError(_("Write a day as year-month-day: 2024-10-07."), code="not_a_day")
    refuse_far_day(found)
    return found


def refuse_far_day(value: dt.date) -> None:
    """Refuse days that no record of ours can mean; a validator for date fields too.

    Raises:
        ValidationError: ``out_of_range``.
    """
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            _("Write a year between %(low)s and %(high)s."),
            code="out_of_range",
            params={"low": str(FIRST_YEAR), "high": str(LAST_YEAR)},
        )


def refuse_unfit(text: str) -> None:
    """Refuse a text, line breaks allowed, with signs that cannot be shown, or that mislead.

    The gate has put ``U+FFFD`` where a sign could not be read, so that the person sees the place
    and keeps the rest; which sign was typed there, nobody knows any more.

    Raises:
        ValidationError: ``control`` or ``misleading``.
    """
    if unfit := first_unfit(text):
        raise ValidationError(
            _(
                "Character %(place)d cannot be shown. Delete it, or paste the text again as plain"
                " text."
            ),
            code="control",
            params={"place": unfit.place},
        )
    if misleading := first_misleading(text):
        raise ValidationError(
            _(
                "Character %(place)d (%(name)s) cannot be seen, but changes how the text around it"
                " is shown. Delete that place and type it anew."
            ),
            code="misleading",
            params={"place": misleading.place, "name": misleading.name},
        )

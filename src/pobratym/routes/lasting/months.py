"""Months added to days, and the last days of terms.

A term of months that begins on a day ends with the day before the one that has the same number in
the last month: from 7 October for three months until 6 January. Where that month is too short, the
term ends with its last day (Polish Civil Code, article 112; Civil Code of Ukraine, article 254).
"""

import calendar
import datetime as dt

_MONTHS = 12


def plus_months(day: dt.date, months: int) -> dt.date:
    """Give the day with the same number so many months later, or the last day of that month.

    Args:
        day: any day.
        months: may be negative.

    Raises:
        OverflowError: it lies outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("No such year.")
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))


def last_day(begins_on: dt.date, months: int) -> dt.date:
    """Give the last day of a term of so many months that begins on a day.

    A day that the last month lacks is its end, so that a term from 31 August for six months goes
    on until the end of February.
    """
    end = plus_months(begins_on, months)
    return end if end.day < begins_on.day else end - dt.timedelta(days=1)

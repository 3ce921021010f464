"""How long an agreement is in force: its term, what renews it, what notice does to it."""

import datetime as dt
from dataclasses import dataclass

from pobratym.routes.lasting.months import last_day, plus_months

MOST_RENEWALS = 2_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says of its own force.

    Attributes:
        effective_from: first day in force.
        duration_months: empty for one without term.
        renewal_months: for how long it is renewed by itself; empty where it is not.
        notice_months: how long before the end notice must be given; empty where it says nothing.
    """

    effective_from: dt.date
    duration_months: int | None = None
    renewal_months: int | None = None
    notice_months: int | None = None

    def end_after(self, renewals: int) -> dt.date | None:
        """Give the last day after so many renewals; None without term.

        Reckoned from the first day each time, so that a short month does not eat a day for good.
        """
        if self.duration_months is None:
            return None
        whole = self.duration_months + renewals * (self.renewal_months or 0)
        return last_day(self.effective_from, whole)


@dataclass(frozen=True, slots=True)
class Period:
    """One renewal."""

    begins_on: dt.date
    ends_on: dt.date


def renewals_due(terms: Terms, done: int, today: dt.date) -> list[Period]:
    """Give the renewals that have begun by today and are not recorded, oldest first.

    Args:
        terms: renewed by itself.
        done: how many renewals are recorded.
        today: a renewal begins on the day after the last one.
    """
    found: list[Period] = []
    if terms.renewal_months is None or terms.duration_months is None:
        return found
    for number in range(done, MOST_RENEWALS):
        before, after = terms.end_after(number), terms.end_after(number + 1)
        if before is None or after is None or before >= today:
            break
        found.append(Period(before + dt.timedelta(days=1), after))
    return found


def last_day_for_notice(terms: Terms, ends_on: dt.date) -> dt.date | None:
    """Give the last day on which notice still stops the next renewal.

    None where nothing renews it; without a period of notice it is the last day itself.
    """
    if terms.renewal_months is None:
        return None
    return plus_months(ends_on, -(terms.notice_months or 0))


def end_by_notice(terms: Terms, given_on: dt.date, renewals: int) -> dt.date | None:
    """Give the last day in force when a city gives notice on a day.

    - Renewed by itself: notice in time lets the term run out; late notice is for the end of the
      next one.
    - Otherwise the period of notice runs from the day on which it is given, but no longer than the
      term.

    Args:
        terms: of the agreement.
        given_on: the day of the notice.
        renewals: how many there were up to that day.

    Returns:
        None where the agreement says nothing that it could be reckoned from.
    """
    ends_on = terms.end_after(renewals)
    if terms.renewal_months is not None and ends_on is not None:
        bound = last_day_for_notice(terms, ends_on)
        in_time = bound is not None and given_on <= bound
        return ends_on if in_time else terms.end_after(renewals + 1)
    if terms.notice_months is None:
        return None
    end = plus_months(given_on, terms.notice_months)
    return min(end, ends_on) if ends_on is not None else end


def reminder_due(day: dt.date, today: dt.date, before: tuple[int, ...]) -> int | None:
    """Say which reminder of a day is due: the number of days before it, the nearest one reached.

    Args:
        day: what is reminded of; nothing is due once it is over.
        today: the local day.
        before: numbers of days, such as 90, 30, 7.
    """
    left = (day - today).days
    reached = [one for one in before if 0 <= left <= one]
    return min(reached, default=None)

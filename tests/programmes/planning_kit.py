"""A visit with wishes, days and meals that the planner can work on."""

import datetime as dt

from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.services.asking import ask_run
from pobratym.programmes.services.running import do_run
from pobratym.programmes.services.taking import take_over
from pobratym.visits.models.wishes import DayFrame, Pause
from pobratym.visits.planning.problem import Need
from pobratym.visits.states import InterpreterNeed
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    SiteFactory,
    WishFactory,
    officers_of,
    visit_with_delegation,
)


def wished(wishes=3, **visit):
    """Make a visit of one group with wishes, lunch and a hotel; give it, and its officer."""
    visit = visit_with_delegation(**{"subgroups": 0, **visit})
    officer, _guest = officers_of(visit)
    hotel = site(visit, 0)
    for day in range(2):
        DayFrame.objects.create(
            visit=visit, day=FIRST_DAY + dt.timedelta(days=day), since=dt.time(8, 30),
            until=dt.time(18), start=hotel, end=hotel,
        )  # fmt: skip
    Pause.objects.create(visit=visit, since=dt.time(12), until=dt.time(14), minutes=60)
    InterpreterFactory(visit=visit)
    for number in range(wishes):
        place = site(visit, number + 1)
        wish = WishFactory(
            visit=visit, site=place, need=Need.MUST, least_min=60, most_min=60,
            interpreting=InterpreterNeed.NONE,
        )  # fmt: skip
        wish.hosts.set([HostFactory(city=visit.host, site=place)])
    return visit, officer


def site(visit, number):
    """Make a site a little further out than the one before."""
    return SiteFactory(city=visit.host, latitude="53.08000", longitude=f"21.5{number}000")


def planned(visit, officer, **asked) -> PlanRun:
    """Ask for a proposal and search for it."""
    run = ask_run(visit, by=officer, **{"seconds": 1, **asked})
    do_run(run.pk)
    run.refresh_from_db()
    return run


def taken(visit, officer, **asked) -> PlanRun:
    """Let a proposal be the programme."""
    run = planned(visit, officer, **asked)
    take_over(run, by=officer)
    return run

"""Load the founding visit and one in preparation from ``visits.json``; samples say so."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.services.asking import ask_run
from pobratym.programmes.services.running import do_run
from pobratym.programmes.services.taking import take_over
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.planning.problem import Manner, Need
from pobratym.visits.services.days import add_pause, set_frame
from pobratym.visits.services.interpreters import add_interpreter
from pobratym.visits.services.journeys import add_leg
from pobratym.visits.services.members import add_member, add_subgroup
from pobratym.visits.services.sites import add_host, add_site
from pobratym.visits.services.visits import create_visit, serve
from pobratym.visits.services.wishes import add_wish, withdraw_wish
from pobratym.visits.states import InterpreterNeed, Meal, Shelter, VisitState

if TYPE_CHECKING:
    from pobratym.visits.models.wishes import Wish

_SECONDS = 3
_SIGNED_CLAUSES = 3


def visit_facts() -> dict[str, Any]:
    """Read the visits of the demonstration."""
    text = (files("pobratym.config.demo") / "visits.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


def load_visits(partnership: Partnership, cities: Mapping[str, Municipality]) -> None:
    """Load both visits; the planner makes the programme of the founding one here and now.

    Args:
        partnership: the founding one.
        cities: host and guests by official code.
    """
    facts = visit_facts()
    host, guest = cities[facts["host"]], cities[facts["guest"]]
    sites = {one["key"]: _site(one, host) for one in facts["sites"]}
    hosts = {one["key"]: _host(one, host, sites) for one in facts["hosts"]}
    visit = _Loading(facts, partnership, host, guest, sites, hosts).load()
    _plan(visit, dt.date.fromisoformat(facts["visit"]["asked_on"]))
    visit.refresh_from_db()
    visit.state = VisitState.DONE
    visit.save()
    _prepare_next(facts, partnership, host, guest, visit)


def _site(facts: dict[str, Any], city: Municipality) -> Site:
    latitude, longitude = facts["at"] or (None, None)
    return add_site(
        city,
        by=None,
        is_sample=True,
        name=Wordings(facts["name"]),
        latitude=None if latitude is None else Decimal(str(latitude)),
        longitude=None if longitude is None else Decimal(str(longitude)),
        opening=facts["opening"],
        capacity=facts["capacity"],
        list_days=facts.get("list_days", 0),
        access_rules=Wordings(facts.get("access_rules")),
        shelter=Shelter(facts["shelter"]),
        is_critical=facts.get("is_critical", False),
        is_lodging=facts.get("is_lodging", False),
    )


def _host(facts: dict[str, Any], city: Municipality, sites: Mapping[str, Site]) -> Host:
    return add_host(
        city,
        by=None,
        is_sample=True,
        name=facts["name"],
        site=sites[facts["site"]] if facts["site"] else None,
        function=Wordings(facts["function"]),
    )


class _Loading:
    """Enters the founding visit as its officers would have done."""

    def __init__(  # noqa: PLR0913, PLR0917  what it is put together from
        self,
        facts: dict[str, Any],
        partnership: Partnership,
        host: Municipality,
        guest: Municipality,
        sites: Mapping[str, Site],
        hosts: Mapping[str, Host],
    ) -> None:
        self.facts, self.partnership = facts, partnership
        self.host, self.guest = host, guest
        self.sites, self.hosts = sites, hosts

    def load(self) -> Visit:
        """Enter all of it; give the visit, confirmed by its guests."""
        said = self.facts["visit"]
        visit = create_visit(
            self.partnership,
            by=None,
            city=self.host,
            guests=[self.guest],
            is_sample=True,
            title=Wordings(said["title"]),
            purpose=Wordings(said["purpose"]),
            starts_on=dt.date.fromisoformat(said["starts_on"]),
            ends_on=dt.date.fromisoformat(said["ends_on"]),
        )
        confirm(visit)
        self._serve(visit)
        groups = {
            one["key"]: add_subgroup(visit, by=None, name=Wordings(one["name"]))
            for one in self.facts["groups"]
        }
        self._days(visit, said)
        enter_members(visit, self.guest, self.facts["members"], groups)
        add_interpreter(visit, by=None, is_sample=True, **said["interpreter"])
        self._wishes(visit, groups)
        return visit

    def _serve(self, visit: Visit) -> None:
        """Serve the first clauses of the agreement that the signing is about."""
        agreement = Agreement.objects.filter(partnership=self.partnership).order_by("pk").first()
        clauses = agreement.clauses.order_by("pk")[:_SIGNED_CLAUSES] if agreement else []
        visit.refresh_from_db()
        serve(visit, version=visit.version, by=None, clauses=clauses, plan_lines=())

    def _days(self, visit: Visit, said: dict[str, Any]) -> None:
        hotel = self.sites["hotel"]
        for day, since, until in said["frames"]:
            visit.refresh_from_db()
            set_frame(
                visit,
                version=visit.version,
                by=None,
                day=dt.date.fromisoformat(day),
                since=dt.time.fromisoformat(since),
                until=dt.time.fromisoformat(until),
                start=hotel,
                end=hotel,
            )
        for kind, day, since, until, minutes, site in said["pauses"]:
            visit.refresh_from_db()
            add_pause(
                visit,
                version=visit.version,
                by=None,
                kind=Meal(kind),
                day=dt.date.fromisoformat(day) if day else None,
                since=dt.time.fromisoformat(since),
                until=dt.time.fromisoformat(until),
                minutes=minutes,
                site=self.sites[site] if site else None,
            )
        for leg in said["legs"]:
            on, at = dt.date.fromisoformat(leg["departs_on"]), leg["departs_at"]
            facts = leg | {"departs_on": on, "departs_at": dt.time.fromisoformat(at)}
            add_leg(visit, by=None, **facts)

    def _wishes(self, visit: Visit, groups: Mapping[str, SubGroup]) -> None:
        entered: dict[str, Wish] = {}
        for one in self.facts["wishes"]:
            day, at = one["fixed"] or (None, None)
            entered[one["key"]] = add_wish(
                visit,
                by=None,
                site=self.sites[one["site"]],
                title=Wordings(one["title"]),
                topic=one["topic"],
                need=Need(one["need"]),
                value=one["value"],
                least_min=one["least_min"],
                most_min=one["most_min"],
                windows=one["windows"],
                subgroups=[groups[key] for key in one["subgroups"]],
                manner=Manner(one["manner"]),
                rank=one["rank"],
                hosts=[self.hosts[key] for key in one["hosts"]],
                interpreting=InterpreterNeed(one["interpreting"]),
                after=[entered[key] for key in one["after"]],
                fixed_on=dt.date.fromisoformat(day) if day else None,
                fixed_at=dt.time.fromisoformat(at) if at else None,
            )


def confirm(visit: Visit) -> None:
    """Put a visit at what it came to, where both cities said yes before the record began."""
    visit.refresh_from_db()
    visit.guest_cities.update(accepted_at=timezone.now())
    visit.state = VisitState.CONFIRMED
    visit.save()


def enter_members(
    visit: Visit,
    city: Municipality,
    rows: Iterable[dict[str, Any]],
    groups: Mapping[str, SubGroup],
) -> list[Member]:
    """Put the guests on the list of a visit."""
    return [
        add_member(
            visit,
            by=None,
            city=city,
            **row | {"function": Wordings(row["function"]), "subgroup": groups[row["subgroup"]]},
        )
        for row in rows
    ]


def _plan(visit: Visit, asked_on: dt.date) -> None:
    """Let the planner make the programme as if it were asked before the visit, and take it over."""
    run = ask_run(visit, seconds=_SECONDS, by=None)
    asked = dt.datetime.combine(asked_on, dt.time(9), ZoneInfo(visit.zone))
    PlanRun.objects.filter(pk=run.pk).update(asked_at=asked)
    do_run(run.pk)
    take_over(PlanRun.objects.select_related("visit").get(pk=run.pk), by=None)


def _prepare_next(
    facts: dict[str, Any],
    partnership: Partnership,
    host: Municipality,
    guest: Municipality,
    earlier: Visit,
) -> None:
    said = facts["preparing"]
    ahead = timezone.localdate() + dt.timedelta(weeks=said["weeks_ahead"])
    monday = ahead - dt.timedelta(days=ahead.weekday())
    visit = create_visit(
        partnership,
        by=None,
        city=host,
        guests=[guest],
        like=earlier,
        is_sample=True,
        kind="study",
        title=Wordings(said["title"]),
        purpose=Wordings(said["purpose"]),
        starts_on=monday,
        ends_on=monday + (earlier.ends_on - earlier.starts_on),
    )
    confirm(visit)
    _leave_out_signing(visit, said["why_not"])
    copies = visit.subgroups.order_by("place", "pk")
    groups = {one["key"]: copy for one, copy in zip(facts["groups"], copies, strict=True)}
    enter_members(visit, guest, facts["members"][1:], groups)
    add_interpreter(visit, by=None, is_sample=True, **facts["visit"]["interpreter"])


def _leave_out_signing(visit: Visit, because: str) -> None:
    """Take back what had its place in the first visit only."""
    signing = visit.wishes.order_by("pk").first()
    if signing is not None:
        withdraw_wish(signing, version=signing.version, by=None, reason=because)

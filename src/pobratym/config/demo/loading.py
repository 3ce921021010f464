"""Load the founding partnership from ``founding.json``: facts with sources, samples marked."""

import datetime as dt
import json
from decimal import Decimal
from functools import partial
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.config.demo.agreements import load_agreements
from pobratym.config.demo.institutions import load_institutions
from pobratym.config.demo.people import OFFICERS, demo_colleagues, demo_officers
from pobratym.config.demo.visits import load_visits
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import FormerName, Municipality
from pobratym.directory.models.facts import KnownPartnership, Office, Wish
from pobratym.directory.models.territories import Source
from pobratym.directory.services.figures import note_population
from pobratym.directory.services.names import refresh_keys
from pobratym.directory.services.sources import source_named
from pobratym.directory.states import Unit
from pobratym.institutions.models.profiles import Profile
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import FieldOfCooperation, Partnership, Party
from pobratym.vault.services.flows import record_basis
from pobratym.visits.models.visits import Visit


def founding_facts() -> dict[str, Any]:
    """Read the facts, with their sources."""
    text = (files("pobratym.config.demo") / "founding.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


@transaction.atomic
def load_demo() -> bool:
    """Load the founding partnership once; say whether anything was loaded.

    Cities that a register import has made already are completed, not doubled.
    """
    if User.objects.filter(is_demo=True).exists():
        return _add_what_is_new()
    facts = founding_facts()
    cities = {one["code"]: _city(one) for one in facts["municipalities"]}
    people = demo_officers(cities)
    demo_colleagues(cities, load_institutions(cities))
    partnership = _partnership(facts["partnership"], cities, people)
    _ground_of_transfers([*cities.values()])
    load_agreements(partnership, cities, people)
    load_visits(partnership, cities)
    return True


def _add_what_is_new() -> bool:
    """Complete a demonstration that was loaded before it had all that it has now."""
    has_agreements = _add_agreements()
    has_institutions = _add_institutions()
    return _add_visits() or has_institutions or has_agreements


def _add_visits() -> bool:
    cities = {one.code: one for one in Municipality.objects.filter(code__in=OFFICERS)}
    found = Partnership.objects.order_by("pk").first()
    if (
        found is None
        or len(cities) < len(OFFICERS)
        or Visit.objects.filter(is_sample=True).exists()
    ):
        return False
    if not found.takes_part({one.pk for one in cities.values()}):
        return False
    load_visits(found, cities)
    return True


def _add_institutions() -> bool:
    cities = {one.code: one for one in Municipality.objects.filter(code__in=OFFICERS)}
    if len(cities) < len(OFFICERS) or Profile.objects.filter(is_sample=True).exists():
        return False
    load_institutions(cities)
    return True


def _add_agreements() -> bool:
    people = {
        code: User.objects.filter(is_demo=True, email=officer[0]).first()
        for code, officer in OFFICERS.items()
    }
    cities = {one.code: one for one in Municipality.objects.filter(code__in=OFFICERS)}
    found = Partnership.objects.order_by("pk").first()
    if found is None or len(cities) < len(OFFICERS) or found.agreements.exists():
        return False
    officers = {code: person for code, person in people.items() if person is not None}
    if len(officers) < len(OFFICERS) or not found.takes_part({one.pk for one in cities.values()}):
        return False
    load_agreements(found, cities, officers)
    return True


def _ground_of_transfers(cities: list[Municipality]) -> None:
    """Make up a ground, marked as an example, so that names in shared notes are seen."""
    polish = [city.code for city in cities if city.country == "PL"]
    others = [city.code for city in cities if city.country != "PL"]
    document = "uzgodnienia nr 1/2024 (przykład) · домовленість № 1/2024 (приклад)"
    for sender, receiver in zip(polish, others, strict=False):
        record_basis(sender, receiver, "arrangement", document, by=None, is_sample=True)


def _source(given: dict[str, Any]) -> Source:
    source = source_named(given["name"], given.get("url") or "", _day(given.get("on")))
    assert source is not None  # noqa: S101  tests hold the file to naming each
    return source


def _day(given: str | None) -> dt.date | None:
    return dt.date.fromisoformat(given) if given else None


def _city(facts: dict[str, Any]) -> Municipality:
    city = Municipality.objects.filter(scheme=facts["scheme"], code=facts["code"]).first()
    city = city or Municipality(scheme=facts["scheme"], code=facts["code"])
    old = city.name
    city.country, city.kind = facts["country"], facts["kind"]
    city.register_name, city.name = facts["register_name"], Wordings(facts["name"])
    city.seat_code = facts.get("seat_code") or facts.get("city_code") or ""
    city.region_code = facts["region"]["register_code"]
    district = (facts.get("district") or {}).get("name", {})
    city.district_name = district.get("uk", "").removesuffix(" район")
    city.area_km2 = Decimal(str(facts["area_km2"]["value"]))
    city.area_source = _source(facts["area_km2"]["source"])
    city.latitude, city.longitude = facts["lat"], facts["lon"]
    city.place_source = _source(facts["position_source"])
    city.nuts3, city.nuts3_source = (
        facts["nuts3"] or "",
        _source(facts["nuts3_source"]) if facts["nuts3"] else None,
    )
    city.timezone = facts["timezone"]
    city.colour_first = facts["colours"]["first"]
    city.colour_second = facts["colours"]["second"]
    city.full_clean()
    city.save()
    own = "pl" if city.country == "PL" else "uk"
    note_wordings(city, "name", old=old, new=city.name, by=None, source=own)
    _facts_of(city, facts)
    refresh_keys(city)
    record("municipality.entered", city, by=None, city=city.code, source="demo")
    return city


def _facts_of(city: Municipality, facts: dict[str, Any]) -> None:
    for row in facts["populations"]:
        on = dt.date.fromisoformat(row["on"])
        note_population(city, row["value"], Unit(row["unit"]), on, _source(row["source"]))
    for row in facts["former_names"]:
        FormerName.objects.create(
            municipality=city,
            name=Wordings(row["name"]),
            until_on=_day(row.get("until_on")),
            source=_source(row["source"]),
        )
    for kind, rows in (("seeks", facts["seeks"]), ("offer", facts["offers"])):
        for row in rows:
            Wish.objects.create(
                municipality=city,
                kind=kind,
                topic=row["topic"],
                text=Wordings(row["text"]),
                source=_source(row["source"]),
            )
    for row in facts["known_partnerships"]:
        KnownPartnership.objects.create(
            municipality=city,
            partner_name=Wordings(row["name"]),
            partner_country=row["country"],
            since_on=_day(row.get("since_on")),
            since_precision=row.get("since_precision") or "day",
            confidence=row["confidence"],
            source=_source(row["source"]),
        )
    for row in facts["contact_offices"][:1]:
        Office.objects.create(
            municipality=city,
            name=Wordings(row["name"]),
            address=Wordings(row.get("address")),
            email=row.get("email") or "",
            phone=row.get("phone") or "",
            website=row.get("website") or "",
            source=_source(row["source"]),
        )


def _partnership(
    facts: dict[str, Any], cities: dict[str, Municipality], people: dict[str, User]
) -> Partnership:
    first = next(iter(cities.values()))
    summary = Wordings(facts["summary"])
    for language, note in facts["topics_note"].items():
        summary = summary.with_(language, f"{summary[language]}\n\n{note}")
    partnership = Partnership(
        title=Wordings(facts["title"]),
        summary=summary,
        affiliation=facts["affiliation"],
        ua_kind=facts.get("ua_kind") or "",
        stage=facts["stage"],
        opened_by=first,
        origin=Wordings(facts["origin"]["text"]),
        shared_on=dt.date.fromisoformat(facts["started_on"]),
        started_on=dt.date.fromisoformat(facts["started_on"]),
        is_public=True,
        source=_source(facts["started_source"]),
    )
    partnership.full_clean()
    partnership.save()
    for field in ("title", "summary", "origin"):
        note_wordings(partnership, field, old=Wordings(), new=getattr(partnership, field), by=None)
    for place, city in enumerate(cities.values()):
        Party.objects.create(partnership=partnership, municipality=city, place=place)
    for topic in facts["topics"]:
        FieldOfCooperation.objects.create(partnership=partnership, topic=topic)
    today = timezone.localdate()
    for row in facts["events"]:
        _event(row, partnership, today)
    for row in facts["contact_log"]:
        _contact(row, partnership, cities[row["owner"]], people[row["owner"]], today)
    record("partnership.opened", partnership, by=None, city=first.code, source="demo")
    return partnership


def _event(row: dict[str, Any], partnership: Partnership, today: dt.date) -> None:
    ahead = partial(dt.timedelta, days=row.get("in_days") or 0)
    event = Event(
        partnership=partnership,
        on=dt.date.fromisoformat(row["on"]) if row.get("on") else today + ahead(),
        precision=row["precision"],
        kind=row["kind"],
        title=Wordings(row["title"]),
        text=Wordings(row["text"]),
        is_sample=bool(row.get("sample")),
        source=_source(row["source"]) if row["source"] else None,
    )
    event.full_clean()
    event.save()
    for field in ("title", "text"):
        note_wordings(event, field, old=Wordings(), new=getattr(event, field), by=None)


def _contact(
    row: dict[str, Any], partnership: Partnership, city: Municipality, owner: User, today: dt.date
) -> None:
    contact = Contact(
        partnership=partnership,
        city=city,
        channel=row["channel"],
        direction=row["direction"],
        on=today - dt.timedelta(days=row["days_ago"]),
        summary=row["summary"][owner.language],
        next_step=row["next_step"][owner.language],
        due_on=today + dt.timedelta(days=row["due_in_days"]),
        owner=owner,
        is_sample=True,
    )
    contact.full_clean()
    contact.save()

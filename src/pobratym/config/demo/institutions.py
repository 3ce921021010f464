"""Load the institutions of the demonstration from ``institutions.json``: all of them samples."""

import datetime as dt
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.naming import language_of
from pobratym.institutions.models.profiles import Availability, LanguageTaught, Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import WishKind
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings

_PLAIN = (
    "levels", "age_from", "age_to", "size", "topics", "formats", "open_to", "partners_at_most",
)  # fmt: skip


def institution_facts() -> list[dict[str, Any]]:
    """Read the institutions of the demonstration."""
    text = (files("pobratym.config.demo") / "institutions.json").read_text(encoding="utf-8")
    facts: list[dict[str, Any]] = json.loads(text)["institutions"]
    return facts


def load_institutions(cities: Mapping[str, Municipality]) -> dict[str, Institution]:
    """Load all of them; give for each city, by code, the one where its people work.

    One that a demonstration had before it had profiles is completed, not doubled.
    """
    people = {}
    for facts in institution_facts():
        city = cities[facts["city"]]
        institution = _institution(facts, city)
        _profile(facts, institution)
        if facts.get("people"):
            people[city.code] = institution
    return people


def _institution(facts: dict[str, Any], city: Municipality) -> Institution:
    name = Wordings(facts["name"])
    known = [one for one in Institution.objects.filter(municipality=city) if one.name == name]
    institution = known[0] if known else Institution(municipality=city)
    institution.kind, institution.name = facts["kind"], name
    institution.is_sample = institution.is_listed = True
    institution.full_clean()
    institution.save()
    own = language_of(city.country)
    note_wordings(institution, "name", old=Wordings(), new=name, by=None, source=own)
    record("institution.added", institution, by=None, city=city.code, source="demo")
    return institution


def _ahead(day: str) -> dt.date:
    """Put a day of the year 2027 into the year after the one in which the demonstration begins."""
    told = dt.date.fromisoformat(day)
    return told.replace(year=timezone.localdate().year + told.year - 2026)


def _profile(facts: dict[str, Any], institution: Institution) -> None:
    own = language_of(institution.municipality.country)
    profile = Profile(
        institution=institution,
        about=Wordings(facts["about"]),
        is_sample=True,
        **{name: facts[name] for name in _PLAIN},
    )
    profile.full_clean()
    profile.save()
    note_wordings(profile, "about", old=Wordings(), new=profile.about, by=None, source=own)
    for language, level in facts["languages"]:
        LanguageTaught.objects.create(profile=profile, language=language, level=level)
    for since, until in facts["times"]:
        Availability.objects.create(profile=profile, since=_ahead(since), until=_ahead(until))
    for kind in WishKind:
        for row in facts[kind]:
            wish = InstitutionWish(
                institution=institution,
                kind=kind,
                topic=row["topic"],
                text=Wordings(row["text"]),
                is_sample=True,
            )
            wish.full_clean()
            wish.save()
            note_wordings(wish, "text", old=Wordings(), new=wish.text, by=None, source=own)
    city = institution.municipality.code
    record("profile.edited", profile, by=None, city=city, within=institution, source="demo")

"""The founding agreement with the sample wording of the demonstration, for looking at papers."""

import datetime as dt
import json
from pathlib import Path

from pobratym.agreements.library import entries
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import ClauseType
from pobratym.agreements.states import Stage as AgreementStage
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Country, Kind
from pobratym.partnerships.states import Stage, UkraineKind
from pobratym.routes.models.signing import Signatory, Signature
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    clause_of,
    frozen,
)

DEMO = Path(__file__).parents[2] / "src/pobratym/config/demo/agreement.json"


def founding_cities():
    ostroleka = MunicipalityFactory(
        code="1461011",
        register_name="Ostrołęka",
        name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}),
    )
    varash = MunicipalityFactory(
        country=Country.UA,
        code="UA56020030000068439",
        kind=Kind.HROMADA_CITY,
        register_name="Вараська",
        name=Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"}),
    )
    return [ostroleka, varash]


def founding_agreement(*, stage=None, clauses=None, **facts):
    """Make it with its sample clauses and signatories; ``stage`` freezes it."""
    told = json.loads(DEMO.read_text())["agreements"][0]
    cities = founding_cities()
    partnership = PartnershipFactory(
        stage=Stage.AGREEMENT, cities=cities, ua_kind=UkraineKind.INTERTERRITORIAL
    )
    agreement = AgreementFactory(
        partnership=partnership, title=Wordings(told["title"]), languages=["pl", "uk"], **facts
    )
    for tongue in agreement.tongues.all():
        tongue.title = told["titles"][tongue.language]
        tongue.save()
    for clause in told["clauses"] if clauses is None else clauses:
        type_, topics, headings, bodies = _words_of(clause)
        made = clause_of(agreement, type=type_, topics=topics, pl=bodies["pl"], uk=bodies["uk"])
        for text in made.texts.all():
            text.heading = headings[text.language]
            text.save()
    people = []
    for one, city in zip(told["signatories"], cities, strict=True):
        people.append(
            Signatory.objects.create(
                agreement=agreement,
                city=city,
                name=Wordings(one["name"]),
                function=Wordings(one["function"]),
                authority_note="" if city.country == Country.UA else "uchwała z 2024 r.",
            )
        )
    if stage:
        days = {}
        if stage in {AgreementStage.SIGNED, AgreementStage.IN_FORCE}:
            days["signed_at_place"] = Wordings(told["signed_at_place"])
        version = frozen(agreement, stage, **days)
        if days:
            for person in people:
                Signature.objects.create(
                    agreement=agreement,
                    text_version=version,
                    sha256=version.sha256,
                    signatory=person,
                    city=person.city,
                    mode="wet",
                    signed_on=dt.date(2024, 10, 7),
                )
    return Agreement.objects.with_cities().get(pk=agreement.pk)


def _words_of(clause):
    """Give the words of a clause of the demonstration: its own, or those of the library."""
    entry = entries().get(clause.get("library", ""))
    if entry and "body" not in clause:
        return entry.type, clause.get("topics", entry.topics), entry.headings, entry.bodies
    topics = clause.get("topics", ())
    return ClauseType(clause["type"]), topics, clause["heading"], clause["body"]

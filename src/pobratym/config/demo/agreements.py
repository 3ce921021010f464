"""Load the agreements of the demonstration from ``agreement.json``: facts, and marked samples."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

from pobratym.accounts.models import User
from pobratym.agreements.library import entries
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.agreements.models.statements import Statement
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.consents import digest_of
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.amendments import Asked, propose_amendment
from pobratym.agreements.services.clauses import add_clause
from pobratym.agreements.services.comments import comment, reply
from pobratym.agreements.services.consents import give
from pobratym.agreements.services.freezing import digests_of, whole_digest
from pobratym.agreements.services.mandate import hold
from pobratym.agreements.services.opening import open_agreement
from pobratym.agreements.services.sharing import share
from pobratym.agreements.services.statements import add_claim, add_statement
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import Audience, Change, ClauseType, Kind, Origin, Stage
from pobratym.agreements.texts import canonical
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.states import Mode

Cities = Mapping[str, Municipality]
People = Mapping[str, User]


def agreement_facts() -> list[dict[str, Any]]:
    """Read the agreements of the demonstration."""
    text = (files("pobratym.config.demo") / "agreement.json").read_text(encoding="utf-8")
    facts: list[dict[str, Any]] = json.loads(text)["agreements"]
    return facts


def load_agreements(partnership: Partnership, cities: Cities, people: People) -> None:
    """Load all of them into the founding partnership.

    Args:
        partnership: of the two cities.
        cities: by official code.
        people: their officers, by code of the city.
    """
    for facts in agreement_facts():
        _agreement(facts, partnership, cities, people)


def _agreement(
    facts: dict[str, Any], partnership: Partnership, cities: Cities, people: People
) -> None:
    city = cities[facts["opened_by"]]
    agreement = open_agreement(
        partnership,
        Kind(facts["kind"]),
        title=Wordings(facts["title"]),
        cities=[cities[code] for code in facts["cities"]],
        languages=facts["languages"],
        authentic=facts["authentic"],
        titles=facts["titles"],
        by=None,
        city=city,
    )
    Agreement.objects.filter(pk=agreement.pk).update(
        is_sample=facts["sample_words"], remark=_remark(facts)
    )
    clauses = {row["code"]: _clause(row, agreement, city) for row in facts["clauses"]}
    if facts["stage"] == Stage.NEGOTIATION:
        agreement.refresh_from_db()
        share(agreement, version=agreement.version, by=people[city.code], city=city)
        _talk(facts, agreement, clauses, cities, people)
    else:
        _signed(facts, agreement, cities)
    for row in facts.get("statements", ()):
        _statement(row, agreement, clauses, cities)
    for row in facts.get("plans", ()):
        _plan(row, agreement, clauses, cities)


def _clause(row: dict[str, Any], agreement: Agreement, city: Municipality) -> Clause:
    """Add a clause, whose words are a sample wherever they come from."""
    entry = entries()[row["library"]] if row.get("library") else None
    headings = entry.headings if entry else row["heading"]
    bodies = entry.bodies if entry else row["body"]
    machine = row.get("machine", ())
    words = {
        language: Words(
            headings[language],
            bodies[language],
            change=Change.FOLLOWS,
            origin=Origin.MACHINE if language in machine else Origin.SAMPLE,
        )
        for language in row.get("languages", bodies)
    }
    topics = entry.topics if entry else row["topics"]
    return add_clause(
        agreement,
        entry.type if entry else ClauseType(row["type"]),
        words=words,
        topics=topics,
        library_code=row.get("library") or row.get("library_code") or "",
        by=None,
        city=city,
    )


def _talk(
    facts: dict[str, Any],
    agreement: Agreement,
    clauses: Mapping[str, Clause],
    cities: Cities,
    people: People,
) -> None:
    """Change, comment on, consent to and propose to amend clauses; a consent ends with a change."""
    for row in facts["clauses"]:
        for change in row.get("changes", ()):
            held = hold(agreement)
            words = Words(
                change["heading"], change["body"], Change(change["change"]), Origin.SAMPLE
            )
            city, by = cities[change["city"]], people[change["city"]]
            put_words(held, clauses[row["code"]], change["language"], words, by=by, city=city)
    for row in facts["comments"]:
        city, by = cities[row["city"]], people[row["city"]]
        audience = Audience(row["audience"])
        thread = comment(
            clauses[row["clause"]], text=row["text"], audience=audience, by=by, city=city
        )
        for said in row["replies"]:
            reply(thread, text=said["text"], by=people[said["city"]], city=cities[said["city"]])
    held = hold(agreement)
    text = text_of(held)
    for row in facts["consents"]:
        key = clauses[row["clause"]].pk
        whole = next(one for one in text.clauses if one.key == key)
        digest = digest_of(text, whole)
        for code in row["cities"]:
            give(clauses[row["clause"]], digest=digest, by=people[code], city=cities[code])
    for row in facts["amendments"]:
        clause = clauses[row["clause"]]
        seen = ClauseText.objects.get(clause=clause, language=row["language"]).version
        asked = Asked(row["heading"], row["body"], row["reason"], seen)
        city, by = cities[row["city"]], people[row["city"]]
        propose_amendment(clause, row["language"], asked, by=by, city=city)


def _remark(facts: dict[str, Any]) -> Wordings:
    """Say what sources do not tell, and what they tell of the legal steps, each with its source."""
    told = Wordings(facts.get("not_known"))
    for row in facts.get("steps", []):
        source = f"{row['source']['name']}, {row['source']['url']}"
        told = Wordings({code: f"{text}\n\n{row['note'][code]} ({source})"
                         for code, text in told.items()})  # fmt: skip
    return told


def _signed(facts: dict[str, Any], agreement: Agreement, cities: Cities) -> None:
    """Freeze the text and put down the signing as it is known; of the routes nothing is made up."""
    held = hold(agreement)
    signed_on = dt.date.fromisoformat(facts["signed_on"])
    version = _frozen(held)
    held.stage, held.text_version = Stage.IN_FORCE, version
    held.shared_on = held.signed_on = held.effective_from = signed_on
    held.shared_in = held.text_number
    held.notice_months = facts["notice_months"]
    held.signed_at_place = Wordings(facts["signed_at_place"])
    held.is_public = True
    held.version += 1
    held.full_clean()
    held.save()
    for place, row in enumerate(facts["signatories"], 1):
        city = cities[row["city"]]
        signatory = Signatory(
            agreement=held,
            city=city,
            place=place,
            name=Wordings(row["name"]),
            function=Wordings(row["function"]),
        )
        signatory.full_clean()
        signatory.save()
        Signature.objects.create(
            agreement=held,
            text_version=version,
            sha256=version.sha256,
            signatory=signatory,
            city=city,
            mode=Mode.WET,
            signed_on=dt.date.fromisoformat(row["signed_on"]),
        )


def _frozen(agreement: Agreement) -> TextVersion:
    text = text_of(agreement)
    digests = digests_of(text)
    version = TextVersion.objects.create(
        agreement=agreement,
        number=1,
        text_number=agreement.text_number,
        sha256=whole_digest(text, digests),
    )
    FrozenCopy.objects.bulk_create(
        FrozenCopy(
            version=version,
            language=language,
            is_authentic=language in text.authentic,
            canonical=canonical.canonical(text, language),
            sha256=digest,
        )
        for language, digest in digests.items()
    )
    return version


def _statement(
    row: dict[str, Any], agreement: Agreement, clauses: Mapping[str, Clause], cities: Cities
) -> None:
    city = cities[row["city"]]
    statement = add_statement(
        agreement,
        by=None,
        for_city=city,
        city=city,
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        on=dt.date.fromisoformat(row["on"]),
        language=row["language"],
    )
    for claim in row["claims"]:
        version = Statement.objects.values_list("version", flat=True).get(pk=statement.pk)
        add_claim(
            statement,
            clauses=[clauses[code] for code in claim["clauses"]],
            version=version,
            by=None,
            for_city=city,
            says=Wordings(claim["says"]),
            topic=claim["topic"],
        )


def _plan(
    row: dict[str, Any], agreement: Agreement, clauses: Mapping[str, Clause], cities: Cities
) -> None:
    plan = WorkPlan.objects.create(
        agreement=agreement,
        year=row["year"],
        adopted_on=_day(row["adopted_on"]),
        is_sample=row["sample"],
    )
    for place, told in enumerate(row["lines"], 1):
        line = PlanLine(
            plan=plan,
            place=place,
            clause=clauses[told["clause"]],
            topic=told["topic"],
            action=Wordings(told["action"]),
            city=cities[told["city"]] if told["city"] else None,
            responsible=told["responsible"],
            due_on=dt.date.fromisoformat(told["due_on"]),
            cost_amount=Decimal(told["cost_amount"]) if told["cost_amount"] else None,
            cost_currency=told["cost_currency"],
            state=told["state"],
            dropped_because=told.get("dropped_because") or "",
            done_on=_day(told.get("done_on")),
        )
        line.full_clean()
        line.save()
        for shown in told["evidence"]:
            Evidence.objects.create(
                line=line,
                says=shown["says"],
                url=shown["url"],
                on=dt.date.fromisoformat(shown["on"]),
            )


def _day(given: str | None) -> dt.date | None:
    return dt.date.fromisoformat(given) if given else None

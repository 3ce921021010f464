"""What the demonstration says about agreements: facts with sources, samples marked."""

import json
import re
from datetime import date
from importlib.resources import files

import pytest

from pobratym.agreements.library import entries
from pobratym.agreements.states import ClauseType, Kind, PlanState, Stage
from pobratym.directory.topics import TOPICS

AGREEMENTS = json.loads((files("pobratym.config.demo") / "agreement.json").read_text("utf-8"))[
    "agreements"
]
LANGUAGES = ("pl", "uk", "en")


def wordings_in(value):
    """Find every text in three languages, however deep."""
    if isinstance(value, dict):
        if set(value) <= set(LANGUAGES) and value:
            yield value
        else:
            for inner in value.values():
                yield from wordings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from wordings_in(inner)


def one(code):
    return next(agreement for agreement in AGREEMENTS if agreement["code"] == code)


@pytest.mark.parametrize("agreement", AGREEMENTS, ids=lambda row: row["code"])
def test_codes_name_what_is_there(agreement):
    clauses = [row["code"] for row in agreement["clauses"]]
    named = [
        *(code for said in agreement.get("statements", ()) for claim in said["claims"]
          for code in claim["clauses"]),
        *(line["clause"] for plan in agreement.get("plans", ()) for line in plan["lines"]),
        *(row["clause"] for row in agreement.get("amendments", ())),
        *(row["clause"] for row in agreement.get("comments", ())),
        *(row["clause"] for row in agreement.get("consents", ())),
    ]  # fmt: skip

    assert len(clauses) == len(set(clauses))
    assert set(named) <= set(clauses)
    assert {row["library"] for row in agreement["clauses"] if "library" in row} <= set(entries())
    assert Kind(agreement["kind"])
    assert Stage(agreement["stage"])
    assert all(ClauseType(row["type"]) for row in agreement["clauses"] if "type" in row)


@pytest.mark.parametrize("agreement", AGREEMENTS, ids=lambda row: row["code"])
def test_every_text_stands_in_three_languages(agreement):
    incomplete = [
        text
        for text in wordings_in(agreement)
        if set(text) != set(LANGUAGES) or "" in text.values()
    ]

    assert incomplete == []


def test_facts_of_the_founding_agreement_bear_a_source():
    founding = one("founding")

    assert founding["signed_on"] == "2024-10-07"
    assert date.fromisoformat(founding["signed_on"]).strftime("%A") == "Monday"
    assert founding["source"]["url"].startswith("https://")
    assert all(row["source"]["url"] for row in founding["signatories"] + founding["steps"])
    assert all(said["url"].startswith("https://") for said in founding["statements"])


def test_sample_words_say_so_in_each_language():
    for agreement in AGREEMENTS:
        assert agreement["sample_words"]
        first = agreement["clauses"][0]["body"]
        assert "przykładowa" in first["pl"]
        assert "Зразок" in first["uk"]
        assert "Sample wording" in first["en"]


def test_the_two_announcements_differ_and_some_of_it_is_not_agreed():
    polish, ukrainian = (
        {claim["topic"]: claim["clauses"] for claim in said["claims"]}
        for said in one("founding")["statements"]
    )

    assert set(polish) | set(ukrainian) <= set(TOPICS)
    assert set(polish) != set(ukrainian)
    assert all(polish.values())
    assert {topic for topic, clauses in ukrainian.items() if not clauses} == {
        "tourism", "culture", "sport", "youth", "administration", "business",
    }  # fmt: skip


def test_the_agreement_in_negotiation_shows_every_state():
    project = one("schools_project")
    changed = [row for row in project["clauses"] if row.get("changes")]

    assert project["stage"] == Stage.NEGOTIATION
    assert [[change["language"] for change in row["changes"]] for row in changed] == [["pl", "en"]]
    assert any(row.get("languages") == ["pl", "uk"] for row in project["clauses"])
    assert any(row.get("machine") for row in project["clauses"])
    assert len(project["amendments"]) == 1
    assert {row["audience"] for row in project["comments"]} == {"own", "parties"}


def test_a_line_of_the_plan_has_what_its_state_asks_for():
    for plan in one("founding")["plans"]:
        assert plan["sample"]
        for line in plan["lines"]:
            assert date.fromisoformat(line["due_on"]).year == plan["year"]
            assert bool(line["cost_amount"]) == bool(line["cost_currency"])
            assert (PlanState(line["state"]) is PlanState.DONE) == bool(line.get("done_on"))
            assert (line["state"] == PlanState.DROPPED) == bool(line.get("dropped_because"))


def test_numbers_in_clauses_of_the_demonstration_are_equal_in_each_language():
    for agreement in AGREEMENTS:
        for row in agreement["clauses"]:
            if "body" in row:
                told = [
                    sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[ ,\u00a0](?=\d{3}\b)", "", text)))
                    for text in row["body"].values()
                ]
                assert told[0] == told[1] == told[2], row["code"]

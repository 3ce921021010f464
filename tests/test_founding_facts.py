"""The facts that the demonstration loads say where and when they were read."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest

LANGUAGES = {"pl", "uk", "en"}
FOUNDING = json.loads(
    files("pobratym.config").joinpath("demo/founding.json").read_text(encoding="utf-8")
)
TOPICS = json.loads(files("pobratym.directory").joinpath("topics.json").read_text("utf-8"))
TOPIC_CODES = {topic["code"] for topic in TOPICS["topics"]}
CITIES = FOUNDING["municipalities"]
PARTNERSHIP = FOUNDING["partnership"]
SOURCED = [
    *(figure for city in CITIES for figure in city["populations"]),
    *(city["area_km2"] for city in CITIES),
    *(city["colours"] for city in CITIES),
    *(name for city in CITIES for name in city["former_names"]),
    *(office for city in CITIES for office in city["contact_offices"]),
    *(partner for city in CITIES for partner in city["known_partnerships"]),
    *(wish for city in CITIES for wish in [*city["seeks"], *city["offers"]]),
    *(event for event in PARTNERSHIP["events"] if not event.get("sample")),
    *PARTNERSHIP["topics_named_by"],
    PARTNERSHIP["origin"],
    PARTNERSHIP["distance"],
]
SAMPLES = [entry for entry in PARTNERSHIP["events"] if entry.get("sample")]
SAMPLES += PARTNERSHIP["contact_log"]
SAMPLE_WORDS = {"pl": "przykład", "uk": "Приклад", "en": "xample"}


def everything(part: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk every value of the file with the path that leads to it."""
    yield path, part
    if isinstance(part, dict):
        for key, value in part.items():
            yield from everything(value, f"{path}.{key}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from everything(value, f"{path}[{place}]")


@pytest.mark.parametrize("fact", SOURCED, ids=lambda fact: str(fact)[:60])
def test_every_fact_names_its_source_and_the_day_of_the_source(fact: dict[str, Any]) -> None:
    source = fact["source"]

    assert source["name"]
    assert date.fromisoformat(source["on"])
    assert source["on_means"] in {"published", "state", "read"}
    assert source.get("url", "https://").startswith(("https://", "http://"))


def test_no_date_lies_in_the_future() -> None:
    today = datetime.now(tz=ZoneInfo("Europe/Warsaw")).date()
    days = [
        (path, value)
        for path, value in everything(FOUNDING)
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    ]

    assert days
    assert [path for path, day in days if date.fromisoformat(day) > today] == []


def test_every_text_stands_in_polish_ukrainian_and_english() -> None:
    texts = [
        (path, value)
        for path, value in everything([FOUNDING, TOPICS])
        if isinstance(value, dict) and LANGUAGES & set(value)
    ]

    assert texts
    assert [path for path, text in texts if set(text) - LANGUAGES or not all(text.values())] == []
    assert [path for path, text in texts if set(text) != LANGUAGES and "standing" not in path] == []


def test_ukrainian_texts_are_written_in_cyrillic() -> None:
    foreign = [
        path
        for path, value in everything([FOUNDING, TOPICS])
        if path.endswith(".uk") and value not in {"source", "human"}
        if not re.search("[а-яіїєґ]", value, re.IGNORECASE)
    ]

    assert foreign == []


def test_short_texts_fit_their_fields() -> None:
    long_fields = (".text", ".summary", ".note", ".wording", ".topics_note")
    too_long = [
        path
        for path, value in everything(FOUNDING)
        if isinstance(value, dict) and set(value) == LANGUAGES and not path.endswith(long_fields)
        if max(map(len, value.values())) > 200
    ]

    assert too_long == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample)[:40])
def test_what_is_invented_says_so_in_each_language(sample: dict[str, Any]) -> None:
    said = sample.get("title") or sample["summary"]

    assert sample["sample"] is True
    assert "on" not in sample
    for language, word in SAMPLE_WORDS.items():
        assert word.casefold() in said[language].casefold()


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city["name"]["en"])
def test_a_city_bears_a_code_of_its_register(city: dict[str, Any]) -> None:
    shapes = {"TERC": r"\d{7}", "KATOTTG": r"UA\d{17}"}

    assert re.fullmatch(shapes[city["scheme"]], city["code"])
    assert re.fullmatch(r"#[0-9a-f]{6}", city["colours"]["first"])
    assert re.fullmatch(r"#[0-9a-f]{6}", city["colours"]["second"])
    assert {figure["unit"] for figure in city["populations"]} <= {"city", "hromada", "gmina"}
    assert {city["name_standing"][language] for language in LANGUAGES} <= {"source", "human"}


def test_only_the_polish_city_has_a_nuts_3_code() -> None:
    assert [city["nuts3"] for city in CITIES] == ["PL924", None]
    assert CITIES[0]["nuts3_source"]["name"]


def test_partnership_and_wishes_use_topics_of_the_list() -> None:
    used = set(PARTNERSHIP["topics"])
    named = {code for side in PARTNERSHIP["topics_named_by"] for code in side["topics"]}
    wished = {wish["topic"] for city in CITIES for wish in [*city["seeks"], *city["offers"]]}

    assert used | named | wished <= TOPIC_CODES
    assert named <= used


def test_topics_have_one_code_each_and_well_formed_mappings() -> None:
    topics = TOPICS["topics"]

    assert len(TOPIC_CODES) == len(topics) >= 40
    for topic in topics:
        assert re.fullmatch(r"[a-z_]{3,40}", topic["code"])
        assert re.fullmatch(r"\d{2}(\.\d)?", topic["cofog"])
        assert re.fullmatch(r"\d{5}", topic["dac"])
        assert all(re.fullmatch(r"\d{1,2}\.[0-9a-d]{1,2}", target) for target in topic["sdg"])
        assert set(topic["checked"]) <= {"cofog", "dac", "sdg", "oc4ids"}

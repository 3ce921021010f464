import csv
import re

import pytest

from pobratym.languages.exonyms import REGIONS, known_name, region_name
from tests.shared import real_data, shared


@pytest.mark.parametrize(
    ("text", "source", "target", "name"),
    [
        ("Львів", "uk", "pl", "Lwów"),
        ("Kraków", "pl", "uk", "Краків"),
        ("Warszawa", "pl", "en", "Warsaw"),
        ("Kyiv", "en", "pl", "Kijów"),
        ("Кам'янець-Подільський", "uk", "pl", "Kamieniec Podolski"),
        ("КАМʼЯНЕЦЬ-ПОДІЛЬСЬКИЙ", "uk", "pl", "Kamieniec Podolski"),
        ("Зелена  Гура", "uk", "pl", "Zielona Góra"),
    ],
)
def test_a_place_has_its_established_name(text, source, target, name):
    assert known_name(text, source, target) == name


def test_a_place_without_an_established_name_is_left_to_the_rules():
    assert known_name("Кузнецовськ", "uk", "pl") is None


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("14", ["województwo mazowieckie", "Мазовецьке воєводство", "Masovian Voivodeship"]),
        ("UA56", ["obwód rówieński", "Рівненська область", "Rivne Oblast"]),
        ("UA56020030010034121", ["obwód rówieński", "Рівненська область", "Rivne Oblast"]),
        ("UA80", ["Kijów", "Київ", "Kyiv"]),
        ("99", ["", "", ""]),
        ("", ["", "", ""]),
    ],
)
def test_a_region_is_named_in_three_languages(code, names):
    assert [region_name(code, language) for language in ("pl", "uk", "en")] == names


def test_both_countries_have_all_their_regions():
    ukrainian = [code for code in REGIONS if code.startswith("UA")]

    assert (len(ukrainian), len(REGIONS) - len(ukrainian)) == (27, 16)
    assert all(set(names) == {"pl", "uk", "en"} for names in REGIONS.values())


def test_no_two_regions_share_a_name():
    for language in ("pl", "uk", "en"):
        assert len({names[language] for names in REGIONS.values()}) == len(REGIONS)


@real_data
def test_the_regions_are_those_of_the_registers():
    katottg = shared("territory/ua/kodifikator-16-05-2025.csv").read_text(encoding="utf-8")
    terc = shared("territory/pl/TERC_Adresowy_2026-02-16.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(katottg.splitlines(), delimiter=";") if row]
    ukrainian = {row[0][:4]: row[6] for row in rows if row[5] in {"O", "K"}}
    rows = [row for row in csv.reader(terc.splitlines(), delimiter=";") if len(row) > 5]
    polish = {row[0]: row[4].lower() for row in rows if row[5] == "województwo"}

    ours = {
        code: re.sub(r" область$", "", names["uk"]) if code.startswith("UA") else names["pl"][12:]
        for code, names in REGIONS.items()
    }

    assert ours == ukrainian | polish

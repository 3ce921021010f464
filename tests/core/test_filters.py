import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from pobratym.core import filters
from pobratym.core.wordings import Wordings

SIGNED = dt.date(2024, 10, 7)


@pytest.mark.parametrize(
    ("language", "by_day", "by_month"),
    [
        ("pl", "7 października 2024", "październik 2024"),
        ("uk", "7 жовтня 2024 р.", "жовтень 2024 р."),
        ("en", "7 October 2024", "October 2024"),
    ],
)
def test_a_date_is_written_as_people_write_it(language, by_day, by_month):
    with translation.override(language):
        said = [filters.day(SIGNED), filters.day(SIGNED, "month"), filters.day(SIGNED, "year")]

    assert [one.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\xa0", " ") for one in said] == [
        by_day,
        by_month,
        "2024",
    ]


def test_the_day_of_a_moment_is_the_day_in_warsaw():
    late = dt.datetime(2024, 10, 6, 22, 30, tzinfo=dt.UTC)

    with translation.override("en"):
        assert filters.day(late) == "7 October 2024"


@pytest.mark.parametrize(
    ("language", "said"), [("pl", "47 696"), ("uk", "47 696"), ("en", "47,696")]
)
def test_a_number_is_grouped_as_people_group_it(language, said):
    with translation.override(language):
        assert filters.number(47696).replace("\xa0", " ") == said


def test_a_decimal_has_the_sign_of_the_language():
    with translation.override("pl"):
        assert filters.number(Decimal("33.46")) == "33,46"


def test_a_stand_in_is_marked_with_its_language_and_escaped():
    with translation.override("en"):
        assert filters.said(Wordings({"en": "Varash"})) == "Varash"
        assert filters.said(Wordings({"uk": "<b>"})) == '<span lang="uk">&lt;b&gt;</span>'
        assert filters.said_long(Wordings({"pl": "Tekst"})) == '<div lang="pl"><p>Tekst</p>\n</div>'


def test_a_country_has_its_name():
    with translation.override("uk"):
        assert filters.country("DE") == "Німеччина"


def test_an_image_is_described_in_one_language_and_says_which_when_it_is_not_the_readers():
    with translation.override("en"):
        assert filters.alt(Wordings({"en": "A bridge", "uk": "Міст"})) == 'alt="A bridge"'
        assert filters.alt(Wordings({"uk": '"Міст"'})) == 'alt="&#34;Міст&#34;" lang="uk"'
        assert filters.alt(Wordings()) == 'alt=""'


@pytest.mark.parametrize(
    ("language", "zone", "written"),
    [
        ("pl", "Europe/Warsaw", "7 października 2024, 14:05 (Warszawa)"),
        ("uk", "Europe/Kyiv", "7 жовтня 2024\N{NO-BREAK SPACE}р., 15:05 (Київ)"),
        ("en", "Europe/Kyiv", "7 October 2024, 15:05 (Kyiv)"),
    ],
)
def test_a_moment_is_written_with_its_zone(language, zone, written):
    value = dt.datetime(2024, 10, 7, 12, 5, tzinfo=dt.UTC)

    with translation.override(language), timezone.override(zone):
        assert filters.moment(value).replace("\N{NARROW NO-BREAK SPACE}", "\xa0") == written


@pytest.mark.parametrize(
    ("language", "kyiv", "warsaw"),
    [("pl", "Kijów", "Warszawa"), ("uk", "Київ", "Варшава"), ("en", "Kyiv", "Warsaw")],
)
def test_a_zone_bears_the_name_of_its_city_in_the_language(language, kyiv, warsaw):
    with translation.override(language):
        assert filters.zone("Europe/Kyiv") == kyiv
        assert filters.zone("Europe/Warsaw") == warsaw


@pytest.mark.parametrize(
    ("label", "language", "said"),
    [("3", "pl", "§ 3"), ("3", "uk", "Стаття 3"), ("3", "es", "3."), ("", "pl", "")],
)
def test_a_clause_is_cited_as_agreements_in_the_language_do(label, language, said):
    assert filters.cited(label, language) == said
    with translation.override("uk"):
        assert filters.cited("3") == "Стаття 3"

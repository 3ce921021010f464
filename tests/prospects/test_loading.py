"""Claims about loading figures and lists of partner cities."""

import json

import pytest

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.facts import KnownPartnership
from pobratym.directory.models.territories import RegisterEdition
from pobratym.journal.models import Entry
from pobratym.prospects.models.indicators import IndicatorValue
from pobratym.prospects.queries.places import country_code
from pobratym.prospects.registers.partners import country_named
from pobratym.prospects.services.loading import import_indicators, import_partners
from tests.factories import KnownPartnershipFactory, MunicipalityFactory, SourceFactory
from tests.shared import real_data, shared

pytestmark = pytest.mark.django_db
KSE = "hromada_code,total_popultaion_2022,urban_pct,income_own_2021,income_transfert_2021,income_total_2021\n"  # noqa: E501
VARASH = "UA56020030000068439"


@pytest.fixture
def heard():
    return []


@pytest.fixture(autouse=True)
def varash():
    return MunicipalityFactory(
        country="UA", code=VARASH, name=Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"}),
        latitude=51.34038, longitude=25.85547,
        place_source=SourceFactory(),
    )  # fmt: skip


def kse(tmp_path, *rows):
    path = tmp_path / "kse.csv"
    path.write_text(KSE + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def told(municipality):
    return dict(municipality.indicators.values_list("indicator", "value"))


def test_figures_of_a_hromada_are_read_with_day_and_source(varash, tmp_path, heard):
    path = kse(tmp_path, f"{VARASH},50000,0.79,290000,100000,500000")

    loaded = import_indicators(path, report=heard.append)

    assert (loaded.counts["added"], loaded.applied) == (3, True)
    assert told(varash) == pytest.approx({"urban_share": 79, "own_income": 5800, "transfers": 20})
    value = varash.indicators.get(indicator="own_income")
    assert value.period.isoformat() == "2021-12-31"
    assert value.quality == "computed"
    assert "KSE" in value.source.name
    assert heard == []


def test_the_same_file_again_changes_nothing(tmp_path, heard):
    path = kse(tmp_path, f"{VARASH},50000,0.79,NA,NA,NA")
    import_indicators(path, report=heard.append)

    again = import_indicators(path, report=heard.append)

    assert (again.applied, again.counts["unchanged"]) == (False, 1)
    assert RegisterEdition.objects.filter(scheme="KSE_INDICATORS").count() == 1
    assert Entry.objects.filter(what="register.loaded").count() == 1


def test_a_source_corrects_itself(varash, tmp_path, heard):
    import_indicators(kse(tmp_path, f"{VARASH},50000,0.79,NA,NA,NA"), report=heard.append)

    again = import_indicators(kse(tmp_path, f"{VARASH},50000,0.8,NA,NA,NA"), report=heard.append)

    assert again.counts["changed"] == 1
    assert told(varash) == pytest.approx({"urban_share": 80})


def test_a_trial_run_writes_nothing(tmp_path, heard):
    path = kse(tmp_path, f"{VARASH},50000,0.79,NA,NA,NA")

    loaded = import_indicators(path, report=heard.append, dry_run=True)

    assert (loaded.counts["added"], loaded.applied) == (1, False)
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{VARASH},50000,7.9,NA,NA,NA", "out_of_range"),
        (f"{VARASH},fifty,0.7,1,NA,NA", "not_a_number"),
        ("UA5602,50000,0.7,NA,NA,NA", "wrong_code_length"),
        (",50000,0.7,NA,NA,NA", "no_code"),
        (f"{VARASH},50000,0.7", "wrong_cell_count"),
        (f"{VARASH},50000,0.7,NA,900000,500000", "out_of_range"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_loaded(tmp_path, heard, row, reason):
    path = kse(tmp_path, row, "UA99999999999999999,1,0.5,NA,NA,NA")

    with pytest.raises(DomainError) as refused:
        import_indicators(path, report=heard.append)

    assert refused.value.code == "bad_rows"
    assert (heard[0].line, heard[0].reason) == (2, reason)
    assert not IndicatorValue.objects.exists()
    assert import_indicators(path, report=heard.append, skip_bad_rows=True).bad == 1


def test_two_values_for_one_hromada_are_bad(tmp_path, heard):
    rows = (f"{VARASH},50000,0.7,NA,NA,NA", f"{VARASH},50000,0.8,NA,NA,NA")

    with pytest.raises(DomainError):
        import_indicators(kse(tmp_path, *rows), report=heard.append)

    assert [one.reason for one in heard] == ["duplicate_code"]


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "empty_file"), ("a,b\n1,2\n", "not_a_register"), ("<!doctype html>", "web_page")],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path, content, code):
    path = tmp_path / "odd.csv"
    path.write_text(content, encoding="utf-8")

    for load in (import_indicators, lambda one, **more: import_partners(one, on=None, **more)):
        with pytest.raises(DomainError) as refused:
            load(path, report=print)
        assert refused.value.code == code
        assert "odd.csv" in str(refused.value.message)


def test_without_territories_nothing_can_be_joined(varash, tmp_path):
    varash.delete()

    with pytest.raises(DomainError) as refused:
        import_indicators(kse(tmp_path), report=print)

    assert refused.value.code == "no_territories"


WIKIPEDIA = "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n"


def pairs(tmp_path, *rows, name="pairs.csv"):
    path = tmp_path / name
    path.write_text(WIKIPEDIA + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_partners_are_read_from_either_side_of_a_pair(varash, tmp_path, heard):
    path = pairs(
        tmp_path,
        "Varash,Ukraine,51.34,25.86,Loviisa,Finland,60.45,26.22",
        "Loviisa,Finland,60.45,26.22,Varash,Ukraine,51.34,25.86",
        'Leeds,"England, United Kingdom",53.8,-1.5,Varash,Ukraine,51.34,25.86',
    )

    loaded = import_partners(path, on=None, report=heard.append)

    partners = varash.known_partnerships.order_by("partner_country")
    assert [(str(one.partner_name), one.partner_country) for one in partners] == [
        ("Loviisa", "FI"),
        ("Leeds", "GB"),
    ]
    assert loaded.counts["added"] == 2
    assert import_partners(path, on=None, report=heard.append).applied is False


def test_a_partner_entered_by_hand_and_one_of_another_list_stay(varash, tmp_path, heard):
    KnownPartnershipFactory(municipality=varash)
    import_partners(
        pairs(tmp_path, "Varash,Ukraine,51.34,25.86,Loviisa,Finland,60,26"),
        on=None,
        report=heard.append,
    )

    import_partners(
        pairs(tmp_path, "Varash,Ukraine,51.34,25.86,Kemi,Finland,65,24"),
        on=None,
        report=heard.append,
    )

    assert KnownPartnership.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "country", "reason"),
    [
        ("Rivne Raion", "Ukraine", "not_municipality"),
        ("Solomianskyi (Kyiv)", "Ukraine", "not_municipality"),
        ("Nowhere", "Ukraine", "unknown_place"),
    ],
)
def test_a_place_that_is_none_of_ours_is_told(tmp_path, heard, name, country, reason):
    path = pairs(tmp_path, f"{name},{country},50.6,26.2,Loviisa,Finland,60,26")

    import_partners(path, on=None, report=heard.append)

    assert [one.reason for one in heard] == [reason]


def test_a_namesake_far_away_is_another_place(tmp_path, heard):
    path = pairs(tmp_path, "Varash,Ukraine,47.0,33.0,Loviisa,Finland,60,26")

    import_partners(path, on=None, report=heard.append)

    assert [one.reason for one in heard] == ["unknown_place"]


def test_a_like_name_at_the_very_place_is_taken_and_called_inferred(varash, tmp_path, heard):
    path = pairs(tmp_path, "Varasz,Ukraine,51.345,25.85,Loviisa,Finland,60,26")

    import_partners(path, on=None, report=heard.append)

    assert varash.known_partnerships.get().confidence == "inferred"


def test_an_unknown_country_is_told(tmp_path, heard):
    path = pairs(tmp_path, "Varash,Ukraine,51.34,25.86,Loviisa,Atlantis,60,26")

    import_partners(path, on=None, report=heard.append)

    assert [one.reason for one in heard] == ["unknown_country"]


def test_a_release_says_how_sure_it_is_and_since_when(varash, tmp_path, heard):
    path = tmp_path / "release.json"
    partner = {"partner_name": "Loviisa", "partner_country": "FI", "since": "1988"}
    hromada = {"katottg": VARASH, "partners": [{**partner, "confidence": "news_mention"}]}
    release = {"hromadas": [hromada], "unmatched": [{"ua_name_de": "Jalta", "de_name": "Kiel"}]}
    path.write_text(json.dumps(release), encoding="utf-8")

    import_partners(path, on=None, report=heard.append)

    found = varash.known_partnerships.get()
    assert (found.since_on.year, found.since_precision, found.confidence) == (
        1988,
        "year",
        "inferred",
    )
    assert [one.facts["name"] for one in heard] == ["Jalta"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Czech Republic", "CZ"), ("Georgia (country)", "GE"), ("England", "GB"), ("DE", "DE"),
     ("England, United Kingdom", "GB"), ("Türkiye", "TR"), ("Atlantis", "")],
)  # fmt: skip
def test_countries_are_known_by_the_names_that_lists_use(name, code):
    assert country_code(name) == code


def test_the_country_is_the_last_of_several_words():
    assert country_named("Alberta, Canada") == "Canada"


@real_data
@pytest.mark.parametrize(
    ("path", "refused_as"),
    [("hostile/real_excel_lock_file.xlsx", "excel_lock_file"),
     ("hostile/real_csv_git_conflict_markers_katottg.csv.gz", "not_a_register"),
     ("hostile/blns.json", "not_a_list"),
     ("territory/ua/kodifikator-16-05-2025.csv", "not_a_register")],
)  # fmt: skip
def test_real_files_of_another_kind_are_refused(path, refused_as):
    for load in (import_indicators, lambda one, **more: import_partners(one, on=None, **more)):
        with pytest.raises(DomainError) as refused:
            load(shared(path), report=lambda _problem: None)
        assert refused.value.code in {refused_as, "conflict_markers"}


@real_data
def test_the_real_table_gives_ostroleka_its_figures(heard):
    city = MunicipalityFactory(code="1461011")
    mixed = MunicipalityFactory(code="0201043")

    import_indicators(
        shared("territory/pl/GUS_ludnosc_gminy_2024_tabl_IV.xls"), report=heard.append
    )

    assert told(city)["urban_share"] == 100
    assert 5 < told(city)["births"] < 10
    assert told(city)["natural_change"] < 0
    assert told(mixed)["urban_share"] == pytest.approx(100 * 4050 / 14523)


@real_data
def test_the_real_list_names_the_partners_of_ostroleka(heard):
    name = Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"})
    city = MunicipalityFactory(
        name=name, latitude=53.08621, longitude=21.57566, place_source=SourceFactory()
    )

    import_partners(
        shared("twinning/twin_cities_wikipedia_2026-02.csv"), on=None, report=heard.append
    )

    partners = {str(one.partner_name) for one in city.known_partnerships.all()}
    assert partners == {"Meppen", "Balassagyarmat", "Alytus", "Lagodekhi", "Masty", "Pryluky"}

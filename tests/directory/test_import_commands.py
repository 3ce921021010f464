import contextlib
import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection
from django.utils import translation

from pobratym.core.errors import DomainError
from pobratym.directory.commands import import_
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import RegisterEdition, Territory

pytestmark = pytest.mark.django_db

TERC = (
    "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"
    "14;;;;MAZOWIECKIE;województwo;{on}\n"
    "14;61;;;Ostrołęka;miasto na prawach powiatu;{on}\n"
    "14;61;01;1;{name};gmina miejska;{on}\n"
)


@pytest.fixture
def terc(tmp_path):
    def write(name="Ostrołęka", on="2026-01-01", file="TERC.csv"):
        path = tmp_path / file
        path.write_text(TERC.format(name=name, on=on), encoding="utf-8")
        return str(path)

    return write


def run(*words: str, language: str = "en"):
    with translation.override(language):
        return CliRunner().invoke(import_, list(words))


def test_loading_says_what_it_did(terc):
    result = run("territories", terc())

    done = "state on 1 January 2026: 3 new, 0 changed, 0 ended, 0 unchanged"
    assert result.stdout == f"TERC.csv: TERC, units of Poland, {done}\nLoaded.\n"
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_same_file_again_says_that_there_is_nothing_new(terc):
    run("territories", terc())

    result = run("territories", terc())

    assert result.stdout.splitlines()[-1] == "Nothing new."
    assert result.exit_code == 0


def test_a_trial_run_lists_the_changes_and_keeps_them_out(terc):
    run("territories", terc(on="2025-01-01"))

    result = run("territories", "--dry-run", terc(name="Ostrołęka Nowa"))

    assert "1461011: Ostrołęka (Ostrołęka) → Ostrołęka Nowa (Ostrołęka)" in result.stdout
    assert result.stdout.splitlines()[-1] == "Nothing was changed: this was a trial run."
    assert (result.exit_code, RegisterEdition.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("language", "line", "end"),
    [
        ("en", "TERC.csv, line 4, 1461011: the name is missing; add it.", "nothing was changed"),
        ("pl", "TERC.csv, wiersz 4, 1461011: ", "--skip-bad-rows"),
        ("uk", "TERC.csv, рядок 4, 1461011: ", "--skip-bad-rows"),
    ],
)
def test_a_bad_row_is_told_in_the_readers_language_and_ends_with_1(terc, language, line, end):
    result = run("territories", terc(name=""), language=language)

    first, last = result.stderr.splitlines()
    assert first.startswith(line)
    assert end in last
    assert (result.exit_code, Territory.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "TERC.json, record 2, 14: the code stands in record 1 already"),
        ("pl", "TERC.json, rekord 2, 14: ten kod jest już w rekordzie 1"),
        ("uk", "TERC.json, запис 2, 14: цей код уже є в записі 1"),
    ],
)
def test_a_bad_record_of_a_file_on_one_line_is_told_by_its_number(tmp_path, language, said):
    row = {"WOJ": "14", "POW": "", "GMI": "", "RODZ": "", "NAZWA": "MAZOWIECKIE"}
    row |= {"NAZWA_DOD": "województwo", "STAN_NA": "2026-01-01"}
    path = tmp_path / "TERC.json"
    path.write_text(json.dumps([row, row | {"NAZWA": "LUBELSKIE"}]))

    result = run("territories", str(path), language=language)

    assert result.stderr.startswith(said)
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "TERC.csv: the database did not take it (too many voivodeships). Nothing was"),
        ("pl", "TERC.csv: baza danych tego nie przyjęła (too many voivodeships). Niczego nie"),
        ("uk", "TERC.csv: база даних цього не прийняла (too many voivodeships). Нічого не"),
    ],
)
def test_what_the_database_refuses_is_a_plain_sentence_and_1(terc, language, said):
    with refusing("directory_territory", "too many voivodeships"):
        result = run("territories", terc(), language=language)

    assert result.stderr.startswith(said)
    assert (len(result.stderr.splitlines()), result.exit_code) == (1, 1)
    assert Territory.objects.count() == 0


@contextlib.contextmanager
def refusing(table: str, reason: str):
    """Let the database itself refuse every new row of a table, with these words."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER refusing BEFORE INSERT ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{reason}'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{reason}'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER refusing BEFORE INSERT ON {table} EXECUTE FUNCTION refuse()"
            )
        yield
        on_table = "" if connection.vendor == "sqlite" else f"ON {table}"
        cursor.execute(f"DROP TRIGGER refusing {on_table}")


def test_a_trial_run_over_bad_rows_ends_with_1_too(terc):
    result = run("territories", "--dry-run", terc(name=""))

    assert "TERC.csv has 1 bad row; nothing would be changed. " in result.stderr
    assert "Nothing new" not in result.output
    assert result.exit_code == 1


def test_good_rows_are_loaded_where_that_is_wanted(terc):
    result = run("territories", "--skip-bad-rows", terc(name=""))

    assert (result.exit_code, Territory.objects.count()) == (0, 2)


def test_one_refused_file_does_not_hold_up_the_next(terc, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.touch()

    result = run("territories", str(empty), terc())

    assert result.stderr.splitlines() == ["empty.csv: The file is empty. Download it again."]
    assert (result.exit_code, Municipality.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "words",
    [
        ["territories"],
        ["territories", "nowhere.csv"],
        ["territories", "."],
        ["statistics", "--older-edition", __file__],
        ["territories", "--on", "31 May", __file__],
    ],
)
def test_a_wrong_call_ends_with_2(words):
    assert run(*words).exit_code == 2


def test_status_names_the_editions_in_force(terc):
    assert run("status").stdout == "No register has been loaded yet.\n"
    run("territories", terc(on="2025-01-01", file="old.csv"))
    run("territories", terc())

    result = run("status", language="pl")

    assert len(result.stdout.splitlines()) == 1
    assert "1 stycznia 2026" in result.stdout
    assert "TERC.csv" in result.stdout


# What a trial run promises ---------------------------------------------------------------


def long_terc(tmp_path, numbers, on="2026-01-01", name="Gmina"):
    """Write a register with these gminas."""
    path = tmp_path / f"TERC-{on}-{len(numbers)}.csv"
    rows = [f"14;61;{number:02};2;{name} {number};gmina wiejska;{on}\n" for number in numbers]
    path.write_text(TERC.format(name="Ostrołęka", on=on) + "".join(rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "lacks 57 units of the edition in force"),
        ("pl", "brakuje 57 jednostek obowiązującego wydania"),
        ("uk", "бракує 57 одиниць чинного випуску"),
    ],
)
def test_a_trial_run_of_a_file_cut_short_says_the_refusal_and_ends_with_1(tmp_path, language, said):
    run("territories", long_terc(tmp_path, range(2, 99), on="2025-01-01"))

    result = run("territories", "--dry-run", long_terc(tmp_path, range(2, 42)), language=language)

    assert said in result.stderr
    assert "1461" in result.stdout
    assert (result.exit_code, RegisterEdition.objects.count()) == (1, 1)


@pytest.mark.parametrize("trial", [[], ["--dry-run"]])
def test_an_older_edition_and_a_day_to_come_are_refused_on_trial_too(terc, trial):
    run("territories", terc())

    older = run("territories", *trial, terc(on="2025-01-01"))
    to_come = run("territories", *trial, terc(on="2999-01-01"))

    assert "of 1 January 2025, older than the edition in force (1 January 2026)" in older.stderr
    assert "is of 1 January 2999, a day to come." in to_come.stderr
    assert (older.exit_code, to_come.exit_code) == (1, 1)


def test_a_trial_run_that_leaves_bad_rows_out_is_not_refused(terc):
    result = run("territories", "--dry-run", "--skip-bad-rows", terc(name=""))

    assert "1 bad row\n" in result.stdout
    assert (result.exit_code, Territory.objects.count()) == (0, 0)


# Floods ----------------------------------------------------------------------------------


def test_of_one_kind_of_trouble_twenty_rows_are_shown_and_the_rest_counted(tmp_path):
    path = long_terc(tmp_path, range(2, 52), name="Ło\u0301dź")

    result = run("territories", path)

    told = result.stderr.splitlines()
    assert len(told) == 21
    assert told[-1].endswith(
        "csv: and 30 more rows of this kind, as line 24; --all-problems shows every one."
    )
    assert result.exit_code == 0


def test_every_row_is_shown_where_that_is_wanted(tmp_path):
    path = long_terc(tmp_path, range(2, 52), name="Ło\u0301dź")

    assert len(run("territories", "--all-problems", path).stderr.splitlines()) == 50


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "18 rows hang on this."), ("pl", "18 wierszy."), ("uk", "18 рядків.")],
)
def test_a_wrong_code_is_told_once_for_all_that_hangs_on_it(tmp_path, language, said):
    path = tmp_path / "TERC.csv"
    rows = [f"14;62;{number:02};2;Gmina {number};gmina wiejska;2026-01-01\n"
            for number in range(3, 19)]  # fmt: skip
    rows.append("14;62;01;1;Miasto;gmina miejska;2026-01-01\n")
    rows.append("14;62;02;8;Dzielnica;dzielnica;2026-01-01\n")  # lies in the city, which falls
    path.write_text(TERC.format(name="Ostrołęka", on="2026-01-01") + "".join(rows), "utf-8")

    result = run("territories", str(path), language=language)

    cause, refusal = result.stderr.splitlines()
    assert "1462" in cause
    assert said in cause
    assert "18" in refusal


def test_a_report_has_every_row_and_no_formula(terc, tmp_path):
    report = tmp_path / "report.csv"
    named = terc(name="", file="=1+1.csv")

    result = run("territories", "--report", str(report), named)

    assert result.exit_code == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["file", "line", "code", "reason"],
        ["'=1+1.csv", "4", "1461011", "the name is missing; add it"],
    ]


def test_a_report_that_cannot_be_written_stops_before_the_loading(terc, tmp_path):
    result = run("territories", "--report", str(tmp_path / "nowhere" / "report.csv"), terc())

    assert "report.csv cannot be written" in result.stderr
    assert (result.exit_code, Territory.objects.count()) == (1, 0)


def test_a_report_over_the_register_itself_is_a_wrong_call(terc):
    path = terc()

    assert run("territories", "--report", path, path).exit_code == 2
    assert "MAZOWIECKIE" in Path(path).read_text(encoding="utf-8")


# Days and databases ----------------------------------------------------------------------


def test_a_day_may_be_written_as_in_the_office(tmp_path):
    run("territories", long_terc(tmp_path, range(2, 3)))
    path = tmp_path / "area.csv"
    path.write_text("TERYT,Powierzchnia [ha]\n14 61 01 1,3346\n", encoding="utf-8")

    result = run("statistics", "--on", "01.02.2025", "--source", "GUGiK", str(path), language="uk")

    assert result.exit_code == 0
    assert " 1 лютого 2025" in result.stdout


def test_a_broken_database_is_a_plain_refusal():
    with connection.execute_wrapper(broken):
        result = run("status")

    assert isinstance(result.exception, DomainError)
    assert "file is not a database" in str(result.exception.message)


def broken(*_given):
    message = "file is not a database"
    raise DatabaseError(message)

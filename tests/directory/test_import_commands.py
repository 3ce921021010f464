import contextlib
import json

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import translation

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

    done = "state on Jan. 1, 2026: 3 new, 0 changed, 0 ended, 0 unchanged"
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

    assert "1 bad row" in result.stdout
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

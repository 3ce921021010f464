"""Copies are searched for by whole words: a namesake's longer name is none."""

import json
import sqlite3

import pytest

from pobratym.vault import traces
from pobratym.vault.traces import traces_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Jan Kowal", "anna@gmina.example"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A data folder of this test alone."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def lying(folder):
    """A call that puts a file into the data folder."""
    return lambda name, text, encoding="utf-8": (folder / name).write_bytes(text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        "Jan Kowalski",
        "Bojan Kowal",
        "Jan Kowal-Nowak",
        "Jan Kowalów",
        json.dumps("Jan Kowalów"),
        json.dumps("Jan Kowaló"),
        "joanna@gmina.example",
        "anna@gmina.example.org",
    ],
)
def test_a_part_of_a_longer_word_is_no_copy(lying, text):
    UserFactory(name=text)
    lying("lista.txt", text)

    assert traces_of([NAME, ADDRESS]) == []


@pytest.mark.parametrize(
    "text", ["„Jan Kowal”", "był\nJan Kowal", json.dumps("był\nJan Kowal, sekretarz")]
)
def test_a_whole_word_is_a_copy_in_a_table_and_in_a_file(lying, text):
    UserFactory(name=text)
    lying("lista.txt", text)
    lying("szeroko.txt", "był Jan Kowal tu", "utf-16-le")

    assert traces_of([NAME]) == ["accounts_user", "lista.txt", "szeroko.txt"]


def test_nothing_hides_on_a_seam_and_no_seam_cuts_a_word(lying, monkeypatch):
    monkeypatch.setattr(traces, "_CHUNK_BYTES", 100)
    lying("cala.txt", "x" * 93 + " Jan Kowal " + "x" * 150)
    lying("dluzsza.txt", "x" * 90 + " Jan Kowalski " + "x" * 150)
    lying("koniec.txt", "x" * 190 + " Jan Kowal")

    assert traces_of([NAME]) == ["cala.txt", "koniec.txt"]


def database_with(folder, *names):
    """Write a database as it lies on a disk: values stand there without a gap."""
    path = folder / "before.sqlite3"
    with sqlite3.connect(path) as there:
        there.execute("CREATE TABLE people (name TEXT, town TEXT)")
        there.executemany("INSERT INTO people VALUES (?, 'x')", [(name,) for name in names])
    there.close()
    found = traces_of([NAME])
    path.unlink()
    return found


def test_in_the_files_of_a_database_only_known_longer_words_are_passed_over(folder):
    assert database_with(folder, "Jan Kowalski") == ["before.sqlite3"]
    UserFactory(name="Jan Kowalski")

    assert database_with(folder, "Jan Kowalski") == []
    assert database_with(folder, "Jan Kowalski", NAME) == ["before.sqlite3"]

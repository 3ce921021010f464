"""The command line of the journal."""

import pytest
from click.testing import CliRunner
from django.db import connection

from pobratym.core.errors import DomainError
from pobratym.journal.commands import journal
from pobratym.journal.services import record
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def line():
    return record("city.edited", MunicipalityFactory(), by=None)


def run(*arguments):
    return CliRunner().invoke(journal, arguments)


def test_the_end_of_the_journal_can_be_noted_outside_and_compared(protection_on, line):
    del protection_on
    noted = run("head").output.strip()

    assert noted == f"{line.pk}:{line.hash}"
    done = run("verify", "--expect", noted)
    assert (done.exit_code, "The journal is whole: 1 line." in done.output) == (0, True)


@pytest.mark.usefixtures("protection_on")
def test_another_end_than_the_noted_one_is_a_fault(line):
    done = run("verify", "--expect", f"{line.pk}:{'0' * 64}")

    assert done.exit_code == 1
    assert f"line {line.pk}: The line is not the one that was noted outside." in done.output


def test_a_changed_line_is_named():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET city = 'other'")

    done = run("verify")

    assert done.exit_code == 1
    assert "line 1: The line was changed." in done.output


def test_what_is_no_end_of_a_journal_is_refused():
    done = run("verify", "--expect", "7")

    assert isinstance(done.exception, DomainError)
    assert done.exception.code == "not_a_head"

import pytest
from click.testing import CliRunner
from django.core.checks import Error, Warning  # noqa: A004
from django.utils import timezone

from pobratym.config import checking
from pobratym.config.backup import note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _first_day(settings, tmp_path):
    """Set what install.md tells one to set."""
    settings.DATA_FOLDER, settings.BACKUP_FOLDER, settings.MAIL = tmp_path, "", "file"
    settings.SITE_ADDRESS, settings.PROXIES = "https://partnership.example.org", ["127.0.0.1"]
    tmp_path.chmod(0o700)


def checked():
    return CliRunner().invoke(checking.check)


def test_the_settings_of_the_first_day_are_in_order_with_advice():
    done = checked()

    assert done.exit_code == 0, done.output
    assert "POBRATYM_MAIL" in done.output
    assert "POBRATYM_BACKUP_FOLDER" in done.output
    assert done.output.count("! ") == 2
    assert "✓" in done.output


def test_a_first_backup_is_advised_and_a_proved_one_is_enough(settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path)
    before = checked()
    note.write(note.Note(timezone.now().isoformat()))
    after = checked()

    assert (before.exit_code, after.exit_code) == (0, 0), before.output + after.output
    assert "verify-backup" in before.output
    assert "verify-backup" not in after.output


def test_an_old_proof_is_a_fault_and_its_moment_is_said(settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path)
    note.write(note.Note("2026-01-01T11:00:00+00:00"))

    done = checked()

    assert done.exit_code == 1
    assert "12:00 (Warsaw)" in done.output


def test_a_fault_of_the_settings_ends_with_one_and_advice_does_not(monkeypatch):
    monkeypatch.setattr(checking.checks, "run_checks", lambda: [Error("bad"), Warning("so so")])

    done = checked()

    assert done.exit_code == 1
    assert "✗ bad" in done.output
    assert "! so so" in done.output

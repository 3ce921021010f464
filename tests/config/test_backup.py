import datetime as dt
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate
from django.utils import timezone

import pobratym.journal.apps as journal
from pobratym.accounts.models import User
from pobratym.config.backup import files, filling, making, note, reading, restoring
from pobratym.config.backup.commands import backup, check_integrity, restore, verify_backup
from pobratym.config.backup.daily import back_up_daily
from pobratym.config.backup.keys import find_key
from pobratym.config.backup.making import back_up, backups_in
from pobratym.config.backup.tables import canonical, models_at
from pobratym.config.backup.upgrading import upgrade
from pobratym.config.backup.verifying import verify
from pobratym.core.ciphers import decrypt, encrypt
from pobratym.core.errors import DomainError
from pobratym.documents.files import paper_path, picture_path, write_durably
from pobratym.documents.models import Document, Picture
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.journal.models import Entry
from pobratym.journal.services import record
from tests.config.backups import fill, on_postgresql, on_sqlite, own, rows_of_all, tell_database

CANARY = "Zażółć-Ґанок-0451"
PICTURE = os.urandom(300_000)
PAPER = b"%PDF-1.7\n" + os.urandom(5_000)
LOGS = {"pobratym.sqlite3-wal", "pobratym.sqlite3-shm"}
pytestmark = pytest.mark.xdist_group("backup")


@pytest.fixture(autouse=True, scope="module")
def _any_database(django_db_blocker):
    """Let installations be made here, with all their guards."""
    post_migrate.connect(journal._install, dispatch_uid="journal.protection")
    with django_db_blocker.unblock():
        yield
    post_migrate.disconnect(dispatch_uid="journal.protection")


@pytest.fixture(scope="module")
def kept(tmp_path_factory, _any_database):
    """Give a backup of the demonstration, the rows that were in it, and an encrypted value."""
    data = tmp_path_factory.mktemp("kept") / "data"
    with own(data):
        fill()
        User.objects.filter(pk=1).update(name=CANARY)
        keep_picture()
        keep_paper()
        (data / "files" / "pictures" / "half.part").write_bytes(b"half")
        sealed = encrypt(CANARY, "here")
        path = back_up(data.parent, find_key(None))
        return path, rows_of_all(), sealed


def keep_picture() -> None:
    write_durably(picture_path("one.webp"), PICTURE)
    Picture.objects.create(
        kind="arms",
        file_name="one.webp",
        sha256=hashlib.sha256(PICTURE).hexdigest(),
        width=1,
        height=1,
        shows={"pl": "Herb"},
        author="A",
        licence="CC0",
    )


def keep_paper() -> None:
    with keeping_document(Paper(PAPER, "application/pdf", "zgoda.pdf"), by=None):
        """Nothing else is done with it."""


def make_old(path: Path) -> None:
    """Let a file lie there since yesterday."""
    os.utime(path, (time.time() - 86_400,) * 2)


def run(command, *arguments, expect=0):
    done = CliRunner().invoke(command, [*map(str, arguments)])
    assert (done.exit_code == 0) == (expect == 0), (done.output, done.exception)
    return done


def refused(command, *arguments) -> str:
    done = CliRunner().invoke(command, [*map(str, arguments)])
    assert isinstance(done.exception, DomainError), (done.output, done.exception)
    return done.exception.code


def code_of(act) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


def restored(path):
    return restoring.restore(path, find_key(None), replace=False, tell=lambda _words: None)


def proved(path, **told):
    return verify(path, find_key(None), max_age_hours=0, tell=lambda _words: None, **told)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_brings_every_row_file_and_key_back(kept, tmp_path):
    path, rows, sealed = kept
    with own(tmp_path / "new"):
        manifest, _aside = restored(path)

        assert rows_of_all() == rows
        assert picture_path("one.webp").read_bytes() == PICTURE
        assert decrypt(sealed, "here") == CANARY
        paper = Document.objects.get().file_name
        assert paper_path(paper).read_bytes() == PAPER
        assert manifest["files"].keys() == {"pictures/one.webp", f"papers/{paper}"}
        assert "whole" in run(check_integrity).output
        assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0
        assert User.objects.create(email="new@example.org").pk > max(
            User.objects.exclude(email="new@example.org").values_list("pk", flat=True)
        )
        assert not [name for name in names_in(tmp_path / "new") if name.startswith(".")]


def test_the_file_shows_nothing_of_people(kept):
    data = kept[0].read_bytes()

    assert kept[0].stat().st_mode & 0o777 == 0o600
    for word in (CANARY, "ostroleka@example.org", "Niewiadomski"):
        assert word.encode() not in data


def test_a_number_once_given_is_not_given_again(tmp_path):
    with own(tmp_path / "old"):
        fill()
        gone = User.objects.create(email="gone@example.org").pk
        User.objects.filter(pk=gone).delete()
        path = back_up(tmp_path, find_key(None))
    with own(tmp_path / "new"):
        restored(path)

        assert User.objects.create(email="next@example.org").pk > gone


def test_what_is_written_meanwhile_is_not_in_the_backup(tmp_path):
    with own(tmp_path / "data"):
        fill()
        with reading.snapshot() as ask:
            User.objects.create(email="later@example.org")
            [(seen,)] = next(ask("SELECT count(*) FROM accounts_user"))

        assert User.objects.count() == seen + 1


def test_a_backup_made_while_people_write_is_of_one_moment(tmp_path, monkeypatch):
    """Before each table is read somebody does a deed, in a transaction of their own."""

    def write_and_read(table, ask):
        with transaction.atomic():
            user = User.objects.create(email=f"{table.name}@example.org")
            record("account.made", user, by=user)
        return read(table, ask)

    read = reading.lines_of
    with own(tmp_path / "data"):
        fill()
        people, lines = User.objects.count(), Entry.objects.count()
        with monkeypatch.context() as patch:
            patch.setattr(reading, "lines_of", write_and_read)
            path = back_up(tmp_path, find_key(None))
        assert User.objects.count() > people + 20

        counts = {name: one["rows"] for name, one in proved(path)["tables"].items()}

    assert (counts["accounts_user"], counts["journal_entry"]) == (people, lines)


def test_an_installation_with_a_record_is_left_alone(kept, tmp_path):
    with own(tmp_path / "data"):
        fill()
        before = rows_of_all()

        assert refused(restore, kept[0]) == "not_empty"
        assert rows_of_all() == before


def test_replacing_asks_first_and_puts_the_old_aside(kept, tmp_path):
    path, rows, _sealed = kept
    with own(tmp_path / "data") as data:
        fill()
        User.objects.create(email="old@example.org")
        assert run(restore, path, "--replace", expect=1).exit_code == 1
        assert User.objects.filter(email="old@example.org").exists()

        run(restore, path, "--replace", "--yes")

        assert rows_of_all() == rows
        [aside] = data.glob("before-restore-*")
        assert "vault-keys" in names_in(aside)


def test_a_served_installation_is_not_replaced(kept, tmp_path):
    with own(tmp_path / "data"):
        fill()
        other = connection.copy()
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_user")

        assert refused(restore, kept[0], "--replace", "--yes") == "in_use"
        other.close()


def test_a_restore_that_breaks_off_leaves_what_was_there(kept, tmp_path, monkeypatch):
    def stop(*_told, **_named):
        raise KeyboardInterrupt

    with own(tmp_path / "data") as data:
        fill()
        before, names = rows_of_all(), names_in(data)
        for room, where in ((filling, "_compare"), (restoring, "refuse_faults")):
            with monkeypatch.context() as patch:
                patch.setattr(room, where, stop)
                assert run(restore, kept[0], "--replace", "--yes", expect=1).exit_code == 1

            assert rows_of_all() == before
            assert names_in(data) - LOGS == names - LOGS


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.999])
def test_a_damaged_backup_changes_nothing(kept, tmp_path, share):
    data = kept[0].read_bytes()
    place = max(int(len(data) * share), 600)
    broken = tmp_path / "broken.backup"
    broken.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with own(tmp_path / "new") as new:
        assert refused(restore, broken) == "broken_backup"
        assert connection.introspection.table_names() == []
        assert not (new / "files").exists()
        broken.write_bytes(data[:place])
        assert refused(verify_backup, broken) == "broken_backup"


def test_a_wrong_key_opens_nothing(kept, tmp_path, settings):
    with own(tmp_path / "new"):
        settings.BACKUP_KEY = "another passphrase altogether"

        assert refused(restore, kept[0]) == "wrong_key"


def test_a_backup_of_a_newer_version_is_refused():
    assert code_of(lambda: models_at([("accounts", "0999_from_the_future")])) == "newer_version"


def test_a_full_disk_leaves_no_half_backup(tmp_path):
    """Files of a process may grow to 40 kB only; the kernel then refuses, as a full disk does."""
    with own(tmp_path / "data"):
        fill()
        keep_picture()
        done = subprocess.run(
            [
                "bash",
                "-c",
                f"trap '' XFSZ; ulimit -f 40; exec {sys.executable} -c '{_WRITE}' $0",
                tmp_path,
            ],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.stdout == "not_written\n", done.stderr
    assert names_in(tmp_path) == {"data"}


_WRITE = """
import sys, pathlib, django
from django.conf import settings
settings.configure()
django.setup()
from pobratym.config.backup.files import written_whole
from pobratym.core.errors import DomainError
try:
    with written_whole(pathlib.Path(sys.argv[1]) / "full") as file:
        file.write(b"x" * 1_000_000)
except DomainError as refusal:
    print(refusal.code)
"""


def test_backup_writes_into_its_folder_and_keeps_the_newest(tmp_path, monkeypatch):
    with own(tmp_path / "data"):
        fill()
        folder = tmp_path / "out"
        for hour in range(3):
            at = dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC)
            monkeypatch.setattr(making.timezone, "now", lambda at=at: at)
            folder.mkdir(exist_ok=True)
            (folder / "letter.txt").touch()
            run(backup, folder, "--keep", 2)

        assert names_in(folder) == {
            "letter.txt",
            "pobratym-2026-11-23T010000Z.backup",
            "pobratym-2026-11-23T020000Z.backup",
        }
        assert refused(backup, backups_in(folder)[0]) == "file_there"


def test_a_named_key_file_is_made_once_and_that_is_said(tmp_path, settings):
    with own(tmp_path / "data"):
        fill()
        key = tmp_path / "key"
        first = run(backup, tmp_path / "one.backup", "--key-file", key).output
        second = run(backup, tmp_path / "two.backup", "--key-file", key).output
        settings.BACKUP_KEY = ""

        assert "Keep a copy" in first
        assert "Keep a copy" not in second
        assert "all as in the manifest" in run(
            verify_backup, tmp_path / "one.backup", "--key-file", key
        ).output.replace("\n", " ")


def test_there_is_nothing_to_back_up_in_an_empty_installation(tmp_path):
    with own(tmp_path / "data"):
        assert refused(backup, tmp_path / "one.backup") == "nothing_to_back_up"
        assert names_in(tmp_path) == {"data"}


def test_verify_restores_beside_and_leaves_no_trace(kept, tmp_path):
    with own(tmp_path / "data") as data:
        fill()
        before, names, tables = (
            rows_of_all(),
            names_in(data),
            connection.introspection.table_names(),
        )

        assert proved(kept[0])["tables"].keys() >= {"accounts_user", "journal_entry"}
        assert rows_of_all() == before
        assert names_in(data) - LOGS == names - LOGS
        assert connection.introspection.table_names() == tables


def test_verify_fails_when_the_newest_backup_is_old_or_missing(kept, tmp_path, monkeypatch):
    with own(tmp_path / "data"):
        monkeypatch.setattr(
            timezone, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=25)
        )
        (tmp_path / "empty").mkdir()

        assert refused(verify_backup, kept[0].parent) == "too_old"
        assert refused(verify_backup, tmp_path / "empty") == "no_backup"


def test_the_nightly_backup_is_proved_and_remembered(tmp_path):
    with own(tmp_path / "data"):
        fill()
        assert note.read().is_overdue()

        back_up_daily.call()

        assert not note.read().is_overdue()
        assert len(backups_in(tmp_path)) == 1


def test_a_backup_made_and_proved_by_hand_is_remembered_too(tmp_path):
    with own(tmp_path / "data"):
        fill()
        run(backup)
        run(verify_backup, backups_in(tmp_path)[0])
        assert note.read().is_overdue(), "one named by its path may be anybody's"

        run(verify_backup)

        assert not note.read().is_overdue()


def test_a_nightly_backup_that_fails_is_remembered_and_the_old_one_stays_known(tmp_path, settings):
    with own(tmp_path / "data"):
        note.write(note.Note("2026-01-01T00:00:00+00:00"))
        settings.BACKUP_KEY = ""

        assert code_of(back_up_daily.call) == "no_backup_key"
        assert note.read().proved_at == "2026-01-01T00:00:00+00:00"
        assert "key" in note.read().fault
        assert note.read().is_overdue()


def test_a_whole_record_has_no_faults(tmp_path):
    with own(tmp_path / "data"):
        fill()
        keep_picture()
        keep_paper()

        assert "whole" in run(check_integrity).output


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM accounts_user WHERE id = 1", "accounts_user"),
        ("UPDATE journal_head SET number = 900", "900"),
    ],
)
def test_faults_of_the_database_are_named(tmp_path, statement, told):
    with own(tmp_path / "data"):
        fill()
        tell_database(statement)

        assert told in run(check_integrity, expect=1).output


def test_missing_changed_and_stray_files_are_named(tmp_path):
    with own(tmp_path / "data"):
        fill()
        keep_picture()
        for act, told in (
            (lambda path: path.write_bytes(b"other"), "was changed"),
            (lambda path: path.rename(path.with_name("stray.webp")), "is missing"),
            (lambda _path: None, "belongs to nothing"),
        ):
            act(picture_path("one.webp"))
            for stray in (tmp_path / "data" / "files").rglob("*.*"):
                make_old(stray)
            assert told in run(check_integrity, expect=1).output


def test_a_missing_paper_is_named(tmp_path):
    with own(tmp_path / "data"):
        fill()
        keep_paper()
        name = Document.objects.get().file_name
        paper_path(name).unlink()

        assert f"papers/{name} is missing" in run(check_integrity, expect=1).output


def test_a_file_left_by_a_deed_that_never_ended_is_named_when_it_is_old(tmp_path):
    with own(tmp_path / "data"):
        fill()
        half = paper_path("half.part")
        write_durably(half.with_suffix(".pdf"), PAPER)
        half.with_suffix(".pdf").rename(half)
        assert "whole" in run(check_integrity).output

        make_old(half)

        assert "papers/half.part belongs to nothing" in run(check_integrity, expect=1).output


def test_what_was_not_whole_comes_back_only_when_that_is_said(tmp_path):
    with own(tmp_path / "data"):
        fill()
        keep_picture()
        picture_path("one.webp").unlink()
        path = back_up(tmp_path, find_key(None))
    with own(tmp_path / "new"):
        assert refused(restore, path) == "differs"

        run(restore, path, "--even-broken")

        assert Picture.objects.filter(file_name="one.webp").exists()


def test_a_paper_that_comes_during_a_backup_does_no_harm(tmp_path, monkeypatch):
    def pack_later(*told):
        keep_paper()
        return pack(*told)

    pack = making._pack
    with own(tmp_path / "data"):
        fill()
        monkeypatch.setattr(making, "_pack", pack_later)
        path = back_up(tmp_path, find_key(None))
    with own(tmp_path / "new"):
        restored(path)

        assert not Document.objects.exists()


def test_a_database_that_waits_for_an_update_is_said_to(tmp_path):
    with own(tmp_path / "data"):
        assert "pobratym upgrade" in run(check_integrity, expect=1).output


def test_upgrade_backs_up_first_and_says_how_to_go_back(tmp_path):
    with own(tmp_path / "data"):
        fill()

        told = run(upgrade, "--folder", tmp_path / "out").output

        assert "restore --replace" in told.replace("\n", " ")
        proved(backups_in(tmp_path / "out")[0])


def test_json_is_written_the_same_for_both_databases():
    assert canonical('{"b": 1.50, "a": "ł"}') == '{"a": "ł", "b": 1.5}'
    assert canonical("[1e16, 0.1, 1e2]") == "[10000000000000000, 0.1, 100.0]"


def test_a_request_to_end_clears_up(tmp_path):
    with (
        pytest.raises(KeyboardInterrupt),
        files.ending_cleanly(),
        files.written_whole(tmp_path / "x"),
    ):
        os.kill(os.getpid(), signal.SIGTERM)

    assert names_in(tmp_path) == set()


if os.environ.get("POBRATYM_DATABASE_URL"):

    def test_a_record_goes_from_postgresql_to_sqlite_and_back(kept, tmp_path):
        path, rows, _sealed = kept
        with on_sqlite(tmp_path / "lite"):
            restored(path)
            assert rows_of_all() == rows
            again = back_up(tmp_path, find_key(None))
        with on_postgresql(tmp_path / "post"):
            restored(again)
            assert rows_of_all() == rows
            assert picture_path("one.webp").read_bytes() == PICTURE
            assert "whole" in run(check_integrity).output


FIRST = [
    ("accounts", "0001_initial"),
    ("core", "0001_one_time_tokens"),
    ("directory", "0001_initial"),
    ("documents", "0001_initial"),
    ("journal", "0001_initial"),
    ("languages", "0001_initial"),
    ("partnerships", "0001_initial"),
    ("sessions", "0001_initial"),
]
"""Where the first version stood."""


def test_a_record_of_the_first_version_is_upgraded_and_its_backup_restored(tmp_path):
    with own(tmp_path / "data"):
        MigrationExecutor(connection).migrate(FIRST)
        old = models_at(reading.applied_migrations())
        anna = old.get_model("accounts.User").objects.create(email="anna@example.org", name="Anna")
        lines = old.get_model("journal.Entry").objects
        for key in range(3):
            lines.create(what="city.edited", kind="directory.municipality", key=key, by=anna)

        run(upgrade, "--folder", tmp_path / "out")

        assert User.objects.get().name == "Anna"
        assert "whole" in run(check_integrity).output
    with own(tmp_path / "again"):
        manifest, _aside = restored(backups_in(tmp_path / "out")[0])

        assert manifest["tables"]["journal_entry"]["rows"] == 3
        assert User.objects.get().email == "anna@example.org"

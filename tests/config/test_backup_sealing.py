import errno
import io
import secrets
from pathlib import Path

import pytest

from pobratym.config.backup.keys import BackupKey, find_key, make_key
from pobratym.config.backup.sealing import PIECE_BYTES, Opener, Sealer, read_heading
from pobratym.core.errors import DomainError

KEY = BackupKey("key-1", b"k" * 32)
PLAIN = secrets.token_bytes(2 * PIECE_BYTES + 1000)


@pytest.fixture(scope="module")
def sealed() -> bytes:
    heading, key = KEY.heading("1.0", "2026-11-23T03:00:00+00:00")
    file = io.BytesIO()
    sealer = Sealer(file, key, heading)
    sealer.write(PLAIN)
    sealer.finish()
    return file.getvalue()


def unsealed(data: bytes, key: BackupKey = KEY) -> bytes:
    file = io.BufferedReader(io.BytesIO(data))
    heading = read_heading(file)
    return Opener(file, key.of(heading), heading).read()


def code_of(data: bytes, key: BackupKey = KEY) -> str:
    with pytest.raises(DomainError) as refused:
        unsealed(data, key)
    return refused.value.code


def test_what_is_sealed_comes_back(sealed):
    assert unsealed(sealed) == PLAIN


def test_the_heading_says_what_the_file_is_and_holds_no_secret(sealed):
    heading = read_heading(io.BytesIO(sealed))

    assert (heading.format, heading.product, heading.key) == (1, "1.0", "key-1")
    assert heading.made_at == "2026-11-23T03:00:00+00:00"
    assert KEY.secret not in sealed


def test_another_key_is_told_from_a_damaged_file(sealed):
    assert code_of(sealed, BackupKey("key-2", b"x" * 32)) == "wrong_key"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.999])
def test_a_changed_byte_is_found_wherever_it_is(sealed, share):
    place = int(len(sealed) * share)
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]

    assert code_of(changed) == "broken_backup"


def test_a_changed_heading_is_found(sealed):
    assert code_of(sealed.replace(b"2026-11-23T03", b"2026-11-24T03")) == "broken_backup"


def pieces_of(sealed: bytes) -> tuple[bytes, list[bytes]]:
    file = io.BytesIO(sealed)
    file.readline()
    file.readline()
    head, found = sealed[: file.tell()], []
    while length := file.read(4):
        found.append(length + file.read(int.from_bytes(length, "big")))
    return head, found


def test_missing_moved_and_repeated_pieces_are_found(sealed):
    head, (first, second, last) = pieces_of(sealed)

    for told in (
        [first, second],
        [first, last],
        [second, first, last],
        [first, first, second, last],
        [first, second, last, last],
        [],
    ):
        assert code_of(head + b"".join(told)) == "broken_backup"


@pytest.mark.parametrize("cut", [1, 20, 4_000])
def test_a_file_cut_short_is_found(sealed, cut):
    assert code_of(sealed[:-cut]) == "broken_backup"


def test_bytes_after_the_end_are_found(sealed):
    assert code_of(sealed + b"x") == "broken_backup"


def test_other_files_and_newer_formats_are_refused_as_such(sealed):
    assert code_of(b"SQLite format 3\0") == "no_backup"
    assert code_of(b"") == "no_backup"
    assert code_of(sealed.replace(b"BACKUP 1\n", b"BACKUP 2\n", 1)) == "newer_format"


@pytest.mark.parametrize("cost", [b'"n": 1073741824', b'"n": 3', b'"n": "x"'])
def test_a_heading_cannot_ask_for_endless_work(sealed, cost):
    assert code_of(sealed.replace(b'"n": 65536', cost, 1)) == "broken_backup"


def test_a_key_file_is_made_once_and_for_its_owner_only(tmp_path, settings):
    settings.DATA_FOLDER, settings.BACKUP_KEY_FILE = tmp_path / "data", ""

    made = make_key(tmp_path / "key")

    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert find_key(tmp_path / "key") == made
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "key")


def test_a_key_beside_the_data_is_refused(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path

    with pytest.raises(DomainError) as refused:
        make_key(tmp_path / "deeper" / "key")

    assert refused.value.code == "key_beside_data"


def test_a_key_that_may_not_be_read_is_said_to_be_there(tmp_path, monkeypatch):
    def refuse(*_told):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(DomainError, match="cannot be read: Permission denied"):
        find_key(tmp_path / "key")


@pytest.mark.parametrize(
    ("passphrase", "file", "code"),
    [
        ("", None, "no_backup_key"),
        ("short", None, "short_passphrase"),
        ("", "nothing", "no_backup_key"),
        ("", "words", "no_key_file"),
        ("", "short", "no_key_file"),
    ],
)
def test_without_a_right_key_nothing_begins(tmp_path, settings, passphrase, file, code):
    settings.BACKUP_KEY, settings.BACKUP_KEY_FILE = passphrase, ""
    (tmp_path / "words").write_text("these are words")
    (tmp_path / "short").write_text("pobratym-backup-key key-1 c2hvcnQ=")

    with pytest.raises(DomainError) as refused:
        find_key(tmp_path / file if file else None)

    assert refused.value.code == code

"""Encryption with keys that lie outside the database.

Keys stand in the file ``vault-keys`` of the data folder, or in ``POBRATYM_VAULT_KEYS``: newest
first, one a line as ``name:base64 of 32 bytes``. The newest encrypts; all of them decrypt, so that
a new key can be put in front and what is stored be encrypted anew, row by row.
"""

import base64
import fcntl
import os
import secrets
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pobratym.core.errors import DomainError

FILE_NAME = "vault-keys"
_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the ring."""

    name: str
    value: bytes = field(repr=False)


@dataclass(frozen=True)
class Holder:
    """A table that keeps sealed values and can seal them anew with the newest key.

    Attributes:
        name: such as ``vault.secret``.
        sealed: gives what is stored, sealed, of all rows.
        renew: seals up to so many rows anew that stand under another key than the one named, in
            one transaction, and gives how many; 0 when none is left.
    """

    name: str
    sealed: Callable[[], Iterable[str]]
    renew: Callable[[str, int], int]


_holders: dict[str, Holder] = {}


def hold(holder: Holder) -> None:
    """Take a holder in; called once from its room's ``AppConfig.ready``."""
    _holders[holder.name] = holder


def holders() -> list[Holder]:
    """Give all holders by name."""
    return [_holders[name] for name in sorted(_holders)]


@sensitive_variables()
def encrypt(text: str, about: str) -> str:
    """Encrypt ``text`` with the newest key, bound to ``about``: it decrypts nowhere else.

    Args:
        text: of any length.
        about: names the place where the result is kept, such as ``accounts.authenticator:7``.

    Returns:
        ``key name.base64``, safe in any text column.
    """
    key = ring()[0]
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key.value).encrypt(nonce, text.encode(), about.encode())
    return f"{key.name}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


@sensitive_variables()
def decrypt(sealed: str, about: str) -> str:
    """Give the text that :func:`encrypt` sealed for ``about``.

    Raises:
        DomainError: ``no_key`` when the key is not in the ring, ``broken_seal`` when the text was
            changed or moved.
    """
    name, _dot, body = sealed.partition(".")
    value = next((key.value for key in ring() if key.name == name), None)
    if value is None:
        raise DomainError(
            _("The key “%(name)s” that this was encrypted with is missing.") % {"name": name},
            code="no_key",
        )
    try:
        whole = base64.urlsafe_b64decode(body)
        return (
            AESGCM(value)
            .decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], about.encode())
            .decode()
        )
    except (InvalidTag, ValueError) as fault:
        raise DomainError(
            _("An encrypted value was changed or moved and cannot be read."), code="broken_seal"
        ) from fault


def key_of(sealed: str) -> str:
    """Name the key that ``sealed`` was encrypted with."""
    return sealed.partition(".")[0]


def is_newest(sealed: str) -> bool:
    """Say whether ``sealed`` was encrypted with the newest key."""
    return key_of(sealed) == ring()[0].name


def uses() -> dict[str, Counter[str]]:
    """Count by holder how many values stand under which key."""
    return {holder.name: Counter(map(key_of, holder.sealed())) for holder in holders()}


def ring() -> tuple[Key, ...]:
    """Give the keys, newest first; makes the first one where there is none.

    Raises:
        DomainError: ``open_keys`` when others than the owner may read the file.
    """
    told: str = settings.VAULT_KEYS
    path = settings.DATA_FOLDER / FILE_NAME
    if told:
        return _read(told)
    try:
        written = path.stat()
    except FileNotFoundError:
        add_key(only_first=True)
        written = path.stat()
    if written.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise DomainError(
            _("Others may read the vault's keys. Put it right: chmod 600 %(path)s")
            % {"path": path},
            code="open_keys",
        )
    return _of_file(path, written.st_mtime_ns)


def add_key(*, only_first: bool = False) -> str:
    """Put a fresh key in front of the ring's file and give its name; one process at a time.

    Args:
        only_first: where another process has made the first key meanwhile, that one stays alone.

    Raises:
        DomainError: ``told_keys`` when the keys come from ``POBRATYM_VAULT_KEYS``.
    """
    _refuse_told()
    path = settings.DATA_FOLDER / FILE_NAME
    with _alone(path):
        old = path.read_text() if path.exists() else ""
        if old and only_first:
            return old.partition(":")[0]
        name = f"k{len(old.split()) + 1}-{secrets.token_hex(2)}"
        line = f"{name}:{base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode('ascii')}"
        _write(path, f"{line}\n{old}")
    return name


def forget_keys(unused: Iterable[str]) -> None:
    """Drop keys from the ring's file; the caller knows that nothing stands under them.

    Raises:
        DomainError: ``told_keys`` when the keys come from ``POBRATYM_VAULT_KEYS``.
    """
    _refuse_told()
    path = settings.DATA_FOLDER / FILE_NAME
    gone = set(unused)
    with _alone(path):
        lines = [line for line in path.read_text().split() if line.partition(":")[0] not in gone]
        _write(path, "\n".join(lines) + "\n")


def _refuse_told() -> None:
    if settings.VAULT_KEYS:
        raise DomainError(
            _("The keys stand in POBRATYM_VAULT_KEYS: change them there."), code="told_keys"
        )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other process write the ring meanwhile: a key that is written over is lost."""
    path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(path: Path, text: str) -> None:
    """Write for the owner's eyes only; it is on the disk before it counts."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
    with draft.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@lru_cache(maxsize=2)
def _of_file(path: Path, written_at: int) -> tuple[Key, ...]:
    del written_at
    return _read(path.read_text())


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Key, ...]:
    pairs = (line.partition(":") for line in text.replace(",", "\n").split())
    return tuple(Key(name, base64.b64decode(value)) for name, _colon, value in pairs)

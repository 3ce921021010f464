"""Encryption with keys that lie outside the database.

Keys stand in the file ``vault-keys`` of the data folder, or in ``POBRATYM_VAULT_KEYS``: newest
first, one a line as ``name:base64 of 32 bytes``. The newest encrypts; all of them decrypt, so that
a new key can be put in front and what is stored be encrypted anew, row by row.
"""

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError

FILE_NAME = "vault-keys"
_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the ring."""

    name: str
    value: bytes


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


def is_newest(sealed: str) -> bool:
    """Say whether ``sealed`` was encrypted with the newest key."""
    return sealed.partition(".")[0] == ring()[0].name


def ring() -> tuple[Key, ...]:
    """Give the keys, newest first; makes the first one where there is none."""
    told: str = settings.VAULT_KEYS
    path = settings.DATA_FOLDER / FILE_NAME
    if told:
        return _read(told)
    try:
        written = path.stat()
    except FileNotFoundError:
        add_key()
        written = path.stat()
    return _of_file(path, written.st_mtime_ns)


def add_key() -> str:
    """Put a fresh key in front of the ring's file and give its name."""
    path = settings.DATA_FOLDER / FILE_NAME
    old = path.read_text() if path.exists() else ""
    name = f"k{len(old.split()) + 1}-{secrets.token_hex(2)}"
    line = f"{name}:{base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode('ascii')}"
    path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
    with draft.open("w") as file:
        file.write(f"{line}\n{old}")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    return name


@lru_cache(maxsize=2)
def _of_file(path: Path, written_at: int) -> tuple[Key, ...]:
    del written_at
    return _read(path.read_text())


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Key, ...]:
    pairs = (line.partition(":") for line in text.replace(",", "\n").split())
    return tuple(Key(name, base64.b64decode(value)) for name, _colon, value in pairs)

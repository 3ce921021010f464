"""The key of a backup: a file made once and kept elsewhere, or a passphrase.

A key that lies beside the data burns with them, so nothing is made silently: who asks for a backup
says where the key is to be, and a place inside the data folder is refused.
"""

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.config.backup.sealing import Heading, broken
from pobratym.core.errors import DomainError

SHORTEST_PASSPHRASE = 16
COST = 1 << 16
"""scrypt's n: 64 MiB and a fifth of a second for each guess."""
_HIGHEST_COST = 1 << 20
_HIGHEST_BLOCK = 32
_KEY_BYTES = 32
_WORD = "pobratym-backup-key"


@dataclass(frozen=True, slots=True)
class BackupKey:
    """What opens backups: the name that stands in their headings, and the secret itself."""

    name: str
    secret: bytes

    def heading(self, product: str, made_at: str) -> tuple[Heading, bytes]:
        """Give a fresh heading, and the key to the file that it opens."""
        salt = secrets.token_bytes(16)
        key, hint = _derived(self.secret, salt, COST, 8, 1)
        return Heading(product, made_at, self.name, salt.hex(), hint, COST), key

    def of(self, heading: Heading) -> bytes:
        """Give the key to a file.

        Raises:
            DomainError: ``wrong_key``, with the name of the right one; ``broken_backup``.
        """
        try:
            salt = bytes.fromhex(heading.salt)
            dear = heading.n > _HIGHEST_COST or heading.r * heading.p > _HIGHEST_BLOCK
            if dear:
                raise broken()
            key, hint = _derived(self.secret, salt, heading.n, heading.r, heading.p)
        except (TypeError, ValueError) as fault:
            raise broken() from fault
        if not secrets.compare_digest(hint, heading.hint):
            raise DomainError(
                _("This is not the key of this backup; it was made with “%(name)s”.")
                % {"name": heading.key},
                code="wrong_key",
            )
        return key


def _derived(secret: bytes, salt: bytes, n: int, r: int, p: int) -> tuple[bytes, str]:
    """Stretch the secret into a key and a hint that tells a wrong one from a damaged file."""
    stretched = Scrypt(salt=salt, length=_KEY_BYTES, n=n, r=r, p=p).derive(secret)
    parts = HKDF(SHA256(), _KEY_BYTES + 8, None, b"pobratym backup").derive(stretched)
    return parts[:_KEY_BYTES], parts[_KEY_BYTES:].hex()


def find_key(file: Path | None) -> BackupKey:
    """Give the key that is told: by ``--key-file``, else by the settings.

    Raises:
        DomainError: ``no_backup_key``, ``short_passphrase``, ``no_key_file``.
    """
    told = file or (Path(settings.BACKUP_KEY_FILE) if settings.BACKUP_KEY_FILE else None)
    if told:
        return _read(told)
    passphrase: str = settings.BACKUP_KEY
    if not passphrase:
        raise DomainError(
            _(
                "A backup is encrypted and needs a key: name a file with --key-file, or set"
                " POBRATYM_BACKUP_KEY_FILE or POBRATYM_BACKUP_KEY."
            ),
            code="no_backup_key",
        )
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise DomainError(
            _("The passphrase must have at least %(least)d characters.")
            % {"least": SHORTEST_PASSPHRASE},
            code="short_passphrase",
        )
    return BackupKey("passphrase", passphrase.encode())


def _read(path: Path) -> BackupKey:
    try:
        word, name, secret = path.read_text("ascii").split()
        value = base64.b64decode(secret, validate=True)
    except FileNotFoundError as fault:
        told = _("There is no key file %(path)s.") % {"path": path}
        raise DomainError(told, code="no_backup_key") from fault
    except PermissionError as fault:
        told = _("The key file %(path)s cannot be read: %(why)s.")
        words = {"path": path, "why": os.strerror(fault.errno or 0)}
        raise DomainError(told % words, code="no_backup_key") from fault
    except (OSError, ValueError) as fault:
        word, name, value = "", "", b""
        reason = fault
        told = _("%(path)s is not a key file of Pobratym.") % {"path": path}
        raise DomainError(told, code="no_key_file") from reason
    if word != _WORD or len(value) != _KEY_BYTES:
        told = _("%(path)s is not a key file of Pobratym.") % {"path": path}
        raise DomainError(told, code="no_key_file")
    return BackupKey(name, value)


def make_key(path: Path) -> BackupKey:
    """Write a fresh key file, readable by its owner only.

    Raises:
        DomainError: ``key_beside_data`` for a place inside the data folder.
        FileExistsError: there is a file already.
    """
    if path.resolve().is_relative_to(Path(settings.DATA_FOLDER).resolve()):
        raise DomainError(
            _("A key inside the data folder is lost together with the data. Put it elsewhere."),
            code="key_beside_data",
        )
    name = f"key-{secrets.token_hex(4)}"
    secret = secrets.token_bytes(_KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(handle, "w") as file:
        file.write(f"{_WORD} {name} {base64.b64encode(secret).decode('ascii')}\n")
        file.flush()
        os.fsync(file.fileno())
    return BackupKey(name, secret)

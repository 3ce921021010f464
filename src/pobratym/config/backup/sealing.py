"""The envelope of a backup: a heading that anybody can read, then numbered encrypted pieces.

Each piece is sealed with AES-256-GCM under its number, a mark whether it is the last, and the
heading's digest. A piece that is changed, missing, moved or cut off is found when it is read, and
nothing of it is given out. The key is made by scrypt for this one file, so numbers never repeat.
"""

import hashlib
import io
import json
import struct
from dataclasses import asdict, dataclass, field
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError

FORMAT = 1
MAGIC = b"POBRATYM-BACKUP "
PIECE_BYTES = 1 << 20
_TAG_BYTES = 16
_LONGEST_HEADING = 1 << 16
_LENGTH = struct.Struct(">I")
_LAST = struct.Struct(">7xI?")
"""The nonce: the number of the piece, and whether it is the last."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a backup says of itself without its key.

    ``made_at`` is a moment in UTC (ISO 8601), ``key`` the name of the key file or ``passphrase``,
    ``salt`` and ``hint`` are hexadecimal, ``n``, ``r`` and ``p`` the cost of scrypt.
    """

    product: str
    made_at: str
    key: str
    salt: str
    hint: str
    n: int
    r: int = 8
    p: int = 1
    cipher: str = "AES-256-GCM, pieces of 1 MiB"
    derivation: str = "scrypt, HKDF-SHA256"
    format: int = field(default=FORMAT)

    def line(self) -> bytes:
        """Give the two lines that open the file."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)
        return MAGIC + f"{self.format}\n{told}\n".encode("ascii")


def read_heading(file: IO[bytes]) -> Heading:
    """Read the heading and leave the file at its first piece.

    Raises:
        DomainError: ``no_backup``, ``newer_format``, ``broken_backup``.
    """
    magic = file.readline(_LONGEST_HEADING)
    number = magic.removeprefix(MAGIC).strip()
    if not magic.startswith(MAGIC) or not number.isdigit():
        raise DomainError(_("This is not a backup of Pobratym."), code="no_backup")
    if int(number) != FORMAT:
        raise DomainError(
            _("This backup was made by a newer version of Pobratym. Install that one first."),
            code="newer_format",
        )
    try:
        return Heading(**json.loads(file.readline(_LONGEST_HEADING)))
    except (TypeError, ValueError) as fault:
        raise broken() from fault


def broken() -> DomainError:
    """Give the refusal of a file that is not as it was written."""
    return DomainError(
        _("This backup is damaged: a part is missing, was changed or moved. Take another one."),
        code="broken_backup",
    )


class Sealer(io.RawIOBase):
    """A file to write plain bytes into; what reaches the disk is sealed."""

    def __init__(self, file: IO[bytes], key: bytes, heading: Heading) -> None:
        self._file, self._cipher = file, AESGCM(key)
        self._about = hashlib.sha256(heading.line()).digest()
        self._waiting, self._number = bytearray(), 0
        file.write(heading.line())

    def writable(self) -> bool:
        """Say so."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # io allows any buffer
        """Take bytes; whole pieces go to the file, the rest waits."""
        self._waiting += data
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(data)

    def finish(self) -> None:
        """Seal what waits as the last piece; without it the file counts as cut off."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_LAST.pack(self._number, last), plain, self._about)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class Opener(io.RawIOBase):
    """A file to read plain bytes from, each piece proved before any of it is given out."""

    def __init__(self, file: IO[bytes], key: bytes, heading: Heading) -> None:
        self._file, self._cipher = file, AESGCM(key)
        self._about = hashlib.sha256(heading.line()).digest()
        self._number, self._plain, self.finished = 0, memoryview(b""), False

    def readable(self) -> bool:
        """Say so."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # io allows any buffer
        """Give the next bytes; nothing after the last piece.

        Raises:
            DomainError: ``broken_backup``.
        """
        while not self._plain and not self.finished:
            self._plain = memoryview(self._open())
        given = min(len(buffer), len(self._plain))
        buffer[:given] = self._plain[:given]
        self._plain = self._plain[given:]
        return given

    def _open(self) -> bytes:
        told = self._file.read(_LENGTH.size)
        length = _LENGTH.unpack(told)[0] if len(told) == _LENGTH.size else 0
        if not _TAG_BYTES <= length <= PIECE_BYTES + _TAG_BYTES:
            raise broken()
        sealed, number = self._file.read(length), self._number
        self._number += 1
        if self._file.peek(1):  # type: ignore[attr-defined]  # opened buffered
            return self._proved(sealed, number, last=False)
        self.finished = True
        return self._proved(sealed, number, last=True)

    def _proved(self, sealed: bytes, number: int, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(_LAST.pack(number, last), sealed, self._about)
        except InvalidTag as fault:
            raise broken() from fault

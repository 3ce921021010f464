"""What lies inside the envelope: a packed sequence of lines of JSON, files among them.

First a line that says what is coming, then each table (a line of its own, then lines of rows),
each file (a line, then its bytes), and last the manifest: counts and digests of all of it.
"""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from pobratym.config.backup.keys import BackupKey
from pobratym.config.backup.sealing import Heading, Opener, Sealer, broken, read_heading

_LEVEL = 3
_LONGEST_LINE = 1 << 28
_BLOCK = 1 << 18


class Packer:
    """Writes lines and files into a parcel."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed

    def tell(self, **told: object) -> None:
        """Write a line about what follows."""
        self._packed.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")

    def add(self, data: bytes) -> None:
        """Write bytes that the line before has announced."""
        self._packed.write(data)


@contextmanager
def packed_into(file: IO[bytes], key: bytes, heading: Heading) -> Iterator[Packer]:
    """Pack and seal into ``file``; it counts as whole only when nothing was raised."""
    sealer = Sealer(file, key, heading)
    with gzip.GzipFile(
        fileobj=cast("Any", sealer), mode="wb", compresslevel=_LEVEL, mtime=0
    ) as zipped:
        yield Packer(cast("IO[bytes]", zipped))
    sealer.finish()


class Unpacker:
    """Reads a parcel in the order in which it was packed, once, in little memory."""

    def __init__(self, file: IO[bytes], key: BackupKey) -> None:
        self.heading = read_heading(file)
        self._opener = Opener(file, key.of(self.heading), self.heading)
        self._packed = gzip.GzipFile(fileobj=cast("Any", io.BufferedReader(self._opener, _BLOCK)))

    def told(self) -> dict[str, Any]:
        """Read the next line about what follows."""
        found: dict[str, Any] = self.read(self.line())
        return found

    def read(self, line: bytes) -> Any:  # noqa: ANN401  JSON
        """Read a line of JSON."""
        try:
            return json.loads(line)
        except ValueError as fault:
            raise broken() from fault

    def line(self) -> bytes:
        """Read the next line as it stands."""
        try:
            return self._packed.readline(_LONGEST_LINE)
        except (EOFError, gzip.BadGzipFile) as fault:
            raise broken() from fault

    def bytes_of(self, size: int) -> Iterator[bytes]:
        """Read the bytes of a file, some at a time."""
        while size:
            data = self._packed.read(min(size, _BLOCK))
            if not data:
                raise broken()
            size -= len(data)
            yield data

    def end(self) -> None:
        """Make sure that nothing is missing at the end.

        Raises:
            DomainError: ``broken_backup``.
        """
        if self.line() or not self._opener.finished:
            raise broken()


@contextmanager
def opened(path: Path, key: BackupKey) -> Iterator[Unpacker]:
    """Open a backup file with its key."""
    with path.open("rb") as file:
        yield Unpacker(file, key)

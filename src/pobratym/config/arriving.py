"""Bodies on their way in: how large, how slow, how many at once, from one address and in all.

They come side by side, on disk when they are large, and cost no thread until they are whole. What
is too large by its own word is taken in and forgotten, so that the browser shows the answer.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from pobratym.core.bodies import UPLOAD_LIMIT_BYTES, limit_of
from pobratym.core.network import address_in, household

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

GRACE_SECONDS = 15.0
SLOWEST_BYTES_PER_SECOND = 2_000
"""After the grace this much must have come for each second; a poor mobile line does."""
MOST_ARRIVING = 500
MOST_FROM_ONE = 20
"""From one address; a whole office behind one line seldom sends more at the same moment."""
MOST_HELD_BYTES = 500_000_000
"""Of all bodies together that have arrived, or are arriving, and are not answered yet."""
_IN_MEMORY_BYTES = 256 * 1024


class Arrivals:
    """What is on its way in now: how many from which address, and the bytes held for them."""

    def __init__(self) -> None:
        self._from: Counter[str] = Counter()
        self._bytes = 0

    @contextmanager
    def body(self) -> Iterator["Body"]:
        """Keep room for one body until it has been answered."""
        with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as held:
            body = Body(self, held)
            try:
                yield body
            finally:
                self._bytes -= body.size

    @contextmanager
    def place(self, environ: Message) -> Iterator[bool]:
        """Give a place for the time of arriving, or ``False`` where none is left."""
        sender = household(address_in(environ))
        free = self._from.total() < MOST_ARRIVING and self._from[sender] < MOST_FROM_ONE
        self._from[sender] += free
        try:
            yield free
        finally:
            self._from[sender] -= free
            if not self._from[sender]:
                del self._from[sender]

    def take(self, amount: int) -> bool:
        """Count bytes that are held from now on, or say that there is no room for them."""
        if self._bytes + amount > MOST_HELD_BYTES:
            return False
        self._bytes += amount
        return True


class Body:
    """One body."""

    def __init__(self, arrivals: Arrivals, held: IO[bytes]) -> None:
        self._arrivals, self.held, self.size = arrivals, held, 0

    async def arrive(self, receive: Receive, environ: Message) -> int:
        """Take it in; give 200, or the status with which the gate refuses it."""
        limit = limit_of(environ)
        announced = _announced(environ)
        if announced > UPLOAD_LIMIT_BYTES:
            return 413
        with self._arrivals.place(environ) as free:
            if not free:
                return 503
            status = await self._take_in(receive, limit, keep=announced <= limit)
        if status == 200:  # noqa: PLR2004  as HTTP counts
            self.held.seek(0)
            environ.pop("HTTP_TRANSFER_ENCODING", None)
            environ["CONTENT_LENGTH"] = str(self.size)
        return status

    async def _take_in(self, receive: Receive, limit: int, *, keep: bool) -> int:
        began, came, more = asyncio.get_running_loop().time(), 0, True
        while more:
            until = began + GRACE_SECONDS + came / SLOWEST_BYTES_PER_SECOND
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                return 408
            if message["type"] != "http.request":
                return 408
            part, more = message.get("body", b""), bool(message.get("more_body"))
            came += len(part)
            if came > (limit if keep else UPLOAD_LIMIT_BYTES):
                return 413
            if keep and not self._hold(part):
                return 503
        return 200 if keep else 413

    def _hold(self, part: bytes) -> bool:
        if not self._arrivals.take(len(part)):
            return False
        self.size += len(part)
        try:
            self.held.write(part)
        except OSError:
            return False
        return True


def has_body(environ: Message) -> bool:
    """Say whether anything comes beyond the heading."""
    return environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


def _announced(environ: Message) -> int:
    """Give the length that the sender announces; 0 where it does not, or is no number."""
    told = environ.get("CONTENT_LENGTH", "")
    return int(told[:15]) if told.isascii() and told.isdecimal() else 0

"""Ask a server for pages over one kept connection, and say what that cost."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from itertools import count

from benchmarks.servers import Server

ANEW = count(1)
"""Numbers that make an address new, so that no page can be kept from before."""


@dataclass(frozen=True)
class Page:
    """What to ask for.

    ``anew``: with a number nobody reads in the address, so that the page is built each time.
    ``conditional``: with the validator of the first answer, so that 304 is expected.
    """

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    anew: bool = False
    conditional: bool = False

    def address(self) -> str:
        """Give the address to ask for now."""
        if not self.anew:
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}n={next(ANEW)}"


@dataclass
class Cost:
    """What one page has cost, one CPU figure a round and one wall time a request, in ms."""

    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median of the rounds, ms a request."""
        return statistics.median(self.cpu_ms)

    def wall(self, share: float) -> float:
        """Give the wall time that this share of the requests stayed under, ms."""
        ordered = sorted(self.wall_ms)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Reader:
    """One connection, one request after another; opened anew for each page (servers hang up)."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = HTTPConnection("localhost", server.port, timeout=60)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        """Fetch one page as bytes."""
        self._connection.request("GET", path, headers=headers or {})
        response = self._connection.getresponse()
        return response, response.read()

    def cost(self, page: Page, requests: int, into: Cost) -> None:
        """Ask ``requests`` times and note CPU and wall times."""
        headers, expected = dict(page.headers), 200
        self._connection.close()
        first, _ = self.get(page.path, headers)
        if page.conditional:
            headers["If-None-Match"], expected = first.headers["ETag"], 304
        before = self.server.cpu_ms()
        for _ in range(requests):
            started = time.perf_counter()
            response, _ = self.get(page.address(), headers)
            into.wall_ms.append((time.perf_counter() - started) * 1000)
            if response.status != expected:
                raise SystemExit(f"{page.name}: {response.status} instead of {expected}")
        into.cpu_ms.append((self.server.cpu_ms() - before) / requests)


def measure(
    work: list[tuple[Reader, list[Page]]],
    *,
    rounds: int,
    requests: int,
    after_each: Callable[[], None],
) -> dict[tuple[int, str], Cost]:
    """Measure all pages of all servers in turn, so that a busy moment hits them alike.

    Returns:
        The costs by place of the server in ``work`` and name of the page.
    """
    costs = {(at, page.name): Cost() for at, (_, pages) in enumerate(work) for page in pages}
    for reader, pages in work:
        for page in pages:
            reader.cost(page, 30, Cost())
    for _ in range(rounds):
        for at, (reader, pages) in enumerate(work):
            for page in pages:
                reader.cost(page, requests, costs[at, page.name])
        after_each()
    return costs

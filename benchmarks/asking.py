"""Ask a server for pages over one kept connection, and say what that cost."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from itertools import count, pairwise, zip_longest
from operator import truediv
from statistics import fmean

from benchmarks.processes import cpu_ms, spent_ms
from benchmarks.servers import Server

AT_ONCE = 10
"""Requests between two looks at the clock; what is asked for is a multiple of it."""
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
    """What one page has cost in ms: one CPU figure a round; CPU of ten requests, wall of each.

    ``floor_ms``: what the floor cost in the seconds around each round, since a shared machine is
    now quick and now slow.
    """

    cpu_ms: list[float] = field(default_factory=list)
    tens_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)
    floor_ms: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median of the rounds, ms a request."""
        return statistics.median(self.cpu_ms)

    @property
    def to_floor(self) -> float:
        """How many times the floor, median of the rounds."""
        return statistics.median(map(truediv, self.cpu_ms, self.floor_ms))

    def to(self, other: "Cost") -> float:
        """How many times another page measured in the same rounds, by the floor beside each."""
        return statistics.median(
            (mine / under_me) / (its / under_it)
            for mine, under_me, its, under_it in zip(
                self.cpu_ms, self.floor_ms, other.cpu_ms, other.floor_ms, strict=True
            )
        )

    @property
    def undisturbed(self) -> float:
        """CPU time that a tenth of the requests stayed under: what a quiet machine would need."""
        return _under(self.tens_ms, 0.1)

    def wall(self, share: float) -> float:
        """Give the wall time that this share of the requests stayed under, ms."""
        return _under(self.wall_ms, share)


def _under(times: list[float], share: float) -> float:
    ordered = sorted(times)
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

    def cost(self, page: Page, requests: int) -> tuple[list[float], list[float]]:
        """Ask ``requests`` times.

        Returns:
            The CPU time of a request, mean of ten at a time since looking disturbs, and the wall
            time of each; in ms.
        """
        headers, expected = dict(page.headers), 200
        self._connection.close()
        first, _ = self.get(page.path, headers)
        if page.conditional:
            headers["If-None-Match"], expected = first.headers["ETag"], 304
        walls, pids = [], self.server.pids
        clocks = [cpu_ms(pids)]
        for number in range(1, requests + 1):
            started = time.perf_counter()
            response, _ = self.get(page.address(), headers)
            walls.append((time.perf_counter() - started) * 1000)
            if number % AT_ONCE == 0:
                clocks.append(cpu_ms(pids))
            if response.status != expected:
                raise SystemExit(f"{page.name}: {response.status} instead of {expected}")
        return [spent_ms(*two) / AT_ONCE for two in pairwise(clocks)], walls


Work = list[tuple[Reader, list[Page]]]
"""Servers, each with its pages."""


def measure(  # noqa: PLR0913  what, beside what, how often
    floor: Reader,
    beside: Page,
    work: Work,
    *,
    rounds: int,
    requests: int,
    after: Callable[[], None],
) -> dict[tuple[int, str], Cost]:
    """Measure every page on every server in turn, each between two looks at the floor.

    Args:
        floor: the bare app.
        beside: its page that all are compared with.
        work: servers with their pages, in the same order on each.
        rounds: how often everything is measured.
        requests: how many at a time.
        after: called when a round is over.

    Returns:
        The costs by place of the server in ``work`` and name of the page.
    """
    costs = {(at, page.name): Cost() for at, (_, pages) in enumerate(work) for page in pages}
    turns = [
        (at, reader, page)
        for same in zip_longest(*(pages for _, pages in work))
        for (at, (reader, _)), page in zip(enumerate(work), same, strict=True)
        if page is not None
    ]
    for _, reader, page in turns:
        reader.cost(page, 30)
    for _ in range(rounds):
        under = fmean(floor.cost(beside, requests)[0])
        for at, reader, page in turns:
            each, walls = reader.cost(page, requests)
            before, under = under, fmean(floor.cost(beside, requests)[0])
            cost = costs[at, page.name]
            cost.cpu_ms.append(fmean(each))
            cost.tens_ms += each
            cost.wall_ms += walls
            cost.floor_ms.append((before + under) / 2)
        after()
    return costs

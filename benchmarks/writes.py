"""What a deed costs: a form with CSRF, session, rights, one-time token and journal line.

    python -m benchmarks.writes [--rounds 5] [--seconds 10]

Notes contacts in the demonstration's log: first one after another, for the CPU of each beside the
floor's; then from eight connections at once, for how many are durable in a second. None may be
lost, doubled or refused.
"""

import json
import os
import statistics
import tempfile
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import click

from benchmarks import servers
from benchmarks.asking import Reader
from benchmarks.cases import FLOOR
from benchmarks.pages import FLOOR_ALONE_MS
from benchmarks.processes import cpu_ms, spent_ms

CSRF = "c" * 32
EACH = 50
AT_ONCE = 8
NOTE = {
    "csrfmiddlewaretoken": CSRF,
    "on_day": "15",
    "on_month": "1",
    "on_year": "2026",
    "channel": "letter",
    "direction": "to_partner",
}


class Writer:
    """One officer on one kept connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("localhost", port, timeout=60)
        self._cookies = f"csrf={CSRF}"

    def sign_in(self) -> None:
        """Enter by the demonstration's first door."""
        page = self.call("GET", "/en/sign-in/")[2]
        door = "/en/demo/" + page.partition('action="/en/demo/')[2].partition('"')[0]
        told = self.call("POST", door, {"csrfmiddlewaretoken": CSRF})[1]
        session = next(
            part for part in " ".join(told).replace(";", " ").split() if part.startswith("session=")
        )
        self._cookies += f"; {session}"

    @property
    def cookies(self) -> str:
        """What the browser sends along."""
        return self._cookies

    def form(self) -> str:
        """Say where contacts are noted."""
        desk = self.call("GET", "/en/desk/")[2]
        mark = "/en/desk/partnerships/"
        return f"{mark}{desk.partition(mark)[2][:36]}/contacts/new/"

    def alike(self) -> "Writer":
        """Give the same officer on another connection."""
        other = Writer(self._connection.port)
        other._cookies = self._cookies
        return other

    def call(
        self, method: str, path: str, values: dict[str, str] | None = None
    ) -> tuple[int, list[str], str]:
        """Ask once; gives the status, the cookies set and the page."""
        headers = {"Cookie": self._cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, urlencode(values or {}), headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers.get_all("Set-Cookie") or [], answer.read().decode()


def tokens_for(data: Path, number: int) -> list[str]:
    """Make one-time tokens as the server would; the forms themselves are not what is measured."""
    os.environ |= servers.settings_for(data)
    os.environ["POBRATYM_SECRET_KEY"] = (data / "secret-key").read_text()
    os.environ["DJANGO_SETTINGS_MODULE"] = "pobratym.config.settings"
    import django  # noqa: PLC0415  after the settings are told

    django.setup()
    from pobratym.core.tokens import issue  # noqa: PLC0415  after Django is set up

    return [issue("contact.log") for _ in range(number)]


def one_by_one(
    product: servers.Server, floor: Reader, writer: Writer, path: str, tokens: list[str]
) -> tuple[float, float]:
    """Give the CPU of a deed in ms and how many times the floor's, medians of the rounds."""
    costs, ratios = [], []
    under = statistics.fmean(floor.cost(FLOOR[0], EACH)[0])
    while tokens:
        batch = [tokens.pop() for _ in range(EACH)]
        pids = product.pids
        before = cpu_ms(pids)
        for token in batch:
            status = writer.call("POST", path, NOTE | {"once": token, "summary": "measured"})[0]
            if status != 302:
                raise SystemExit(f"{status} instead of 302")
        cost = spent_ms(before, cpu_ms(pids)) / EACH
        above = statistics.fmean(floor.cost(FLOOR[0], EACH)[0])
        costs.append(cost)
        ratios.append(cost / ((under + above) / 2))
        under = above
    return statistics.median(costs), statistics.median(ratios)


def all_at_once(
    writer: Writer, path: str, tokens: list[str], seconds: float
) -> tuple[int, float, list[float]]:
    """Write from many connections; gives how many, in which time, and the wall time of each."""
    walls: list[float] = []
    refused: list[int] = []
    until = time.monotonic() + seconds

    def run() -> None:
        mine = writer.alike()
        while time.monotonic() < until and tokens:
            started = time.perf_counter()
            status = mine.call("POST", path, NOTE | {"once": tokens.pop(), "summary": "at once"})[0]
            (walls if status == 302 else refused).append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"{len(refused)} writes were refused")
    return len(walls), time.monotonic() - began, sorted(walls)


@click.command()
@click.option("--rounds", default=5)
@click.option("--seconds", default=10.0)
def main(rounds: int, seconds: float) -> None:
    """Measure on SQLite and print one line of JSON."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = folder / "data"
        data.mkdir(mode=0o700)
        (folder / "floor").mkdir()
        floor = Reader(stack.enter_context(servers.floor(folder / "floor")))
        product = stack.enter_context(servers.product(data, demo=True))
        writer = Writer(product.port)
        writer.sign_in()
        path = writer.form()
        tokens = tokens_for(data, rounds * EACH + 20_000)
        cost, ratio = one_by_one(product, floor, writer, path, tokens[: rounds * EACH])
        count, took, walls = all_at_once(writer, path, tokens[rounds * EACH :], seconds)
        told = {
            "cpu_ms": round(cost, 2),
            "to_floor": round(ratio, 2),
            "alone_ms": round(ratio * FLOOR_ALONE_MS, 2),
            "durable_a_second": round(count / took),
            "p50_ms": round(walls[len(walls) // 2], 1),
            "p95_ms": round(walls[int(len(walls) * 0.95)], 1),
            "load": os.getloadavg()[0],
        }
    click.echo(json.dumps(told))


if __name__ == "__main__":
    main()

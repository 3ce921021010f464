"""Nothing that was acknowledged is lost or doubled, however the processes die."""

import http.client
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlencode

import psycopg
import pytest

from pobratym.core import tokens
from tests.journeys.conftest import (
    Server,
    address_of,
    free_port,
    on_server,
    surroundings_for,
    wait_until_ready,
)
from tests.work.jobs import until

WRITES = 500
AT_ONCE = 40
CSRF = "c" * 32
FORM = {
    "csrfmiddlewaretoken": CSRF,
    "on_day": "15",
    "on_month": "1",
    "on_year": "2026",
    "channel": "letter",
    "direction": "to_partner",
}


@dataclass
class House(Server):
    """An installation whose processes may be killed and started again."""

    port: int
    database: str
    process: subprocess.Popen = field(init=False)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pobratym.config", "serve", "--demo", "--no-worker"],
            env=self.surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until_ready(self.address, self.process)

    def kill_all(self) -> None:
        """Kill every process of the installation at once, as a lost machine would."""
        for pid in [self.process.pid, *self.children()]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def kill_first(self) -> None:
        """Kill the process that was started; those that it began end by themselves."""
        children = self.children()
        self.process.kill()
        self.process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))

    def kill_workers(self) -> None:
        """Kill what the first process has begun; it has to begin it anew."""
        children = self.children()
        assert children
        for pid in children:
            os.kill(pid, signal.SIGKILL)

    def children(self) -> list[int]:
        pid = self.process.pid
        return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def ask(self, statement: str) -> list[tuple]:
        if self.database:
            with psycopg.connect(address_of(self.database)) as connection:
                return connection.execute(statement).fetchall()
        with sqlite3.connect(self.data / "pobratym.sqlite3") as connection:
            found = connection.execute(statement).fetchall()
        connection.close()
        return found


@pytest.fixture
def house(tmp_path, ground) -> Iterator[House]:
    port = free_port()
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    database = f"crash_{os.getpid()}_{port}" if ground.database else ""
    if database:
        on_server(f"CREATE DATABASE {database} TEMPLATE {ground.database}")
    ground.copy_to(data, demo=True)
    address = f"http://localhost:{port}"
    one = House(address, data, surroundings_for(data, database, port), port, database)
    one.start()
    yield one
    if one.process.poll() is None:
        one.kill_all()
    if database:
        on_server(f"DROP DATABASE {database} WITH (FORCE)")


class Officer:
    """Somebody who sends forms, again and again until each is acknowledged."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookies = f"csrf={CSRF}"
        page = self.call("GET", "/en/sign-in/")[2]
        door = re.search(r'action="(/en/demo/\d+/)"', page)[1]
        headers = self.call("POST", door, {"csrfmiddlewaretoken": CSRF})[1]
        session = re.search(r"\bsession=\w+", " ".join(headers.get_all("Set-Cookie")))
        self.cookies += f"; {session[0]}"
        desk = self.call("GET", "/en/desk/")[2]
        self.form = re.search(r'href="(/en/desk/partnerships/[0-9a-f-]{36}/)', desk)[1]
        self.form += "contacts/new/"

    def call(self, method: str, path: str, values: dict | None = None) -> tuple:
        connection = http.client.HTTPConnection("localhost", self.house.port, timeout=20)
        try:
            return self.call_on(connection, method, path, values)
        finally:
            connection.close()

    def call_on(
        self, connection: http.client.HTTPConnection, method: str, path: str, values: dict | None
    ) -> tuple:
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(values or {}), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


@dataclass
class Storm:
    """Many forms sent by many at once; what was acknowledged is never sent again."""

    officer: Officer
    waiting: Queue
    acknowledged: Counter = field(default_factory=Counter)
    others: Counter = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        line = http.client.HTTPConnection("localhost", self.officer.house.port, timeout=20)
        while True:
            try:
                token, words = self.waiting.get_nowait()
            except Empty:
                line.close()
                return
            values = FORM | {"once": token, "summary": words}
            while not (self.over.is_set() or self._sent(line, values)):
                self.over.wait(0.2)

    def _sent(self, line: http.client.HTTPConnection, values: dict) -> bool:
        try:
            status, headers, _page = self.officer.call_on(line, "POST", self.officer.form, values)
        except (OSError, http.client.HTTPException):
            line.close()  # nobody told us anything
            return False
        if status == 302 and "/sign-in/" not in headers["Location"]:
            self.acknowledged[values["summary"]] += 1
            return True
        self.others[status] += 1
        return False

    def wait_for(self, number: int) -> None:
        until = time.monotonic() + 40
        while len(self.acknowledged) < number:
            assert time.monotonic() < until, (len(self.acknowledged), self.others)
            self.over.wait(0.01)


def storm_over(house: House, settings, faults: dict[int, Callable[[], None]]) -> Storm:
    """Send all forms, and do harm whenever so many are acknowledged."""
    settings.SECRET_KEY = (house.data / "secret-key").read_text()
    waiting = Queue()
    for number in range(WRITES):
        waiting.put((tokens.issue("contact.log"), f"crash {number}"))
    storm = Storm(Officer(house), waiting)
    threads = [threading.Thread(target=storm.run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    try:
        for number, harm in faults.items():
            storm.wait_for(number)
            harm()
        storm.wait_for(WRITES)
    finally:
        storm.over.set()
        for thread in threads:
            thread.join(30)
    return storm


@pytest.mark.xdist_group("crash")
def test_every_acknowledged_write_is_there_once_though_all_was_killed(house, settings):
    def first_killed_and_started() -> None:
        house.kill_first()
        house.start()

    def all_killed_and_started() -> None:
        house.kill_all()
        house.start()

    harm = {
        100: first_killed_and_started,
        250: all_killed_and_started,
        400: house.kill_workers,
    }

    storm = storm_over(house, settings, harm)

    assert set(storm.others) <= {503}
    assert set(storm.acknowledged.values()) == {1}
    assert len(storm.acknowledged) == WRITES
    house.stop()
    kept = house.ask(
        "SELECT summary, count(*) FROM partnerships_contact WHERE summary LIKE 'crash %'"
        " GROUP BY summary"
    )
    assert dict(kept) == dict(storm.acknowledged)
    lines = house.ask("SELECT count(*) FROM journal_entry WHERE what = 'contact.logged'")
    assert lines[0][0] >= WRITES
    assert "✓" in house.command("check-integrity")  # walks the journal's chain, too

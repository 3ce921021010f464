"""A real server with its own database, and a real browser that reads it."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"wide": 1280, "phone": 390}
LOOKS = [("wide", "dark"), ("wide", "light"), ("phone", "light")]
THOROUGH = "pl"
"""The language whose pages axe reads in every look."""
PATIENCE_MS = 30_000
"""What a machine that runs the whole suite may need to answer."""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

IN_A_ROW = """
import json, sys
from pobratym.config.commandline import cli
for line in json.loads(sys.argv[1]):
    cli.main(line, prog_name="pobratym", standalone_mode=False)
"""


@dataclass
class Server:
    """A running installation."""

    address: str
    data: Path
    surroundings: dict[str, str]

    def command(self, *arguments: str, expect: int = 0) -> str:
        """Run ``pobratym …`` on this installation and give what it printed."""
        return self._run("-m", "pobratym.config", *arguments, expect=expect)

    def commands(self, *lines: tuple[str, ...]) -> str:
        """Run several commands one after the other, in one process since each takes its time."""
        return self._run("-c", IN_A_ROW, json.dumps(lines))

    def python(self, program: str) -> str:
        """Run a few lines of Python inside this installation."""
        return self._run(str(ROOT / "manage.py"), "shell", "--no-imports", "-c", program)

    def _run(self, *arguments: str, expect: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until_ready(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            threading.Event().wait(0.05)  # leaves the processor to the server
    pytest.fail("the server was not ready within a minute")


@dataclass
class Ground:
    """What every server starts from, made once: static files, and the loaded demonstration."""

    data: Path
    database: str

    def copy_to(self, data: Path, *, demo: bool) -> None:
        shutil.copytree(self.data / "static", data / "static")
        data.chmod(0o700)
        if demo and not self.database:
            shutil.copy(self.data / "pobratym.sqlite3", data / "pobratym.sqlite3")


def on_server(statement: str) -> None:
    """Tell the PostgreSQL server these tests run on, outside any transaction."""
    with psycopg.connect(os.environ["POBRATYM_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)


def address_of(database: str) -> str:
    before, _, options = os.environ["POBRATYM_DATABASE_URL"].partition("?")
    return f"{before.rsplit('/', 1)[0]}/{database}" + (f"?{options}" if options else "")


def surroundings_for(data: Path, database: str, port: int) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("POBRATYM_")}
    return kept | {
        "POBRATYM_DATA": str(data),
        "POBRATYM_PORT": str(port),
        "POBRATYM_DATABASE_URL": address_of(database) if database else "",
        "PYTHONPATH": str(ROOT / "src"),
    }


@pytest.fixture(scope="session")
def ground(tmp_path_factory) -> Iterator[Ground]:
    data = tmp_path_factory.mktemp("ground")
    data.chmod(0o700)
    name = f"ground_{os.getpid()}" if os.environ.get("POBRATYM_DATABASE_URL") else ""
    if name:
        on_server(f"CREATE DATABASE {name}")
    Server("", data, surroundings_for(data, name, 1)).command("demo")
    if not name:
        with sqlite3.connect(data / "pobratym.sqlite3") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    yield Ground(data, name)
    if name:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def serve(tmp_path, ground) -> Iterator[Callable[..., Server]]:
    """Start an installation; ``demo=False`` for an empty one."""
    yield from _servers(tmp_path, ground)


@pytest.fixture(scope="module")
def reading_room(tmp_path_factory, ground) -> Iterator[Server]:
    """Give a running demonstration to tests that only read."""
    servers = _servers(tmp_path_factory.mktemp("reading"), ground)
    yield next(servers)()
    next(servers, None)


def _servers(folder: Path, ground: Ground) -> Iterator[Callable[..., Server]]:
    running: list[subprocess.Popen] = []
    made: list[str] = []

    def start(*, demo: bool = True, before: Callable[[Server], None] | None = None) -> Server:
        port = free_port()
        data = folder / f"data-{port}"
        data.mkdir(mode=0o700)
        ground.copy_to(data, demo=demo)
        database = f"{ground.database}_{port}" if ground.database else ""
        if database:
            on_server(
                f"CREATE DATABASE {database}" + (f" TEMPLATE {ground.database}" if demo else "")
            )
            made.append(database)
        server = Server(f"http://localhost:{port}", data, surroundings_for(data, database, port))
        if before:
            before(server)
        with (folder / f"server-{port}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "pobratym.config", "serve", *(["--demo"] if demo else [])],
                env=server.surroundings,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running.append(process)
        wait_until_ready(server.address, process)
        return server

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=30)
    for database in made:
        on_server(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    expect.set_options(timeout=PATIENCE_MS)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def pages(browser) -> Iterator[Callable[[], Page]]:
    """Give each person of a journey a browser of their own; an error of a script fails the test."""
    contexts, errors = [], []

    def note(line) -> None:
        if line.type == "error" and "status of 4" not in line.text:
            errors.append(line.text)

    def open_one() -> Page:
        context = browser.new_context(viewport={"width": WIDTHS["wide"], "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note)
        return page

    yield open_one
    for context in contexts:
        for page in context.pages:  # pytest shows it where the journey failed
            print(page.url, page.locator("main").all_inner_texts(), sep="\n")
        context.close()
    assert errors == []


@pytest.fixture
def page(pages) -> Page:
    """Give a page of a browser that runs scripts."""
    return pages()


def faults(page: Page) -> list[str]:
    """Ask axe what is wrong with the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
        RULES,
    )


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def assert_good(page: Page) -> None:
    """Hold the page as it stands to the promise, at both widths, and in the dark.

    Colours and order are the same in every language, so axe reads all three looks in one language
    and the narrowest in the others, where longer words may press; none may scroll sideways.
    """
    found = {}
    thorough = page.evaluate("document.documentElement.lang") == THOROUGH
    for look in LOOKS:
        width, scheme = look
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong = faults(page) if thorough or width == "phone" else []
        if scrolls_sideways(page):
            wrong.append("scrolls sideways")
        if wrong:
            found[look] = wrong
    page.set_viewport_size({"width": WIDTHS["wide"], "height": 900})
    page.emulate_media(color_scheme="light")
    assert found == {}, page.url

"""A real server with its own database, and a real browser that reads it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"wide": 1280, "phone": 390}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """A running installation."""

    address: str
    data: Path
    surroundings: dict[str, str]

    def command(self, *arguments: str, expect: int = 0) -> str:
        """Run ``pobratym …`` on this installation and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "pobratym.config", *arguments],
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
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
            process.poll()
    pytest.fail("the server was not ready within a minute")


@pytest.fixture
def new_database() -> Iterator[Callable[[], str]]:
    """Give the address of an empty database of the kind these tests run on."""
    server = os.environ.get("POBRATYM_DATABASE_URL", "")
    made = []

    def make() -> str:
        if not server:
            return ""
        name = f"journey_{os.getpid()}_{len(made)}_{time.monotonic_ns()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        made.append(name)
        before, _, options = server.partition("?")
        address = f"{before.rsplit('/', 1)[0]}/{name}"
        return f"{address}?{options}" if options else address

    yield make
    if made:
        with psycopg.connect(server, autocommit=True) as connection:
            for name in made:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def serve(tmp_path, new_database) -> Iterator[Callable[..., Server]]:
    """Start an installation; ``demo=False`` for an empty one."""
    running = []

    def start(*, demo: bool = True, before: Callable[[Server], None] | None = None) -> Server:
        port = free_port()
        data = tmp_path / f"data-{port}"
        surroundings = {
            **{key: value for key, value in os.environ.items() if not key.startswith("POBRATYM_")},
            "POBRATYM_DATA": str(data),
            "POBRATYM_PORT": str(port),
            "POBRATYM_DATABASE_URL": new_database(),
            "PYTHONPATH": str(ROOT / "src"),
        }
        server = Server(f"http://localhost:{port}", data, surroundings)
        if before:
            before(server)
        log = (tmp_path / f"server-{port}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "pobratym.config", "serve", *(["--demo"] if demo else [])],
            env=surroundings,
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """Give a page of a browser that runs scripts; any error of a script fails the test."""
    context = browser.new_context(viewport={"width": WIDTHS["wide"], "height": 900})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda line: (
            errors.append(line.text) if line.type == "error" and "404" not in line.text else None
        ),
    )
    yield page
    context.close()
    assert errors == []


def faults(page: Page) -> list[str]:
    """Ask axe what is wrong with the page, and whether it scrolls sideways."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
        RULES,
    )
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("scrolls sideways")
    return found


def assert_good(page: Page) -> None:
    """Hold the page as it stands to the promise, at both widths, in light and dark."""
    found = {}
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if wrong := faults(page):
                found[name, scheme] = wrong
    page.set_viewport_size({"width": WIDTHS["wide"], "height": 900})
    page.emulate_media(color_scheme="light")
    assert found == {}, page.url

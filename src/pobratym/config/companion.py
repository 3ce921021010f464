"""The worker that ``pobratym serve`` keeps beside itself."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

_COMMAND = [sys.executable, "-m", "pobratym.config", "worker", "--parent"]
_LONGEST_PAUSE_SECONDS = 60.0
_SOUND_SECONDS = 60.0
"""A worker that lived so long died of something new, so the pauses begin again."""
_GRACE_SECONDS = 20


class Companion:
    """Starts the worker anew when it dies, with growing pauses; ends it with the server.

    It hears of a death by SIGCHLD and waits by an alarm: the server forks its own processes, and a
    thread of ours could leave them a lock that nobody opens. The worker is a fresh interpreter in
    its own session, and ends by itself when this process is gone, even killed.
    """

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._worker: subprocess.Popen[bytes] | None = None
        self._begun = 0.0
        self._pause = 1.0

    def start(self) -> None:
        """Start it and keep watch."""
        signal.signal(signal.SIGCHLD, self._look)
        signal.signal(signal.SIGALRM, self._start)
        self._start()

    def stop(self) -> None:
        """End it: it finishes what it has begun, unless that takes too long."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, 0)
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.terminate()
        try:
            worker.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

    def _start(self, number: int = 0, frame: FrameType | None = None) -> None:
        del number, frame
        if os.getpid() != self._owner:
            return  # a process of the server, which has our handlers since the fork
        self._begun = time.monotonic()
        try:
            self._worker = subprocess.Popen(  # noqa: S603  our own command
                [*_COMMAND, str(self._owner)], stdin=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as fault:
            self._start_later(f"The worker cannot be started: {os.strerror(fault.errno or 0)}")

    def _look(self, number: int, frame: FrameType | None) -> None:
        """Hear that some child ended; where it was the worker, start it anew after a pause."""
        del number, frame
        worker = self._worker
        if os.getpid() != self._owner or worker is None or worker.poll() is None:
            return
        self._worker = None
        if time.monotonic() - self._begun > _SOUND_SECONDS:
            self._pause = 1.0
        self._start_later(f"The worker ended ({worker.returncode}); the next one starts soon.")

    def _start_later(self, why: str) -> None:
        os.write(sys.stderr.fileno(), f"{why}\n".encode())  # no buffer: a signal may come anywhere
        signal.setitimer(signal.ITIMER_REAL, self._pause)
        self._pause = min(self._pause * 2, _LONGEST_PAUSE_SECONDS)

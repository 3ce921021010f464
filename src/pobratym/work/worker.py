"""The process that does background work: jobs, letters, and a watch that beats and looks around."""

import logging
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable

from django.db import Error, close_old_connections, connection
from django.utils import timezone, translation

from pobratym.work import progress
from pobratym.work.services.delivery import deliver_due
from pobratym.work.services.queue import (
    Moments,
    beat,
    begin_worker,
    do_job,
    end_worker,
    put_back_lost,
    put_due_into_queue,
    take_job,
)
from pobratym.work.transports import Transport

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
BEAT_SECONDS = 10.0
BUSY_BEAT_SECONDS = 2.0
GRACE_SECONDS = 20.0


class Crew:
    """Three loops of one process: the main thread does jobs, one sends letters, one watches.

    A long job, such as a register, thus holds up no letter.
    """

    def __init__(self, way: Transport, parent: int = 0) -> None:
        """Take the way out for letters, and the process without which it shall not live on."""
        self.key = uuid.uuid4().hex
        self.way, self.parent = way, parent
        self.stopping = threading.Event()
        self._runs: Moments = {}
        self._next_beat = 0.0
        self._must_renew = False

    def run(self) -> None:
        """Work until told to stop; what is begun is finished."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stopping.set())
        begin_worker(self.key)
        helpers = [
            threading.Thread(target=self._repeat, args=(act,), name=act.__name__, daemon=True)
            for act in (self.send, self.watch)
        ]
        for helper in helpers:
            helper.start()
        self._repeat(self.work)
        for helper in helpers:
            helper.join(GRACE_SECONDS)
        end_worker(self.key)

    def run_once(self) -> None:
        """Do what is due now, and end."""
        begin_worker(self.key)
        self.look_around()
        while self.work() | self.send():
            """There may be more."""
        end_worker(self.key)

    def work(self) -> bool:
        """Do one job; say whether there was one."""
        if self._must_renew:
            self._renew()
        job = take_job(self.key)
        if job is None:
            return False
        progress.begin()
        self._must_renew = True
        with translation.override("en"):
            do_job(job)
        self._must_renew = False
        progress.begin()
        return True

    def _renew(self) -> None:
        """Come back under another key: how the last job ended could not be noted.

        The old key falls silent, so the job is put back like that of a dead worker.
        """
        self.key = uuid.uuid4().hex
        begin_worker(self.key)
        self._must_renew = False

    def send(self) -> bool:
        """Send letters that are due; say whether there were any."""
        return deliver_due(self.way, lambda: not self.stopping.is_set()) > 0

    def watch(self) -> bool:
        """Beat, look around, and notice that the parent is gone."""
        if self.parent and os.getppid() != self.parent:
            self._end_soon()
        if time.monotonic() >= self._next_beat:
            self.look_around()
            is_told = progress.now.percent is not None
            wait = BUSY_BEAT_SECONDS if is_told else BEAT_SECONDS
            self._next_beat = time.monotonic() + wait
        return False

    def look_around(self) -> None:
        """Tell that this worker lives; put back what dead ones left; begin what is due."""
        if beat(self.key, progress.now.percent):
            progress.now.is_stopped = True
        put_back_lost()
        put_due_into_queue(timezone.now(), self._runs)

    def _end_soon(self) -> None:
        """Stop, by force where the job goes on too long: nothing is lost, it is put back."""
        self.stopping.set()
        last = threading.Timer(GRACE_SECONDS, os._exit, [1])
        last.daemon = True
        last.start()
        self.parent = 0

    def _repeat(self, act: Callable[[], bool]) -> None:
        """Act again and again; a fault is told, and waits a little."""
        while not self.stopping.is_set():
            close_old_connections()
            pause = LOOK_SECONDS
            try:
                if act():
                    continue
            except Error as fault:
                log.warning("Background work waits for the database: %s", type(fault).__name__)
                connection.close()
                pause = 5 * LOOK_SECONDS
            except Exception:
                log.exception("Background work met a fault of its own")
                pause = BEAT_SECONDS
            self.stopping.wait(pause)
        connection.close()

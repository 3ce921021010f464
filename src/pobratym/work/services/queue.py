"""Works the queue off: takes a job, does it, tries again, and puts back what a dead worker left.

The table is that of django-tasks-db; every change to a running row names the claim it belongs to,
so that a worker thought dead that comes back changes nothing any more.
"""

import datetime as dt
import logging
import os
import socket
import traceback
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from pobratym.core.errors import DomainError
from pobratym.work.backing_off import JOB_WAITS_SECONDS, wait_after
from pobratym.work.models import Run, Worker
from pobratym.work.schedule import recurring
from pobratym.work.states import StoppedError, WorkerLostError

log = logging.getLogger(__name__)

SILENCE = dt.timedelta(seconds=120)
"""After which a worker counts as dead; it tells that it lives every ten seconds."""


_FOR_GOOD = (DomainError, StoppedError, ImportError)
"""What another attempt would not mend."""

Moments = dict[str, dt.datetime]
"""The last moment dealt with of each recurring work, by name."""


def begin_worker(key: str) -> Worker:
    """Note a process that does background work from now on."""
    place = f"{socket.gethostname()[:100]}, {os.getpid()}"
    return Worker.objects.create(key=key, place=place)


def end_worker(key: str) -> None:
    """Note that it ended; what it still had is put back by the others."""
    Worker.objects.filter(key=key).delete()


def beat(key: str, percent: int | None) -> bool:
    """Tell that a worker lives and how far its job is; give whether that is to be stopped."""
    mine = Worker.objects.filter(key=key)
    if not mine.update(seen_at=Now(), percent=percent):
        begin_worker(key)  # somebody thought us dead
    return mine.filter(stop_job=F("job")).exists()


def take_job(key: str) -> DBTaskResult[Any, Any] | None:
    """Take the next job that is due, if there is one; no other worker gets it."""
    if not DBTaskResult.objects.ready().exists():  # without a lock: idle costs nothing
        return None
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is not None:
            job.claim(key)
            Worker.objects.filter(key=key).update(job=job.pk, percent=None, stop_job=None)
    return job


def do_job(job: DBTaskResult[Any, Any]) -> None:
    """Do a job that was taken and note how it ended."""
    try:
        task = job.task
        told: Any = job.task_result
        context = [TaskContext(task_result=told)] if task.takes_context else []
        given = job.args_kwargs
        value = normalize_json(task.call(*context, *given["args"], **given["kwargs"]))
    except Exception as fault:  # noqa: BLE001  whatever it is, the queue goes on
        _note_fault(job, fault)
    else:
        clean = {"return_value": value, "exception_class_path": "", "traceback": ""}
        _end(job, status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now(), **clean)


def _note_fault(job: DBTaskResult[Any, Any], fault: Exception) -> None:
    wait = wait_after(len(job.worker_ids), JOB_WAITS_SECONDS)
    told = {
        "exception_class_path": f"{type(fault).__module__}.{type(fault).__qualname__}",
        "traceback": _where(fault),
    }
    if wait is None or isinstance(fault, _FOR_GOOD):
        log.error("Background work %s failed: %s", job.task_path, told["exception_class_path"])
        _end(job, status=TaskResultStatus.FAILED, finished_at=timezone.now(), **told)
    else:
        _end(job, status=TaskResultStatus.READY, run_after=timezone.now() + wait, **told)


def _where(fault: Exception) -> str:
    """Say where it happened, not what: the words of a fault may hold what people wrote."""
    lines = traceback.format_tb(fault.__traceback__)
    return "".join([*lines, f"code: {fault.code}\n" if isinstance(fault, DomainError) else ""])


def _end(job: DBTaskResult[Any, Any], **values: Any) -> bool:  # noqa: ANN401  any columns
    """Change a running row that is still the claim we know."""
    claims = DBTaskResult.objects.running().filter(pk=job.pk, started_at=job.started_at)
    with transaction.atomic():
        key = job.worker_ids[-1] if job.worker_ids else ""
        Worker.objects.filter(key=key, job=job.pk).update(job=None, percent=None, stop_job=None)
        return bool(claims.update(**values))


def put_back_lost() -> int:
    """Put back the jobs of workers that are gone or silent, and forget these; give how many."""
    alive = set(Worker.objects.filter(seen_at__gte=Now() - SILENCE).values_list("key", flat=True))
    lost = [
        job
        for job in DBTaskResult.objects.running()
        if not job.worker_ids or job.worker_ids[-1] not in alive
    ]
    if gone := list(Worker.objects.exclude(key__in=alive).values_list("pk", flat=True)):
        Worker.objects.filter(pk__in=gone).delete()
    for job in lost:
        log.warning("Background work %s lost its worker; it is put back", job.task_path)
        _note_fault(job, WorkerLostError())
    return len(lost)


def put_due_into_queue(now: dt.datetime, known: Moments) -> None:
    """Put recurring work that is due into the queue, each moment once, whoever comes first.

    Args:
        now: the moment to look from.
        known: is kept between calls to spare the database.
    """
    for one in recurring():
        due = one.due(now)
        if known.get(one.name) == due:
            continue
        with transaction.atomic():
            _run, is_first = Run.objects.get_or_create(name=one.name, moment=due)
            if is_first:
                one.task.enqueue()
        known[one.name] = due

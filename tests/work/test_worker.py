import datetime as dt
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.work.models import Letter, Run, Worker
from tests.work.conftest import surroundings
from tests.work.jobs import note, tell_on, until, wait_for
from tests.work.letters import letter

pytestmark = pytest.mark.django_db(transaction=True)


def silence_all() -> None:
    """Let all workers have been seen an hour ago."""
    Worker.objects.update(seen_at=F("seen_at") - dt.timedelta(hours=1))


def own_jobs():
    """Give what tests put into the queue; workers add what recurs."""
    return DBTaskResult.objects.filter(task_path__startswith="tests.")


def test_a_worker_does_what_is_due_and_ends(hire):
    note.enqueue("a")
    note.using(run_after=timezone.now() + dt.timedelta(hours=1)).enqueue("later")

    assert hire("--once").wait(timeout=60) == 0

    assert [run.name for run in Run.objects.filter(name__in=["a", "later"])] == ["a"]
    assert not Worker.objects.exists()


def test_a_job_whose_worker_is_killed_is_done_once_by_the_next(hire, tmp_path):
    wait_for.enqueue(str(tmp_path), "a")
    first = hire()
    until((tmp_path / "begun").exists)
    first.kill()
    first.wait(timeout=10)
    assert own_jobs().get().status == "RUNNING"
    silence_all()
    (tmp_path / "go").touch()

    hire("--once").wait(timeout=60)
    lost = own_jobs().get()
    assert (lost.status, len(lost.worker_ids)) == ("READY", 1)
    DBTaskResult.objects.filter(pk=lost.pk).update(run_after=timezone.now())
    hire("--once").wait(timeout=60)

    assert DBTaskResult.objects.get(pk=lost.pk).status == "SUCCESSFUL"
    assert Run.objects.filter(name="a").count() == 1


def test_a_letter_is_sent_once_though_the_worker_is_killed_while_it_sends(hire, mail):
    letter()
    mail.hold.clear()
    first = hire(POBRATYM_MAIL=mail.address)
    until(mail.has_letter.is_set)
    first.kill()
    first.wait(timeout=10)
    mail.answers["."] = "451 gone"
    mail.hold.set()
    until(lambda: Letter.objects.get().attempts == 1)
    mail.answers.clear()
    Letter.objects.update(next_at=timezone.now())

    hire("--once", POBRATYM_MAIL=mail.address).wait(timeout=60)

    assert Letter.objects.get().state == Letter.State.SENT
    assert len(set(mail.taken)) == 1


def test_two_workers_do_a_hundred_jobs_each_once(hire):
    for number in range(100):
        note.enqueue(f"job {number}")

    for worker in [hire("--once"), hire("--once")]:
        assert worker.wait(timeout=60) == 0

    done = Counter(Run.objects.filter(name__startswith="job ").values_list("name", flat=True))
    assert done == {f"job {number}": 1 for number in range(100)}
    assert set(own_jobs().values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_worker_finishes_what_it_began_before_it_ends(hire, tmp_path):
    wait_for.enqueue(str(tmp_path), "a")
    worker = hire()
    until((tmp_path / "begun").exists)

    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()

    assert worker.wait(timeout=30) == 0
    assert Run.objects.filter(name="a").count() == 1
    assert not Worker.objects.exists()


def test_a_worker_ends_when_its_parent_is_killed(data):
    code = (
        "import os, subprocess, sys;"
        "p = subprocess.Popen([sys.executable, '-m', 'pobratym.config', 'worker', '--parent',"
        " str(os.getpid())]); print(p.pid, flush=True); p.wait()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], env=surroundings(data), stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    until(Worker.objects.exists)

    parent.kill()
    parent.wait(timeout=10)
    parent.stdout.close()

    until(lambda: not Worker.objects.exists())
    until(lambda: not Path(f"/proc/{pid}").exists())


def test_a_job_that_tells_how_far_it_is_can_be_stopped(hire, tmp_path):
    tell_on.enqueue(str(tmp_path))
    hire()
    worker = until(lambda: Worker.objects.filter(percent=40).first())

    Worker.objects.update(stop_job=worker.job)

    failed = until(lambda: own_jobs().filter(status="FAILED").first())
    assert failed.exception_class_path.endswith("StoppedError")

import datetime as dt
import os

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.core.errors import DomainError
from pobratym.work import progress, schedule
from pobratym.work.models import Letter, Run, Worker
from pobratym.work.services import handling, queue
from pobratym.work.services.delivery import WIPED
from pobratym.work.services.forgetting import forget_old_work
from pobratym.work.services.queue import (
    beat,
    begin_worker,
    do_job,
    put_back_lost,
    put_due_into_queue,
    take_job,
)
from pobratym.work.transports import FileTransport, mail_folder
from pobratym.work.worker import Crew
from tests.racing import at_once
from tests.work import jobs
from tests.work.letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    """Give the key of a worker that lives."""
    return begin_worker("key").key


@pytest.fixture
def agenda(monkeypatch):
    """Let nothing recur but what the test says."""
    monkeypatch.setattr(schedule, "_known", {})


def only_job():
    return DBTaskResult.objects.get()


def test_a_job_done_leaves_its_value(key):
    jobs.count.enqueue()

    do_job(take_job(key))

    assert (only_job().status, only_job().return_value) == ("SUCCESSFUL", 1)
    assert take_job(key) is None
    assert Worker.objects.get().job is None


def test_a_job_that_breaks_off_is_tried_five_times_and_has_failed_then(key):
    jobs.break_off.enqueue()

    for attempt in range(1, 6):
        DBTaskResult.objects.update(run_after=timezone.now())
        do_job(take_job(key))
        assert len(only_job().worker_ids) == attempt
        assert only_job().status == ("READY" if attempt < 5 else "FAILED")

    assert only_job().exception_class_path == "builtins.ValueError"
    assert "break_off" in only_job().traceback
    assert "anna@" not in only_job().traceback.replace('raise ValueError("anna@example.org")', "")


def test_what_a_rule_refuses_is_not_tried_again(key):
    jobs.refuse.enqueue()

    do_job(take_job(key))

    assert only_job().status == "FAILED"
    assert only_job().traceback.endswith("code: no\n")


def test_a_job_of_code_that_is_gone_fails_and_harms_nothing(key):
    jobs.count.enqueue()
    DBTaskResult.objects.update(task_path="pobratym.gone.tasks.nothing")

    do_job(take_job(key))

    assert only_job().status == "FAILED"


def test_a_worker_thought_dead_changes_nothing_any_more(key):
    jobs.count.enqueue()
    late = take_job(key)
    Worker.objects.all().delete()
    put_back_lost()
    DBTaskResult.objects.update(run_after=timezone.now())
    again = take_job(begin_worker("other").key)

    do_job(late)
    assert only_job().status == "RUNNING"
    do_job(again)

    assert (only_job().status, only_job().return_value) == ("SUCCESSFUL", 2)


def test_a_job_of_a_living_worker_is_left_to_it(key):
    jobs.count.enqueue()
    take_job(key)

    assert put_back_lost() == 0
    Worker.objects.update(seen_at=timezone.now() - queue.SILENCE * 2)
    assert put_back_lost() == 1
    assert only_job().status == "READY"
    assert not Worker.objects.exists()


def test_a_job_that_kills_each_worker_fails_in_the_end(key):
    jobs.count.enqueue()
    for _ in range(5):
        DBTaskResult.objects.update(run_after=timezone.now())
        take_job(key)
        Worker.objects.all().delete()
        put_back_lost()

    assert only_job().status == "FAILED"
    assert only_job().exception_class_path.endswith("WorkerLostError")


def test_a_beat_tells_how_far_it_is_and_hears_a_stop(key):
    jobs.count.enqueue()
    job = take_job(key)

    assert not beat(key, 40)
    handling.stop_job(job.pk)
    assert beat(key, 41)

    assert Worker.objects.get().percent == 41


def test_a_beat_of_a_worker_thought_dead_brings_it_back(key):
    Worker.objects.all().delete()

    beat(key, None)

    assert Worker.objects.get().key == key


def test_progress_stays_within_a_hundred_and_ends_where_it_is_stopped():
    progress.begin()
    progress.tell(140)
    assert progress.now.percent == 100

    progress.now.is_stopped = True
    with pytest.raises(progress.StoppedError):
        progress.tell(3)
    progress.begin()


@pytest.mark.usefixtures("agenda")
def test_recurring_work_is_put_into_the_queue_once_for_each_moment():
    schedule.every("test.count", jobs.count, hours=1)
    now = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)

    for moment in (now, now + dt.timedelta(minutes=5), now + dt.timedelta(hours=3)):
        put_due_into_queue(moment, {})

    assert [run.moment.hour for run in Run.objects.order_by("moment")] == [8, 11]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("agenda")
def test_workers_together_put_recurring_work_into_the_queue_once():
    schedule.every("test.count", jobs.count, hours=1)
    now = timezone.now()

    assert at_once(lambda: put_due_into_queue(now, {}), 4) == []

    assert (Run.objects.count(), DBTaskResult.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_workers_together_take_a_job_once():
    jobs.count.enqueue()
    taken = []

    assert at_once(lambda: taken.append(take_job("key")), 4) == []

    assert len([job for job in taken if job]) == 1


def test_the_database_keeps_a_moment_once():
    now = timezone.now()
    Run.objects.create(name="a", moment=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(name="a", moment=now)


def test_failed_work_is_put_back_with_all_attempts_before_it(key):
    jobs.refuse.enqueue()
    do_job(take_job(key))

    handling.retry_job(only_job().pk)

    assert (only_job().status, only_job().worker_ids) == ("READY", [])
    with pytest.raises(DomainError, match="already") as refusal:
        handling.retry_job(only_job().pk)
    assert refusal.value.code == "not_failed"


def test_work_is_given_up_unless_it_is_done_just_now(key):
    jobs.count.enqueue()
    handling.drop_job(only_job().pk)
    jobs.count.enqueue()
    running = take_job(key)

    with pytest.raises(DomainError):
        handling.drop_job(running.pk)

    assert only_job().pk == running.pk


def test_work_that_is_not_done_just_now_cannot_be_stopped():
    jobs.count.enqueue()

    with pytest.raises(DomainError) as refusal:
        handling.stop_job(only_job().pk)

    assert refusal.value.code == "not_running"


def test_a_failed_letter_is_sent_after_all_or_wiped():
    one, other = letter(state=Letter.State.FAILED, attempts=12), letter()

    handling.retry_letter(one.public_id)
    handling.drop_letter(other.public_id)

    one.refresh_from_db(), other.refresh_from_db()
    assert (one.state, one.attempts) == (Letter.State.WAITING, 0)
    assert other.state == Letter.State.STOPPED
    assert {name: getattr(other, name) for name in WIPED} == WIPED
    for deed in (handling.retry_letter, handling.drop_letter):
        with pytest.raises(DomainError):
            deed(other.public_id)


def test_what_was_done_long_ago_is_forgotten_and_nothing_else(key):
    long_ago = timezone.now() - dt.timedelta(days=100)
    for _ in range(2):
        jobs.count.enqueue()
        do_job(take_job(key))
    old = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=long_ago)
    jobs.count.enqueue()
    letter(state=Letter.State.SENT, made_at=long_ago)
    kept = [letter(), letter(state=Letter.State.SENT)]
    unsent = letter(state=Letter.State.FAILED, made_at=timezone.now() - dt.timedelta(days=31))
    Run.objects.create(name="a", moment=long_ago)

    assert forget_old_work() == 3

    assert DBTaskResult.objects.count() == 2
    assert list(Letter.objects.order_by("pk")) == [*kept, unsent]
    unsent.refresh_from_db()
    assert (unsent.state, unsent.to) == (Letter.State.STOPPED, "")
    assert not Run.objects.exists()


def test_a_letter_that_became_a_file_is_forgotten_after_a_month(settings, tmp_path):
    """It holds names, and links that open something."""
    settings.DATA_FOLDER = tmp_path
    mail_folder().mkdir()
    old, new = (mail_folder() / f"{name}.eml" for name in ("old", "new"))
    for path, days in ((old, 31), (new, 29)):
        path.touch()
        moment = (timezone.now() - dt.timedelta(days=days)).timestamp()
        os.utime(path, (moment, moment))

    assert forget_old_work() == 1
    assert list(mail_folder().iterdir()) == [new]


def test_a_job_whose_end_could_not_be_noted_is_put_back(tmp_path):
    crew = Crew(FileTransport(tmp_path))
    begin_worker(crew.key)
    jobs.count.enqueue()
    job = take_job(crew.key)
    old, crew._must_renew = crew.key, True

    assert not crew.work()
    Worker.objects.filter(key=old).update(seen_at=timezone.now() - queue.SILENCE * 2)
    crew.look_around()

    assert DBTaskResult.objects.get(pk=job.pk).status == "READY"
    assert [one.key for one in Worker.objects.all()] == [crew.key]
    assert crew.key != old

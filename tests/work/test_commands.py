import datetime as dt

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone

from pobratym.core.health import OK
from pobratym.work.commands import work, worker
from pobratym.work.models import Letter, Worker
from pobratym.work.queries import LATE, outbox_age
from pobratym.work.services.queue import begin_worker
from tests.work import jobs
from tests.work.letters import letter

pytestmark = pytest.mark.django_db


def test_work_shows_that_all_is_in_order():
    jobs.count.enqueue()
    begin_worker("key")

    done = CliRunner().invoke(work, [])

    assert done.exit_code == 0, done.output
    assert "Background work: 1 waiting, 0 running, 0 failed" in done.output
    assert "Worker: " in done.output


@pytest.mark.parametrize(
    ("state", "late"), [(Letter.State.FAILED, dt.timedelta()), (Letter.State.WAITING, LATE)]
)
def test_work_ends_with_one_when_letters_failed_or_lie_about(state, late):
    letter(state=state, next_at=timezone.now() - late - dt.timedelta(minutes=1))

    done = CliRunner().invoke(work, [])

    assert done.exit_code == 1
    assert "/en/administration/work/" in done.output
    assert "anna@example.org" not in done.output


def test_readiness_asks_how_old_the_outbox_is():
    letter(next_at=timezone.now() + dt.timedelta(hours=1))
    assert outbox_age(connection) == OK

    letter(next_at=timezone.now() - LATE - dt.timedelta(minutes=1))
    assert outbox_age(connection) == "letters wait for more than an hour"


def test_a_worker_works_once_and_is_gone(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    letter()

    done = CliRunner().invoke(worker, ["--once"])

    assert done.exit_code == 0, done.output
    assert Letter.objects.get().state == Letter.State.SENT
    assert len(list((tmp_path / "mail").iterdir())) == 1
    assert not Worker.objects.exists()

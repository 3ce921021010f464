"""What an administrator does about background work: once more, give up, stop.

Each gives the name of the work, or of the kind of letter.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pobratym.core.errors import DomainError
from pobratym.work.models import Letter, Worker
from pobratym.work.services.delivery import WIPED


def retry_job(key: UUID) -> str:
    """Put a failed job back into the queue, with all attempts before it.

    Raises:
        DomainError: ``not_failed``.
    """
    failed = DBTaskResult.objects.failed().filter(pk=key)
    now = timezone.now()
    _need(
        failed.update(status=TaskResultStatus.READY, run_after=now, worker_ids=[], finished_at=None)
    )
    return _name(key)


def drop_job(key: UUID) -> str:
    """Forget a job that failed or that waits for another attempt.

    Raises:
        DomainError: ``not_failed``.
    """
    still = [TaskResultStatus.FAILED, TaskResultStatus.READY]
    name = _name(key)
    _need(DBTaskResult.objects.filter(pk=key, status__in=still).delete()[0])
    return name


def stop_job(key: UUID) -> str:
    """Ask the worker to end a job; jobs that tell how far they are hear it within seconds.

    Raises:
        DomainError: ``not_running``.
    """
    if not Worker.objects.filter(job=key).update(stop_job=key):
        raise DomainError(_("This work is not being done any more."), code="not_running")
    return _name(key)


def retry_letter(public_id: UUID) -> str:
    """Send a letter after all.

    Raises:
        DomainError: ``not_failed``.
    """
    failed = Letter.objects.filter(public_id=public_id, state=Letter.State.FAILED)
    _need(failed.update(state=Letter.State.WAITING, attempts=0, next_at=timezone.now()))
    return _kind(public_id)


@transaction.atomic
def drop_letter(public_id: UUID) -> str:
    """Stop a letter that waits or that failed, and wipe its address and words.

    Raises:
        DomainError: ``not_failed``.
    """
    still = [Letter.State.WAITING, Letter.State.FAILED]
    letters = Letter.objects.filter(public_id=public_id, state__in=still)
    _need(letters.update(state=Letter.State.STOPPED, **WIPED))
    return _kind(public_id)


def _name(key: UUID) -> str:
    path = DBTaskResult.objects.filter(pk=key).values_list("task_path", flat=True).first() or ""
    return str(path).removeprefix("pobratym.")


def _kind(public_id: UUID) -> str:
    return Letter.objects.values_list("kind", flat=True).get(public_id=public_id)


def _need(changed: int) -> None:
    if not changed:
        raise DomainError(_("This was dealt with already."), code="not_failed")

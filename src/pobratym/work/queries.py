"""How background work stands: for administrators, for the terminal, for those who watch."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pobratym.core.health import OK
from pobratym.core.values import key_before
from pobratym.work.models import Letter, Worker

ROWS_SHOWN = 50
LATE = dt.timedelta(hours=1)
"""A letter that was due so long ago and was not tried says that nobody works."""
_OPEN_JOBS = (TaskResultStatus.FAILED, TaskResultStatus.RUNNING, TaskResultStatus.READY)
_OPEN_LETTERS = (Letter.State.FAILED, Letter.State.WAITING)

Job = DBTaskResult


@dataclass(frozen=True)
class Standing:
    """How background work stands as a whole.

    Attributes:
        waiting, running, failed: jobs in the queue.
        oldest_at: when the oldest job that is due was put into the queue.
        letters_waiting, letters_failed: letters in the outbox.
        letter_due_at: since when the letter that waits longest could be sent.
    """

    waiting: int
    running: int
    failed: int
    oldest_at: dt.datetime | None
    letters_waiting: int
    letters_failed: int
    letter_due_at: dt.datetime | None

    @property
    def is_late(self) -> bool:
        """Whether letters lie about though they are due."""
        return self.letter_due_at is not None and self.letter_due_at < timezone.now() - LATE

    @property
    def needs_somebody(self) -> bool:
        """Whether something failed or lies about."""
        return bool(self.failed or self.letters_failed or self.is_late)


def standing() -> Standing:
    """Count what is queued, running and failed (one statement)."""
    jobs = Job.objects.filter(status__in=_OPEN_JOBS).order_by().values("status")
    letters = Letter.objects.filter(state__in=_OPEN_LETTERS).order_by().values("state")
    counted = jobs.annotate(count=Count("pk"), since=Min("enqueued_at")).union(
        letters.annotate(count=Count("pk"), since=Min("next_at")), all=True
    )
    count = {row["status"]: int(row["count"]) for row in counted}
    since = {row["status"]: row["since"] for row in counted}
    return Standing(
        waiting=count.get(TaskResultStatus.READY, 0),
        running=count.get(TaskResultStatus.RUNNING, 0),
        failed=count.get(TaskResultStatus.FAILED, 0),
        oldest_at=since.get(TaskResultStatus.READY),
        letters_waiting=count.get(Letter.State.WAITING, 0),
        letters_failed=count.get(Letter.State.FAILED, 0),
        letter_due_at=since.get(Letter.State.WAITING),
    )


@dataclass(frozen=True)
class Row:
    """One job or letter as administrators see it: of what kind it is, never what it says.

    ``key`` is the one in its addresses; ``state`` is failed, running or waiting; ``again_at`` when
    it is tried again; ``fault`` says what was wrong, in words.
    """

    key: UUID
    name: str
    state: str
    attempts: int
    since: dt.datetime
    again_at: dt.datetime | None
    fault: str


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and what the page after them is called."""

    rows: list[Row]
    older: str


_STATES = {
    TaskResultStatus.FAILED: "failed",
    TaskResultStatus.RUNNING: "running",
    TaskResultStatus.READY: "waiting",
}


def open_jobs(after: str = "") -> Page:
    """Give jobs that wait, run or failed, the newest first (one statement)."""
    jobs: QuerySet[Any] = Job.objects.filter(status__in=_OPEN_JOBS).order_by("-enqueued_at", "-pk")
    moment, _line, key = after.partition("_")
    with suppress(ValueError):
        at, last = dt.datetime.fromisoformat(moment), UUID(key)
        if timezone.is_aware(at):
            jobs = jobs.filter(Q(enqueued_at__lt=at) | Q(enqueued_at=at, pk__lt=last))
    return _page(jobs, _job, lambda row: f"{row.enqueued_at.isoformat()}_{row.pk}")


def _job(row: Any) -> Row:  # noqa: ANN401  the library's model has no types
    tries_again = row.status == TaskResultStatus.READY and bool(row.worker_ids)
    return Row(
        key=row.pk,
        name=row.task_path.removeprefix("pobratym."),
        state=_STATES[row.status],
        attempts=len(row.worker_ids),
        since=row.enqueued_at,
        again_at=row.run_after if tries_again else None,
        fault=_fault_of_job(row),
    )


def _fault_of_job(row: Any) -> str:  # noqa: ANN401
    """Name the kind of fault; a refusal of ours has a code, too."""
    kind = row.exception_class_path.rpartition(".")[2]
    code = row.traceback.rstrip().rpartition("\n")[2]
    return f"{kind}, {code}" if code.startswith("code: ") else kind


def open_letters(after: str = "") -> Page:
    """Give letters that wait or failed, the newest first, without their words (one statement)."""
    letters = Letter.objects.filter(state__in=_OPEN_LETTERS, pk__lt=key_before(after))
    letters = letters.order_by("-pk")
    shown = letters.only("public_id", "kind", "state", "attempts", "made_at", "next_at", "fault")
    return _page(shown, _letter, lambda row: str(row.pk))


def _letter(row: Letter) -> Row:
    tries_again = row.state == Letter.State.WAITING and row.attempts
    return Row(
        key=row.public_id,
        name=row.kind,
        state=row.state,
        attempts=row.attempts,
        since=row.made_at,
        again_at=row.next_at if tries_again else None,
        fault=_fault_of_letter(row.fault),
    )


def _fault_of_letter(noted: str) -> str:
    """Say what ``services.delivery`` noted: a word, and the server's code or the kind of fault."""
    word, _gap, detail = noted.partition(" ")
    known = {
        "refused": _("The mail server refused it (%(detail)s)."),
        "postponed": _("The mail server did not take it yet (%(detail)s)."),
        "unreachable": _("No mail server took the call (%(detail)s)."),
        "address": _("No letter can be sent to this address."),
    }
    return known.get(word, "%(detail)s") % {"detail": detail}


def _page(rows: QuerySet[Any], row: Callable[[Any], Row], name: Callable[[Any], str]) -> Page:
    found = list(rows[: ROWS_SHOWN + 1])
    shown = found[:ROWS_SHOWN]
    older = name(shown[-1]) if len(found) > len(shown) else ""
    return Page([row(one) for one in shown], older)


def workers() -> list[Worker]:
    """Give the processes that do background work, the oldest first."""
    return list(Worker.objects.order_by("started_at", "pk")[:ROWS_SHOWN])


def outbox_age(database: BaseDatabaseWrapper) -> str:
    """Say whether letters lie about; for ``/readyz``, which brings an impatient connection."""
    table = database.ops.quote_name(Letter._meta.db_table)  # noqa: SLF001  Django's public way
    with database.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE state = %s AND next_at < %s LIMIT 1",  # noqa: S608  ours
            [
                Letter.State.WAITING.value,
                database.ops.adapt_datetimefield_value(timezone.now() - LATE),
            ],
        )
        return OK if cursor.fetchone() is None else "letters wait for more than an hour"

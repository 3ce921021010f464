"""Forgets what was done: old rows of the queue, letters long sent, runs of long ago."""

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.work.models import Letter, Run
from pobratym.work.services.delivery import WIPED
from pobratym.work.transports import mail_folder

DONE_DAYS, FAILED_DAYS, LETTER_DAYS, UNSENT_DAYS, RUN_DAYS = 7, 90, 90, 30, 90


def forget_old_work() -> int:
    """Forget it, and say how many rows went.

    Done work after 7 days, failed work after 90; letters sent or stopped after 90. A letter that
    failed 30 days ago is stopped: its address and words are wiped. One that became a file goes
    after 30 days, too: it holds names, and links that open something.
    """
    now = timezone.now()

    def before(days: int) -> dt.datetime:
        return now - dt.timedelta(days=days)

    failed = Letter.objects.filter(state=Letter.State.FAILED, made_at__lt=before(UNSENT_DAYS))
    failed.update(state=Letter.State.STOPPED, **WIPED)
    over = [Letter.State.SENT, Letter.State.STOPPED]
    old = [
        DBTaskResult.objects.successful().filter(finished_at__lt=before(DONE_DAYS)),
        DBTaskResult.objects.failed().filter(finished_at__lt=before(FAILED_DAYS)),
        Letter.objects.filter(state__in=over, made_at__lt=before(LETTER_DAYS)),
        Run.objects.filter(moment__lt=before(RUN_DAYS)),
    ]
    return sum(rows.delete()[0] for rows in old) + _forget_files(before(UNSENT_DAYS))


def _forget_files(before: dt.datetime) -> int:
    old = [
        path for path in mail_folder().glob("*.eml") if path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)

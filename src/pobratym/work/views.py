"""The page on which administrators of the installation see and mend background work."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pobratym.core.addresses import address
from pobratym.core.errors import DomainError
from pobratym.core.http import HtmxRequest
from pobratym.core.pages import page
from pobratym.work import queries
from pobratym.work.services import handling
from pobratym.work.signals import pressed

LISTS = ("jobs", "letters")


@login_required
@require_safe
def queue(request: HtmxRequest) -> HttpResponse:
    """Show what waits, runs and failed: jobs, or letters with ``?of=letters``."""
    _admit(request)
    of = request.GET.get("of", "")
    of = of if of in LISTS else LISTS[0]
    after = request.GET.get("after", "")
    listing = queries.open_jobs(after) if of == "jobs" else queries.open_letters(after)
    context = {
        "of": of,
        "standing": queries.standing(),
        "workers": queries.workers(),
        "listing": listing,
        "next": f"?{urlencode({'of': of, 'after': listing.older})}" if listing.older else "",
    }
    return page(request, "work/queue.html", context)


@login_required
@require_POST
def job_retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put failed work back into the queue."""
    done = _("It is put back into the queue.")
    return _press(request, handling.retry_job, "work.retried", key, done)


@login_required
@require_POST
def job_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give work up."""
    return _press(request, handling.drop_job, "work.dropped", key, _("The work is given up."))


@login_required
@require_POST
def job_stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask the worker to end a job."""
    done = _("The worker will end it within seconds.")
    return _press(request, handling.stop_job, "work.stopped", key, done)


@login_required
@require_POST
def letter_retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a letter after all."""
    done = _("The letter is sent as soon as may be.")
    return _press(request, handling.retry_letter, "letter.retried", key, done)


@login_required
@require_POST
def letter_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do not send a letter any more."""
    done = _("The letter will not be sent.")
    return _press(request, handling.drop_letter, "letter.dropped", key, done)


def _admit(request: HttpRequest) -> None:
    """Let only administrators of the installation in; others meet 404."""
    if not getattr(request.user, "is_administrator", False):
        raise Http404


def _press(
    request: HttpRequest, deed: Callable[[UUID], str], what: str, key: UUID, done: str
) -> HttpResponse:
    """Do what a button asks for; a deed of another moment or person is told, not repeated."""
    _admit(request)
    of = "letters" if what.startswith("letter.") else "jobs"
    try:
        with transaction.atomic():
            name = deed(key)
            pressed.send(None, user_id=request.user.pk, deed=what, name=name, key=str(key))
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(f"{address('work:queue')}?{urlencode({'of': of})}")

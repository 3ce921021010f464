"""The page on which administrators of the installation see and mend background work."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
    return _press(request, handling.retry_job, key, _("It is put back into the queue."))


@login_required
@require_POST
def job_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give work up."""
    return _press(request, handling.drop_job, key, _("The work is given up."))


@login_required
@require_POST
def job_stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask the worker to end a job."""
    return _press(request, handling.stop_job, key, _("The worker will end it within seconds."))


@login_required
@require_POST
def letter_retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a letter after all."""
    done = _("The letter is sent as soon as may be.")
    return _press(request, handling.retry_letter, key, done, of="letters")


@login_required
@require_POST
def letter_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do not send a letter any more."""
    return _press(
        request, handling.drop_letter, key, _("The letter will not be sent."), of="letters"
    )


def _admit(request: HttpRequest) -> None:
    """Let only administrators of the installation in; others meet 404."""
    if not getattr(request.user, "is_administrator", False):
        raise Http404


def _press(
    request: HttpRequest, deed: Callable[[UUID], None], key: UUID, done: str, of: str = "jobs"
) -> HttpResponse:
    """Do what a button asks for; a deed of another moment or person is told, not repeated."""
    _admit(request)
    try:
        deed(key)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(f"{address('work:queue')}?{urlencode({'of': of})}")

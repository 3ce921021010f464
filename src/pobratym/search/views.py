"""The page on which everybody searches."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from pobratym.accounts.http import PageRequest
from pobratym.core.pages import page
from pobratym.core.wordings import LANGUAGES
from pobratym.languages.tongues import tongue_name
from pobratym.search.asking import Asked
from pobratym.search.services import answering


@require_safe
def search(request: PageRequest) -> HttpResponse:
    """Answer a question from all rooms, with what the reader may see."""
    asked = Asked.read(request.GET)
    context = {
        "asked": asked,
        "answer": answering.answer_to(asked, request.user),
        "missing": answering.not_yet_found() if asked.words else None,
        "kinds": answering.kinds(),
        "topics": answering.topics(),
        "languages": [(code, tongue_name(code)) for code in LANGUAGES],
    }
    return _kept_by_nobody(page(request, "search/search.html", context, fragment="found"))


@require_safe
def suggest(request: PageRequest) -> HttpResponse:
    """Name the few records that may be meant, while somebody types."""
    asked = Asked.read(request.GET)
    if not request.htmx:
        return redirect(reverse("search:search") + asked.as_query())
    context = {"asked": asked, "results": answering.suggestions(asked, request.user)}
    return _kept_by_nobody(page(request, "search/suggestions.html", context))


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Let no cache on the way keep what somebody looked for; the own browser asks anew."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response

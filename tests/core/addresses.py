"""The addresses of the product, and a few that go wrong on purpose."""

import errno
import json

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import DataError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pobratym.config.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from pobratym.config.urls import (
    urlpatterns as product,
)
from pobratym.core.errors import DomainError
from pobratym.core.forms import LinesField
from pobratym.core.versions import StaleVersion

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def echo(request: HttpRequest) -> HttpResponse:
    """Say what came through the gate."""
    return JsonResponse(
        {
            "get": dict(request.GET.lists()),
            "post": dict(request.POST.lists()),
            "files": {name: file.size for name, file in request.FILES.items()},
            "json": request.content_type == "application/json" and json.loads(request.body),
            "plain": request.content_type == "text/plain" and request.body.decode(),
        }
    )


def stored(request: HttpRequest) -> HttpResponse:
    """Take what was typed to the database driver without asking any form."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [request.POST["text"]])
        return JsonResponse({"text": cursor.fetchone()[0]})


def told(request: HttpRequest) -> HttpResponse:
    """Ask a shared form field."""
    try:
        return JsonResponse({"text": LinesField().clean(request.POST["text"])})
    except ValidationError as refusal:
        return JsonResponse({"beside": refusal.messages}, status=422)


def raises(fault: Exception):
    def view(_request: HttpRequest) -> HttpResponse:
        raise fault

    return csrf_exempt(view)


urlpatterns = [
    path("echo/", csrf_exempt(echo)),
    path("stored/", csrf_exempt(stored)),
    path("told/", csrf_exempt(told)),
    path("guarded/", told),
    *[
        path(f"{language}raise/{name}/", raises(fault))
        for language in ("", "pl/", "uk/", "en/")
        for name, fault in {
            "404": Http404("secret detail"),
            "403": PermissionDenied("secret detail"),
            "400": SuspiciousOperation("secret detail"),
            "409": StaleVersion(None),
            "422": DomainError("The cities differ.", code="x"),
            "422-form": ValidationError({"name": ["Too long."]}),
            "500": RuntimeError("secret detail"),
            "500-data": DataError("secret detail"),
            "503-lost": OperationalError("server closed the connection; secret detail"),
            "503-disk": OSError(errno.ENOSPC, "No space left on device"),
        }.items()
    ],
    *product,
]

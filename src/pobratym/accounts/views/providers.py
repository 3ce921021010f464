"""Signing in by a city's own identity provider."""

from typing import Any

from allauth.socialaccount.providers.openid_connect import views as theirs
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@require_GET
def provider_enter(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to the provider; only where to go afterwards is taken from the address."""
    kept = QueryDict(mutable=True)
    if wanted := request.GET.get("next"):
        kept["next"] = wanted
    request.GET = kept  # type: ignore[assignment]
    return _answer(theirs.login(request, provider_id))


@never_cache
@require_GET
def provider_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the person back from the provider."""
    return _answer(theirs.callback(request, provider_id))


def _answer(response: Any) -> HttpResponse:  # noqa: ANN401  allauth is untyped
    assert isinstance(response, HttpResponse)  # noqa: S101  a redirect or a page
    return response

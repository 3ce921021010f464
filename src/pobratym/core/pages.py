"""Answer a request with a whole page, or with one named block of it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from jinja2_fragments import render_block

from pobratym.core.http import HtmxRequest
from pobratym.core.words import one_language


def page(
    request: HtmxRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render ``template``; htmx requests get only the block ``fragment`` of it.

    The answer varies on ``HX-Request`` where a fragment exists, so that a cache never hands a
    fragment to a browser that asked for the page.
    """
    with one_language():
        html = _written(request, template, context or {}, fragment)
    response = HttpResponse(html, status=status)
    if fragment:
        patch_vary_headers(response, ["HX-Request"])
    return response


def _written(request: HtmxRequest, template: str, context: dict[str, Any], fragment: str) -> str:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)  # noqa: S101  the settings name no other engine
    if not (fragment and request.htmx):
        return str(engine.get_template(template).render(context, request))
    token = {"csrf_input": csrf_input_lazy(request), "csrf_token": csrf_token_lazy(request)}
    known = {**context, "request": request, **token}
    for processor in engine.template_context_processors:
        known.update(processor(request))
    return str(render_block(engine.env, template, fragment, **known))


class PrivacyMiddleware:
    """What depends on a session is never kept by a cache, ours or anybody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark answers to people with a session, and answers that start one."""
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_for_all = "public" in response.get("Cache-Control", "")
        if (has_session or response.cookies) and not is_for_all:
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie"])
        return response

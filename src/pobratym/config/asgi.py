"""What the web server calls: takes a request in whole before a thread is spent on it.

A synchronous server gives a thread to a request as soon as its heading is there; eight people who
send half a form and stop would silence four threads. Here bodies arrive side by side (``arriving``)
and only what has arrived is handed to Django, in one of ``POBRATYM_THREADS`` threads. All but one
of them may change something: while writers wait for the database, readers are still answered.
When too much waits, the answer comes from the event loop itself, and so does ``/livez`` always.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any
from urllib.parse import unquote_to_bytes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")

from django.conf import settings

from pobratym.config.arriving import Arrivals, Message, Receive, has_body
from pobratym.config.wsgi import application as django
from pobratym.core.bodies import ARRIVED

Answer = tuple[str, list[tuple[str, str]], bytes]

MOST_WAITING = 64
"""Requests of one kind, those that read or those that may change something, beyond the threads."""
PATIENCE_SECONDS = 15.0
"""Who has waited so long has most likely gone; nobody does a deed for them any more."""
BUSY = 503
ALIVE: Answer = (
    "200 OK",
    [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
    b'{"alive": true}',
)

_threads = ThreadPoolExecutor(settings.THREADS, thread_name_prefix="page")
_writing = asyncio.Semaphore(max(1, settings.THREADS - 1))
_arrivals = Arrivals()
_under_way: Counter[bool] = Counter()


async def application(
    scope: Message, receive: Receive, send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer one request."""
    environ = _environ(scope)
    if environ["PATH_INFO"] == "/livez" and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
        return await _tell(ALIVE, send)
    with _arrivals.body() as body:
        if has_body(environ):
            environ[ARRIVED] = await body.arrive(receive, environ)
        environ["wsgi.input"] = body.held
        answer = await _in_turn(environ)
    return await _tell(answer, send)


async def _in_turn(environ: dict[str, Any]) -> Answer:
    """Wait for a thread, unless too many wait already; writers are no reason to refuse a reader."""
    reads = environ["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"}
    if _under_way[reads] >= settings.THREADS + MOST_WAITING:
        environ[ARRIVED] = BUSY
        return _answered(environ)  # here and now: the gate asks neither database nor disk
    since = time.monotonic()
    _under_way[reads] += 1
    try:
        async with nullcontext() if reads else _writing:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(_threads, _answered, environ, since)
    finally:
        _under_way[reads] -= 1


async def _tell(answer: Answer, send: Callable[[Message], Awaitable[None]]) -> None:
    status, headers, content = answer
    lines = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    start = {"type": "http.response.start", "status": int(status[:3]), "headers": lines}
    await send(start)
    await send({"type": "http.response.body", "body": content})


def _environ(scope: Message) -> dict[str, Any]:
    """Put the heading as Django's synchronous handler wants it (PEP 3333)."""
    server = scope.get("server") or ("localhost", None)
    client = scope.get("client") or ("", 0)
    path = scope.get("raw_path") or scope["path"].encode("utf-8")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue  # would pass for the header with a dash that a proxy of ours sets
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        text = value.decode("latin-1")
        if key in environ:
            text = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + text
        environ[key] = text
    return environ


def _answered(environ: dict[str, Any], since: float | None = None) -> Answer:
    """Let Django answer, in a thread that keeps its own connection to the database.

    Args:
        environ: the heading; a body is whole.
        since: moment (monotonic) from which the person has waited.
    """
    if since is not None and time.monotonic() - since > PATIENCE_SECONDS:
        environ[ARRIVED] = BUSY
    heading: list[tuple[str, list[tuple[str, str]]]] = []

    def begin(
        status: str, headers: list[tuple[str, str]], _error: object = None, /
    ) -> Callable[[bytes], object]:
        heading.append((status, headers))
        return lambda _data: None

    response = django(environ, begin)
    try:
        content = b"".join(response)
    finally:
        response.close()
    return (*heading[0], content)

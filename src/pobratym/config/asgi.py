"""What the web server calls: takes a request in whole before a thread is spent on it.

A synchronous server gives a thread to a request as soon as its heading is there; eight people who
send half a form and stop would silence four threads. Here bodies arrive side by side, on disk when
they are large, and only what has arrived is handed to Django, in one of ``POBRATYM_THREADS``
threads. Who falls below a pace that any line keeps is told so and let go.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")

from django.conf import settings

from pobratym.config.wsgi import application as django
from pobratym.core.bodies import ARRIVED, UPLOAD_LIMIT_BYTES

Message = MutableMapping[str, Any]
Answer = tuple[str, list[tuple[str, str]], bytes]

GRACE_SECONDS = 15.0
SLOWEST_BYTES_PER_SECOND = 2_000
"""After the grace this much must have come for each second; a poor mobile line does."""
MOST_ARRIVING = 500
_IN_MEMORY_BYTES = 256 * 1024

_threads = ThreadPoolExecutor(settings.THREADS, thread_name_prefix="page")
_arriving = asyncio.Semaphore(MOST_ARRIVING)


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Answer one request."""
    environ = _environ(scope)
    loop = asyncio.get_running_loop()
    with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as body:
        if _has_body(environ):
            environ[ARRIVED] = await _arrival(receive, body, environ)
        environ["wsgi.input"] = body
        status, headers, content = await loop.run_in_executor(_threads, _answered, environ)
    await send(
        {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [
                (name.lower().encode(), value.encode("latin-1")) for name, value in headers
            ],
        }
    )
    await send({"type": "http.response.body", "body": content})


def _has_body(environ: Message) -> bool:
    return environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


async def _arrival(
    receive: Callable[[], Awaitable[Message]], body: IO[bytes], environ: Message
) -> int:
    """Take a body in; give 200, or the status with which the gate refuses it."""
    if _arriving.locked():
        return 503
    async with _arriving:
        began = asyncio.get_running_loop().time()
        size = 0
        while True:
            try:
                async with asyncio.timeout_at(
                    began + GRACE_SECONDS + size / SLOWEST_BYTES_PER_SECOND
                ):
                    message = await receive()
            except TimeoutError:
                return 408
            if message["type"] != "http.request":
                return 408
            size += len(message.get("body", b""))
            if size > UPLOAD_LIMIT_BYTES:
                return 413
            body.write(message.get("body", b""))
            if not message.get("more_body"):
                break
    body.seek(0)
    if "HTTP_TRANSFER_ENCODING" in environ:
        del environ["HTTP_TRANSFER_ENCODING"]
    environ["CONTENT_LENGTH"] = str(size)
    return 200


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


def _answered(environ: dict[str, Any]) -> Answer:
    """Let Django answer, in a thread that keeps its own connection to the database."""
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

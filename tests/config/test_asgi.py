"""Bodies arrive side by side; only what has arrived costs a thread."""

import asyncio

import pytest

from pobratym.config import asgi

pytestmark = pytest.mark.django_db(transaction=True)

FORM = (b"content-type", b"application/x-www-form-urlencoded")


def ask(
    *parts: bytes,
    path: bytes = b"/livez",
    method: str = "GET",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    query: bytes = b"",
    stops: bool = False,
) -> tuple[int, dict[bytes, bytes], bytes]:
    """Send one request as the web server does; a body that ``stops`` never ends."""
    scope = {
        "type": "http", "method": method, "raw_path": path, "path": path.decode("latin-1"),
        "query_string": query, "headers": [(b"host", b"localhost"), *headers],
        "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 5),
        "server": ("::1", 8000),
    }  # fmt: skip
    waiting = [
        {"type": "http.request", "body": part, "more_body": stops or place < len(parts)}
        for place, part in enumerate(parts, 1)
    ]
    sent: list[dict] = []

    async def receive() -> dict:
        if waiting:
            return waiting.pop(0)
        return await asyncio.Event().wait()

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(asgi.application(scope, receive, send))
    heading, content = sent
    return heading["status"], dict(heading["headers"]), content["body"]


def test_a_request_without_a_body_is_answered():
    status, headers, content = ask()

    assert (status, content) == (200, b'{"alive": true}')
    assert headers[b"content-type"] == b"application/json"


def test_a_path_that_is_not_utf8_is_refused():
    assert ask(path=b"/pl/%FF/")[0] == 400
    assert ask(path=b"/pl/%00/")[0] == 400
    assert ask(path=b"/pl/", query=b"q=%00")[0] == 400


def test_an_encoding_that_is_not_for_text_is_refused():
    assert ask(headers=((b"content-type", b"x/y; charset=hex"),), query=b"q=a")[0] == 400


@pytest.mark.parametrize(
    "framing", [(b"content-length", b"11"), (b"transfer-encoding", b"chunked")]
)
def test_a_body_in_parts_reaches_the_form_whole(framing):
    status, _headers, content = ask(
        b"email=a", b"&p=b", path=b"/en/sign-in/", method="POST", headers=(FORM, framing)
    )

    assert status == 403  # no proof of origin, which is looked for in the form that arrived
    assert b"could not be accepted" in content


def test_a_body_that_stops_is_let_go(monkeypatch):
    monkeypatch.setattr(asgi, "GRACE_SECONDS", 0.05)

    status, headers, _content = ask(
        b"email=a", path=b"/uk/sign-in/", method="POST", stops=True,
        headers=(FORM, (b"content-length", b"1000")),
    )  # fmt: skip

    assert (status, headers[b"content-language"]) == (408, b"uk")


def test_a_body_beyond_every_limit_is_not_read_to_its_end():
    part = b"a" * 1_000_000

    status, *_rest = ask(
        *[part] * 26, path=b"/en/sign-in/", method="POST", stops=True,
        headers=(FORM, (b"transfer-encoding", b"chunked")),
    )  # fmt: skip

    assert status == 413


def test_too_many_at_once_are_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(asgi, "_arriving", asyncio.Semaphore(0))

    status, headers, _content = ask(
        b"a=b", path=b"/en/sign-in/", method="POST", headers=(FORM, (b"content-length", b"3"))
    )

    assert (status, headers[b"retry-after"]) == (503, b"10")


def test_repeated_headers_are_joined_as_servers_do():
    environ = asgi._environ(
        {
            "method": "GET", "path": "/", "raw_path": b"/a%20b", "query_string": b"q=1",
            "headers": [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-a", b"1"), (b"x-a", b"2")],
            "http_version": "2", "scheme": "https",
        }
    )  # fmt: skip

    assert (environ["HTTP_COOKIE"], environ["HTTP_X_A"], environ["PATH_INFO"]) == (
        "a=1; b=2", "1,2", "/a b",
    )  # fmt: skip

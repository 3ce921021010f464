"""Bodies arrive side by side; only what has arrived costs a thread."""

import asyncio
import threading

import pytest
from django.db import connections

from pobratym.config import arriving, asgi
from tests.apart import apart

pytestmark = pytest.mark.django_db(transaction=True)

FORM = (b"content-type", b"application/x-www-form-urlencoded")


UPLOAD = (b"content-type", b"multipart/form-data; boundary=x")
SESSION = (b"cookie", b"session=" + b"a" * 32)

Answer = tuple[int, dict[bytes, bytes], bytes]


@pytest.fixture(autouse=True)
def _no_connection_stays():
    """Let go of the database in every thread that answered."""
    yield
    number = max(1, len(asgi._threads._threads))
    together = threading.Barrier(number)
    list(asgi._threads.map(lambda _: (together.wait(5), connections.close_all()), range(number)))


def ask(*parts: bytes, **more) -> Answer:
    """Send one request as the web server does; a body that ``stops`` never ends."""
    return apart(asyncio.run, asking(*parts, **more))


async def asking(  # noqa: PLR0913  a request has these
    *parts: bytes,
    path: bytes = b"/pl/",
    method: str = "GET",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    query: bytes = b"",
    stops: bool = False,
    client: str = "127.0.0.1",
) -> Answer:
    scope = {
        "type": "http", "method": method, "raw_path": path, "path": path.decode("latin-1"),
        "query_string": query, "headers": [(b"host", b"localhost"), *headers],
        "http_version": "1.1", "scheme": "http", "client": (client, 5),
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

    await asgi.application(scope, receive, send)
    heading, content = sent
    return heading["status"], dict(heading["headers"]), content["body"]


def test_a_request_without_a_body_is_answered():
    status, headers, content = ask()

    assert (status, headers[b"content-language"]) == (200, b"pl")
    assert b"</html>" in content


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
    monkeypatch.setattr(arriving, "GRACE_SECONDS", 0.05)

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


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((FORM,), 413),
        ((UPLOAD,), 413),
        ((UPLOAD, (b"cookie", b"csrf=a; not-session=b")), 413),
        ((FORM, SESSION), 413),
        ((UPLOAD, SESSION), 400),  # whole, and found to be no form
    ],
)
def test_only_who_has_a_session_may_send_what_is_large(headers, status):
    length = (b"content-length", b"3000000")

    answer = ask(
        *[b"a" * 1_000_000] * 3, path=b"/en/sign-in/", method="POST", headers=(*headers, length)
    )

    assert answer[0] == status


def test_what_is_too_large_by_its_own_word_is_not_even_waited_for():
    status, *_rest = ask(
        path=b"/en/sign-in/", method="POST", stops=True,
        headers=(UPLOAD, SESSION, (b"content-length", b"25000001")),
    )  # fmt: skip

    assert status == 413


def sending(client: str = "192.0.2.1", **more):
    return asking(
        b"a=b", path=b"/en/sign-in/", method="POST", client=client,
        headers=(FORM, (b"content-length", b"3")), **more,
    )  # fmt: skip


def test_too_many_at_once_are_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(arriving, "MOST_ARRIVING", 0)

    status, headers, _content = apart(asyncio.run, sending())

    assert (status, headers[b"retry-after"]) == (503, b"10")


def test_one_address_cannot_take_every_place(monkeypatch):
    monkeypatch.setattr(arriving, "MOST_FROM_ONE", 2)
    monkeypatch.setattr(asgi, "_arrivals", arriving.Arrivals())

    async def all_of_them() -> list[int]:
        slow = [asyncio.create_task(sending("2001:db8::1", stops=True)) for _ in range(2)]
        await asyncio.sleep(0)
        answers = [await sending("2001:db8::2"), await sending("2001:db8:1::1")]
        for one in slow:
            one.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return [status for status, *_ in [*answers, await sending("2001:db8::3")]]

    assert apart(asyncio.run, all_of_them()) == [503, 403, 403]


def test_bodies_together_take_only_so_much_room_and_give_it_back(monkeypatch):
    monkeypatch.setattr(arriving, "MOST_HELD_BYTES", 3)
    monkeypatch.setattr(asgi, "_arrivals", arriving.Arrivals())

    async def all_of_them() -> list[int]:
        slow = asyncio.create_task(sending(stops=True))
        await asyncio.sleep(0)
        refused = await sending()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        return [status for status, *_ in [refused, await sending()]]

    assert apart(asyncio.run, all_of_them()) == [503, 403]


def test_livez_needs_no_thread():
    go = threading.Event()
    for _ in range(asgi.settings.THREADS):
        asgi._threads.submit(go.wait)
    try:
        status, headers, content = ask(path=b"/livez")
    finally:
        go.set()

    assert (status, content) == (200, b'{"alive": true}')
    assert (headers[b"content-type"], headers[b"cache-control"]) == (
        b"application/json",
        b"no-store",
    )


def test_when_too_many_wait_the_next_is_refused_without_a_thread(monkeypatch):
    monkeypatch.setattr(asgi, "MOST_WAITING", -asgi.settings.THREADS)

    status, headers, content = ask(path=b"/uk/")

    assert (status, headers[b"retry-after"]) == (503, b"10")
    assert headers[b"content-language"] == b"uk"
    assert b"content-security-policy" in headers
    assert "Забагато" in content.decode()


def test_who_has_waited_too_long_gets_no_deed_done(monkeypatch):
    monkeypatch.setattr(asgi, "PATIENCE_SECONDS", -1.0)

    assert apart(asyncio.run, sending())[0] == 503


def test_readers_are_answered_while_writers_wait_and_more_of_them_are_refused(monkeypatch):
    monkeypatch.setattr(asgi, "_writing", asyncio.Semaphore(0))
    monkeypatch.setattr(asgi, "MOST_WAITING", 1 - asgi.settings.THREADS)

    async def all_of_them() -> list[int]:
        writer = asyncio.create_task(sending())
        answers = [await asking(), await sending()]
        assert not writer.done()
        asgi._writing.release()
        return [status for status, *_ in [*answers, await writer]]

    assert apart(asyncio.run, all_of_them()) == [200, 503, 403]


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

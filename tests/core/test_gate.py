"""The gate: nothing unreadable, nothing too large, and nothing typed is lost."""

import io
import json
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from pobratym.config.wsgi import application
from pobratym.core.gate import GateMiddleware, refusal_of
from tests.shared import real_data, shared

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.addresses")]

UNFIT = ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\ufdd0", "\uffff", "\U0010ffff", "\ufffd"]
FORM = "application/x-www-form-urlencoded"

GET_ADDRESSES = ["/echo/?q={}", "/echo/?{}=1", "/echo/?page={}", "/en/?q={}"]
"""Every place of a GET where a reader may put words; ``{}`` is what was typed, percent-encoded."""


@pytest.mark.parametrize("sign", UNFIT, ids=ascii)
def test_an_unfit_sign_in_a_query_is_refused_with_its_place(client, sign):
    answer = client.get(f"/echo/?q=ab{quote(sign)}c", headers={"accept-language": "en"})

    assert answer.status_code == 400
    assert f"“q” holds a character that cannot be read: U+{ord(sign):04X}, at place 3." in (
        answer.content.decode()
    )


@pytest.mark.parametrize("raw", ["%FF", "%C3%28", "%ED%A0%80", "%F8%88%80%80%80", "%C0%AF"])
def test_bytes_that_are_not_utf8_are_refused(client, raw):
    assert client.get(f"/echo/?q={raw}").status_code == 400
    assert client.get(f"/echo/?{raw}=1").status_code == 400
    assert client.get(f"/echo/{raw}/").status_code == 400


@pytest.mark.parametrize("sign", UNFIT, ids=ascii)
def test_an_unfit_sign_in_a_path_is_refused(client, sign):
    assert client.get(f"/pl/{quote(sign)}/").status_code == 400


@pytest.mark.parametrize(
    ("language", "words"),
    [("pl", "nie da się odczytać"), ("uk", "неможливо прочитати"), ("en", "cannot be read")],
)
def test_a_refusal_speaks_the_readers_language(client, language, words):
    by_address = client.get(f"/{language}/?q=%00")
    by_browser = client.get("/echo/?q=%00", headers={"accept-language": language})

    for answer in (by_address, by_browser):
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert f'<html lang="{language}"' in answer.content.decode()


def test_a_refusal_quotes_a_field_harmlessly_and_in_short(client):
    answer = client.get(f"/echo/?{quote('<script>' + 'x' * 500)}=%00")

    assert answer.status_code == 400
    assert b"<script>x" not in answer.content
    assert "“&lt;script&gt;" + "x" * 52 + "” holds" in answer.content.decode()


def test_refusals_carry_the_security_headers(client):
    answer = client.get("/echo/?q=%00")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_queries_come_out_in_nfc_with_tabs_as_blanks(client):
    answer = client.get("/echo/", {"q": "Ostrołe\u0328ka\tmiasto", "cafe\u0301": "Йод"})

    assert answer.json()["get"] == {"q": ["Ostrołęka miasto"], "café": ["Йод"]}


def test_plain_and_ukrainian_queries_pass_unchanged(client):
    answer = client.get("/echo/?q=%D0%92%D0%B0%D1%80%D0%B0%D1%88&q=b+c&empty=&%2B=1")

    assert answer.json()["get"] == {"q": ["Вараш", "b c"], "empty": [""], "+": ["1"]}


def test_a_form_keeps_what_was_typed_and_says_beside_the_field_what_is_wrong(client):
    answer = client.post("/told/", {"text": "Umowa\0 z Warasz"})

    assert answer.status_code == 422
    assert answer.json()["beside"][0].startswith("Character 6 ")


@pytest.mark.parametrize("sign", UNFIT, ids=ascii)
def test_no_form_value_breaks_the_database_driver(client, sign):
    answer = client.post("/stored/", {"text": f"a{sign}b"})

    assert (answer.status_code, answer.json()) == (200, {"text": "a\ufffdb"})


@pytest.mark.parametrize("raw", ["text=a%FFb", "text=a%ED%A0%80b", "text=%F8%88%80%80%80"])
def test_no_undecodable_form_value_breaks_the_database_driver(client, raw):
    answer = client.post("/stored/", raw, content_type=FORM)

    assert answer.status_code == 200
    assert "\ufffd" in answer.json()["text"]


def test_forms_come_out_in_nfc_with_their_lines(client):
    answer = client.post("/echo/", {"text": "Ostrołe\u0328ka\r\n\tWarasz"})

    assert answer.json()["post"] == {"text": ["Ostrołęka\r\n\tWarasz"]}


def test_multipart_values_are_brought_into_order_too(client):
    file = io.BytesIO(b"\0\1\2")
    file.name = "raw.bin"

    answer = client.post("/echo/", {"text": "e\u0328\0", "file": file})

    assert answer.json()["post"] == {"text": ["ę\ufffd"]}
    assert answer.json()["files"] == {"file": 3}


def test_a_field_name_that_cannot_be_read_is_refused(client):
    assert client.post("/echo/", "a%00=1", content_type=FORM).status_code == 400


def test_too_many_fields_are_refused(client):
    fields = "&".join(f"f{number}=1" for number in range(1_001))

    assert client.post("/echo/", fields, content_type=FORM).status_code == 400
    assert client.get(f"/echo/?{fields}").status_code == 400


def test_too_many_files_are_refused(client):
    files = {f"f{number}": io.BytesIO(b"x") for number in range(101)}

    assert client.post("/echo/", files).status_code == 413


def test_a_form_over_the_limit_is_refused_and_told_what_fits(client):
    answer = client.post("/en/", f"text={'a' * 2_500_000}", content_type=FORM)

    assert answer.status_code == 413
    assert "2.5 MB" in answer.content.decode()


def test_an_upload_may_be_larger_than_a_form_but_not_endless(client):
    client.cookies["session"] = "a" * 32
    fits, does_not = io.BytesIO(b"x" * 3_000_000), io.BytesIO(b"x" * 25_000_000)

    assert client.post("/echo/", {"file": fits}).json()["files"] == {"file": 3_000_000}
    assert client.post("/echo/", {"file": does_not}).status_code == 413


def test_strangers_send_no_files(client):
    answer = client.post("/echo/", {"file": io.BytesIO(b"x" * 3_000_000)})

    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "٣", "9" * 400, " 5"])
def test_a_false_length_is_refused(length):
    request = RequestFactory().post("/echo/", "a=1", content_type=FORM)
    request.META["CONTENT_LENGTH"] = length

    assert refusal_of(request).status in {400, 413}


def _chunked(body: bytes, content_type: str):
    """Make a request as the server hands it on when the body came in chunks, without a length."""
    request = RequestFactory().post("/echo/", content_type=content_type)
    request.META.pop("CONTENT_LENGTH", None)
    request.META["HTTP_TRANSFER_ENCODING"] = "chunked"
    request.environ["wsgi.input"] = io.BytesIO(body)
    return request


def test_a_body_in_chunks_is_read_and_measured():
    small, large = _chunked(b"text=abc", FORM), _chunked(b"text=" + b"a" * 2_500_000, FORM)

    assert refusal_of(small) is None
    assert small.POST["text"] == "abc"
    assert refusal_of(large).status == 413


def test_what_breaks_off_is_refused():
    request = RequestFactory().post("/echo/", "a=1", content_type=FORM)
    request.META["CONTENT_LENGTH"] = "1000"
    request.environ["wsgi.input"] = io.BytesIO(b"a=1")

    assert refusal_of(request).status == 408


def test_json_in_chunks_is_read_and_measured():
    request = _chunked(b'{"a": "\\u0000"}', "application/json")

    assert refusal_of(request).status == 400


@pytest.mark.parametrize(
    "body",
    [
        '{"a": "\\u0000"}', '{"a": "\\ud800"}', '{"\\ufffe": 1}', '[["\\u0007"]]', "{", "[1,]",
        "[" * 33 + "]" * 33, "[" * 100_000, '{"a":' * 40, "[9223372036854775808]", "[NaN]",
        "[1e999]", "[" + "9" * 5_000 + "]", "[-Infinity]", '"\\', '"' + '\\"' * 500_000,
    ],
    ids=lambda body: body[:16],
)  # fmt: skip
def test_json_that_no_database_takes_is_refused(client, body):
    assert client.post("/echo/", body, content_type="application/json").status_code == 400


def test_json_that_is_not_utf8_is_refused(client):
    answer = client.post("/echo/", b'{"a": "\xff"}', content_type="application/json")

    assert answer.status_code == 400


def test_other_bodies_reach_the_view_whole(client):
    answer = client.post("/echo/", "Вараш", content_type="text/plain")

    assert answer.json()["plain"] == "Вараш"


def test_ordinary_json_passes(client):
    body = {"a": ["Вараш", 2**63 - 1, -1.5, None, {"b": "[[[["}], "x": "\n"}

    answer = client.post("/echo/", json.dumps(body), content_type="application/json")

    assert answer.json()["json"] == body


@pytest.mark.parametrize("charset", ["utf-16", "windows-1251", "unicode_escape", "idna"])
def test_a_foreign_encoding_is_refused(client, charset):
    declared = {"CONTENT_TYPE": f"{FORM}; charset={charset}"}

    assert client.get("/echo/?q=a", **declared).status_code == 400
    assert client.generic("POST", "/echo/", b"q=a", declared["CONTENT_TYPE"]).status_code == 400


@pytest.mark.parametrize("charset", ["hex", "zip", "rot13", "punycode", "undefined"])
def test_an_encoding_that_is_not_for_text_does_not_break_the_handler(charset):
    environ = RequestFactory().get("/echo/?q=a").environ

    request = application.request_class({**environ, "CONTENT_TYPE": f"x/y; charset={charset}"})

    assert refusal_of(request).status == 400


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=ł",
     "multipart/form-data; boundary=x"],
)  # fmt: skip
def test_a_broken_upload_is_refused(client, content_type):
    assert client.post("/echo/", b"junk", content_type=content_type).status_code in {200, 400}


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x1b", "\x7f", "\n", "\r"], ids=ascii)
def test_a_control_sign_in_a_header_is_refused(client, sign):
    answer = client.get("/echo/", headers={"user-agent": f"a{sign}b", "accept-language": "en"})

    assert answer.status_code == 400
    assert "The header User-Agent" in answer.content.decode()


def test_a_control_sign_spelt_out_in_a_cookie_is_refused(client):
    answer = client.get("/echo/", headers={"cookie": r'session="a\000b"'})

    assert answer.status_code == 400


def test_headers_over_16_kb_are_refused(client):
    assert client.get("/echo/", headers={"x-long": "a" * 17_000}).status_code == 431
    assert client.get("/echo/?q=" + "a" * 17_000).status_code == 431
    assert client.get("/echo/", headers={"x-long": "a" * 8_000}).status_code == 200


def test_language_and_zone_do_not_outlast_a_request():
    def view(_request):
        translation.activate("uk")
        timezone.activate("Europe/Kyiv")
        return HttpResponse()

    GateMiddleware(view)(RequestFactory().get("/"))

    assert (translation.get_language(), timezone.get_current_timezone_name()) == (
        "en",
        "Europe/Warsaw",
    )


@real_data
@pytest.mark.parametrize("address", GET_ADDRESSES)
def test_no_naughty_string_in_an_address_breaks_anything(address):
    strings = json.loads(shared("hostile/blns.json").read_text(encoding="utf-8"))
    client = Client(raise_request_exception=False)

    answers = {
        text: client.get(address.format(quote(text, errors="surrogatepass"))).status_code
        for text in strings
    }

    assert {text: status for text, status in answers.items() if status >= 500} == {}


@real_data
@pytest.mark.parametrize("address", ["/stored/", "/told/", "/echo/"])
def test_no_naughty_string_in_a_form_breaks_anything(address):
    strings = json.loads(shared("hostile/blns.json").read_text(encoding="utf-8"))
    client = Client(raise_request_exception=False)

    answers = {text: client.post(address, {"text": text}).status_code for text in strings}

    assert {text: status for text, status in answers.items() if status >= 500} == {}

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pobratym.core.errors import DomainError
from pobratym.languages.machine import client
from pobratym.languages.machine.asking import proposed, service_name
from pobratym.languages.machine.client import MachineError, service_at
from pobratym.languages.machine.translators import DeepL, LibreTranslate, translator_of


class _Service(BaseHTTPRequestHandler):
    """Speaks both protocols, as far as we use them."""

    seen: list[tuple[str, dict, dict]] = []
    status = 200
    answer: bytes | None = None
    slow = 0.0

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, dict(self.headers), asked))
        time.sleep(self.slow)
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        self.wfile.write(self.answer if self.answer is not None else self._said(asked))

    def _said(self, asked):
        if self.path.endswith("/v2/translate"):
            target = asked["target_lang"]
            said = {"translations": [{"text": f"{target}:{one}"} for one in asked["text"]]}
        else:
            said = {"translatedText": [f"{asked['target']}:{one}" for one in asked["q"]]}
        return json.dumps(said).encode()

    def log_message(self, *_args):
        pass


@pytest.fixture
def service():
    handler = type("Handler", (_Service,), {"seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    handler.address = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_libretranslate_is_asked_in_its_own_way(service):
    said = LibreTranslate(service_at(service.address), "key").translate(
        ["Miasto", "§ 1"], "pl", "uk"
    )

    assert said == ["uk:Miasto", "uk:§ 1"]
    path, _headers, asked = service.seen[0]
    assert path == "/translate"
    assert asked == {
        "q": ["Miasto", "§ 1"], "source": "pl", "target": "uk", "format": "text", "api_key": "key",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\ufffe"])
def test_signs_that_no_text_may_hold_are_no_answer(service, text):
    service.answer = b'{"translatedText": ["' + text.encode() + b'"]}'

    with pytest.raises(MachineError) as failed:
        LibreTranslate(service_at(service.address)).translate(["Miasto"], "pl", "uk")

    assert failed.value.code == "answer"


def test_deepl_is_asked_in_its_own_way(service):
    said = DeepL(service_at(service.address + "/deepl"), "key").translate(["Miasto"], "pl", "en")

    assert said == ["EN-GB:Miasto"]
    path, headers, asked = service.seen[0]
    assert path == "/deepl/v2/translate"
    assert headers["Authorization"] == "DeepL-Auth-Key key"
    assert (asked["text"], asked["source_lang"]) == (["Miasto"], "PL")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (302, "answer"), (403, "key"), (429, "busy"), (456, "used_up"), (400, "cannot"),
        (500, "answer"),
    ],
)  # fmt: skip
def test_refusals_are_told_apart_and_no_redirect_is_followed(service, status, code):
    service.status = status

    with pytest.raises(MachineError) as refused:
        LibreTranslate(service_at(service.address)).translate(["Miasto"], "pl", "uk")

    assert refused.value.code == code
    assert len(service.seen) == 1


@pytest.mark.parametrize(
    "answer",
    [b"", b"no json", b"[]", b'{"translatedText": "one"}', b'{"translatedText": [1]}',
     b'{"translatedText": []}', b"[" * 100_000, b" " * 1_100_000],
)  # fmt: skip
def test_nonsense_is_refused(service, answer):
    service.answer = answer

    with pytest.raises(MachineError) as refused:
        LibreTranslate(service_at(service.address)).translate(["Miasto"], "pl", "uk")

    assert refused.value.code == "answer"


def test_a_silent_service_is_not_waited_for(service, monkeypatch):
    monkeypatch.setattr(client, "SECONDS", 0.2)
    service.slow = 1.0

    with pytest.raises(MachineError) as refused:
        LibreTranslate(service_at(service.address)).translate(["Miasto"], "pl", "uk")

    assert refused.value.code == "unreachable"


@pytest.mark.parametrize(
    "address",
    ["", "http://example.org", "ftp://127.0.0.1", "https://user:word@example.org", "https://[::1",
     "http://10.0.0.1", "https://example.org/?q=1", "http://127.0.0.1.example.org", "file:///etc"],
)  # fmt: skip
def test_only_https_or_this_computer_is_asked(address):
    with pytest.raises(MachineError) as refused:
        service_at(address)

    assert refused.value.code == "address"


def test_nothing_is_asked_unless_the_administrator_says_so():
    assert translator_of("", "https://example.org", "") is None
    assert service_name() == ""
    with pytest.raises(DomainError) as refused:
        proposed(["Miasto"], "pl", "uk")
    assert refused.value.code == "no_service"


def test_errors_hold_neither_words_nor_keys(service, settings, caplog):
    settings.TRANSLATOR, settings.TRANSLATOR_ADDRESS = "libretranslate", service.address
    settings.TRANSLATOR_KEY = "hidden-key"
    service.status = 403

    with pytest.raises(DomainError) as refused:
        proposed(["Secret words"], "pl", "uk")

    told = f"{refused.value!r} {refused.value.__cause__!r} {caplog.text}"
    assert refused.value.code == "key"
    assert "Secret" not in told
    assert "hidden-key" not in told
    assert service_name() == "127.0.0.1"


def test_a_long_text_is_not_sent(service, settings):
    settings.TRANSLATOR, settings.TRANSLATOR_ADDRESS = "libretranslate", service.address

    with pytest.raises(DomainError) as refused:
        proposed(["x" * 30_001], "pl", "uk")

    assert refused.value.code == "too_long"
    assert service.seen == []

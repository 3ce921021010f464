"""What goes into the log: no secrets, no personal data, no forged lines."""

import io
import logging

import pytest
from django.core.exceptions import DisallowedHost, PermissionDenied

from pobratym.core.logs import MaskingFilter, masked


@pytest.fixture
def logged():
    """A logger as the settings make it, and what it wrote."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(MaskingFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("tests.masked")
    logger.addHandler(handler)
    yield logger, out
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mail to jan.kowalski@um.ostroleka.pl failed", "mail to j***@um.ostroleka.pl failed"),
        ("postgresql://pobratym:s3cret@db/main", "postgresql://pobratym:***@db/main"),
        ("password=hunter2 user=x", "password=*** user=x"),
        ("{'password': 'hunter2', 'a': 1}", "{'password': '***', 'a': 1}"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: ***"),
        ("bearer abcdefghijk", "bearer ***"),
        ("Cookie: session=abcdef", "Cookie: ***"),
        ("csrfmiddlewaretoken=abc&x=1", "csrfmiddlewaretoken=***&x=1"),
        ("call +48 29 764 68 11 now", "call +*** now"),
        ("PESEL 44051401359", "PESEL ***********"),
        ("form " + "aB-_" * 10 + "xyz", "form ***"),
        (
            "KATOTTG UA56020030000068439, TERYT 1461011",
            "KATOTTG UA56020030000068439, TERYT 1461011",
        ),
        ("Fault K7Q2-9FWA at GET /pl/", "Fault K7Q2-9FWA at GET /pl/"),
    ],
)
def test_secrets_and_personal_data_are_masked(text, shown):
    assert masked(text) == shown


def test_nobody_writes_a_line_of_ours(logged):
    logger, out = logged

    logger.warning("sign-in of %s", "x\nERROR forged\r\x1b[31m\u2028more")

    assert out.getvalue() == "WARNING sign-in of x\\nERROR forged\\r\\x1b[31m\\u2028more\n"


def test_a_trace_is_masked_and_set_in(logged):
    logger, out = logged
    try:
        int("password=hunter2\nERROR forged")
    except ValueError:
        logger.exception("failed")

    first, *trace = out.getvalue().splitlines()
    assert first == "ERROR failed"
    assert all(line.startswith("  | ") for line in trace)
    assert "hunter2" not in out.getvalue()


def test_a_long_message_is_masked_quickly():
    for text in ("a" * 100_000, "+1 " * 50_000, "@" * 100_000, "a@" * 50_000, "token " * 20_000):
        assert masked(text)


@pytest.mark.parametrize("kind", [DisallowedHost, PermissionDenied])
def test_a_refused_request_takes_one_line_and_no_trace(logged, kind):
    logger, out = logged
    refusal = kind("evil.example")

    logger.error("refused", exc_info=(kind, refusal, None))

    assert out.getvalue() == "ERROR refused\n"

r"""What goes into the log: no secrets, no personal data, and no line that somebody else wrote.

One filter for every handler. It masks addresses, numbers and secrets in the message and in the
trace, writes control signs out (``\\n``), and sets trace lines in, so that nothing that a stranger
sent can look like a line of ours.
"""

import logging
import re

from django.core.exceptions import PermissionDenied, SuspiciousOperation

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"((?<!\w)\w{1,20}://[^\s:/@]{0,100}):[^\s/@]+@"), r"\1:***@"),
    (
        re.compile(
            r"""(?ix) ( \b (?: pass(?:word|wd|phrase)? | secret(?:_?key)? | token | api_?key
            | csrf\w* | session(?:id)? | authorization | cookie ) \b ["']? \s* [=:] \s* ["']? )
            (?: (?:bearer|basic|token) \s+ )? [^\s,;&"']+"""
        ),
        r"\1***",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 ***"),
    (re.compile(r"(?<![\w.+-])(\w)[\w.+%-]{0,200}@([\w-]+\.[\w.-]*\w)"), r"\1***@\2"),
    (re.compile(r"(?<![\w+])\+\d[\d ()-]{7,17}\d"), "+***"),
    (re.compile(r"(?<![\w.-])\d{11}(?![\w-])"), "***********"),
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])"), "***"),
)
"""Passwords in database addresses; named secrets; authorization; e-mail (first letter and domain
stay); telephone numbers with +; PESEL; one-time tokens."""

_LONGEST = 20_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def masked(text: str) -> str:
    """Give ``text`` without secrets and personal data, cut after 20,000 characters."""
    text = text[:_LONGEST]
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


def on_one_line(text: str) -> str:
    r"""Write control signs and line breaks out: ``\\n``, ``\\x1b``."""
    return _CONTROL.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


REFUSALS = (PermissionDenied, SuspiciousOperation)
"""What anybody can bring about by asking wrongly; a trace of each would fill the disk."""


class MaskingFilter(logging.Filter):
    """Makes each record fit to be kept; put it on handlers, so that it sees every logger."""

    _formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask message and trace in place; every record passes."""
        record.msg = on_one_line(masked(record.getMessage()))
        record.args = None
        if record.exc_info and isinstance(record.exc_info[1], REFUSALS):
            record.exc_info = None
        if record.exc_info and not record.exc_text:
            record.exc_text = _set_in(self._formatter.formatException(record.exc_info))
        return True


def _set_in(trace: str) -> str:
    return "\n".join("  | " + on_one_line(line) for line in masked(trace).splitlines())

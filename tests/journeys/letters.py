"""Letters as they arrive: the files that the worker of a running installation writes."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

from tests.journeys.conftest import Server

PATIENCE_SECONDS = 60


def letter(server: Server, to: str, words: str) -> str:
    """Wait for a letter to an address that says ``words``; give its subject and text."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        for found in letters(server, to):
            if words in found:
                return found
        Event().wait(0.2)
    raise AssertionError(f"no letter to {to} says “{words}”", letters(server, to))


def letters(server: Server, to: str) -> list[str]:
    """Give all that has arrived at an address."""
    read = (path.read_bytes() for path in (server.data / "mail").glob("*.eml"))
    parsed = (message_from_bytes(content, policy=policy.default) for content in read)
    return [_text(one) for one in parsed if one["To"] == to]


def _text(one: EmailMessage) -> str:
    plain = one.get_body(("plain",)).get_content()
    return f"{one['Subject']}\n{plain}"


def link_in(text: str, part: str) -> str:
    """Give the one address in a letter that has ``part`` in it."""
    (found,) = set(re.findall(rf"https?://\S*{part}\S*", text))
    return found

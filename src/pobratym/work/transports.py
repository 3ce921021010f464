"""Ways out for letters, chosen by the setting ``POBRATYM_MAIL``: a file, the console, SMTP."""

import os
import re
import smtplib
import ssl
import stat
import sys
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PATIENCE_SECONDS = 15
_PERMANENT = 500
_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


WRONG = (
    "POBRATYM_MAIL is file, console, or an address such as"
    " smtp://user:password@mail.example.org:587 (smtps:// for port 465)."
)


class RefusedError(Exception):
    """The mail server will never take this letter; its words are a code, never an address."""


class PostponedError(Exception):
    """The mail server does not take this letter now."""


class UnreachableError(PostponedError):
    """There is no mail server to talk to now, so other letters need not be tried."""


class Transport(Protocol):
    """Hands messages over."""

    def send(self, message: EmailMessage) -> None:
        """Hand one message over, for good.

        Raises:
            RefusedError: it will never be taken.
            PostponedError: it is not taken now; ``UnreachableError`` where none would be.
        """

    def close(self) -> None:
        """End the conversation, where there is one."""


def mail_folder() -> Path:
    """Say where letters lie that became files; read anew each time, so that tests may move it."""
    return Path(settings.DATA_FOLDER) / "mail"


class FileTransport:
    """Writes each letter into a file of its own; nothing leaves the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the file under the name of its Message-ID, so that a repeat is the same file."""
        name = re.sub(r"[^\w-]", "_", message["Message-ID"].strip("<>").partition("@")[0])
        try:
            self.folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
            self._write(self.folder / f"{name}.eml", message.as_bytes())
        except OSError as fault:
            raise UnreachableError(os.strerror(fault.errno or 0)) from fault

    def _write(self, path: Path, content: bytes) -> None:
        """Write aside, onto the disk, then into place."""
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as aside:
            aside.write(content)
            aside.flush()
            os.fsync(aside.fileno())
        Path(aside.name).rename(path)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def close(self) -> None:
        """Nothing is open."""


class ConsoleTransport:
    """Shows each letter on the terminal."""

    def send(self, message: EmailMessage) -> None:
        """Print it, the text readable."""
        text = message.get_body(("plain",))
        lines = text.get_content().splitlines() if isinstance(text, EmailMessage) else []
        words = "\n".join(lines)
        sys.stdout.write(f"\nTo: {message['To']}\nSubject: {message['Subject']}\n\n{words}\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing is open."""


class SmtpTransport:
    """Talks to a mail server; one conversation for many letters."""

    def __init__(self, address: str) -> None:
        """Read ``smtp://user:password@host:587?tls=starttls``.

        Raises:
            ImproperlyConfigured: it is no such address.
        """
        parts = urlsplit(address)
        tls = parse_qs(parts.query).get("tls", ["starttls"])[-1]
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == 0:
            raise ImproperlyConfigured(WRONG)
        if tls not in {"starttls", "none"}:
            raise ImproperlyConfigured("POBRATYM_MAIL: tls is starttls or none.")
        self.wraps = parts.scheme == "smtps"
        self.starts = not self.wraps and tls == "starttls"
        self.host, self.port = parts.hostname, port or (465 if self.wraps else 587)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        if self.password and not (self.wraps or self.starts) and self.host not in settings.LOOPBACK:
            raise ImproperlyConfigured("POBRATYM_MAIL: a password needs encryption; drop tls=none.")
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand one message over."""
        try:
            self._opened().send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _verdict(*next(iter(refusal.recipients.values()))) from None
        except smtplib.SMTPDataError as refusal:
            raise _verdict(refusal.smtp_code, refusal.smtp_error) from None
        except smtplib.SMTPNotSupportedError:
            self.close()
            raise UnreachableError("no encryption or sign-in offered") from None
        except smtplib.SMTPResponseException as refusal:
            # Signing in, greeting, sender: not the letter's fault, so it waits for a better set-up.
            self.close()
            raise UnreachableError(_code(refusal.smtp_code, refusal.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            raise UnreachableError(type(fault).__name__) from None

    def _opened(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        context = ssl.create_default_context()
        if self.wraps:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=_PATIENCE_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=_PATIENCE_SECONDS)
        self._server = server
        if self.starts:
            server.starttls(context=context)
        if self.user:
            server.login(self.user, self.password)
        return server

    def close(self) -> None:
        """Say goodbye; a server that is gone does not matter."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()


def _verdict(code: int, words: bytes | str) -> RefusedError | PostponedError:
    """Judge a server's answer about one letter by its code (RFC 5321, 4.2.1)."""
    return (RefusedError if code >= _PERMANENT else PostponedError)(_code(code, words))


def _code(code: int, words: bytes | str) -> str:
    """Keep of an answer the numbers; its words may name the person."""
    found = _ENHANCED.search(words if isinstance(words, bytes) else words.encode())
    return f"{code} {found[0].decode()}" if found else str(code)


def transport() -> Transport:
    """Give the way out that the settings name.

    Raises:
        ImproperlyConfigured: they name none.
    """
    if settings.MAIL == "file":
        return FileTransport(mail_folder())
    if settings.MAIL == "console":
        return ConsoleTransport()
    return SmtpTransport(settings.MAIL)

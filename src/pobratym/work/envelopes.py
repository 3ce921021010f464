"""A letter of the outbox as the message that goes out: the same bytes at each attempt."""

import unicodedata
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr

from django.conf import settings

from pobratym.work.models import Letter


class _Policy(EmailPolicy):
    """Writes subjects as one run of encoded words.

    The library's own folding loses the space between two words where the line breaks there.
    """

    def fold(self, name: str, value: str) -> str:
        """Write a header in lines."""
        if name.lower() != "subject" or value.isascii():
            return str(super().fold(name, value))
        words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header in lines of seven bits."""
        if name.lower() != "subject" or value.isascii():
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


POLICY = _Policy(linesep=SMTP.linesep, cte_type="7bit", raise_on_defect=True)
"""Seven bits, so that no server on the way has to be asked what it can carry."""
_LONGEST_SUBJECT = 300


class UnfitAddressError(Exception):
    """An address to which no message can be written."""


def message_for(letter: Letter) -> EmailMessage:
    """Write the message of a letter: text and HTML, to one person only.

    Raises:
        UnfitAddressError: its address, or that of the sender, is none.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = sender()
    message["To"] = _address(letter.to)
    message["Subject"] = one_line(letter.subject)[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe.startswith(f"{settings.SITE_ADDRESS}/"):
        message["List-Unsubscribe"] = f"<{one_line(letter.unsubscribe)}>"
        if settings.HTTPS:
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_fit(letter.text))
    message.add_alternative(_fit(letter.html), subtype="html")
    message["Content-Language"] = letter.language  # last: setting the content takes such lines out
    message.set_boundary(f"=_{letter.public_id.hex}")
    return message


def one_line(text: str) -> str:
    """Make a header's worth of a text: line breaks and control signs become spaces.

    What turns the direction of writing goes, too: it could make a subject read as another.
    """
    plain = (" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join("".join(plain).split())


def _fit(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def sender() -> Address:
    """Give the address that all letters come from.

    Raises:
        UnfitAddressError: the settings name none.
    """
    name, spec = parseaddr(one_line(settings.MAIL_FROM))
    return _address(spec, name)


def _address(spec: str, name: str = "") -> Address:
    local, at, domain = spec.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
        local.encode("ascii")
        if not at or not ascii_domain or one_line(spec) != spec or " " in spec:
            raise UnfitAddressError
        return Address(name, local, ascii_domain)
    except (UnicodeError, ValueError, IndexError) as fault:
        raise UnfitAddressError from fault

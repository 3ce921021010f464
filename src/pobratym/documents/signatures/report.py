"""What a check of a signed PDF found, as plain data."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """The whole of a check in one word."""

    VALID = "valid"
    """Every signature is whole and by somebody whom the trust list knows."""
    UNTRUSTED = "untrusted"
    """Every signature is whole, at least one leads to nobody on the trust list."""
    PARTIAL = "partial"
    """A signature does not cover the whole file, or something was added after it."""
    ALTERED = "altered"
    """What a signature covers was changed."""
    UNREADABLE = "unreadable"
    NONE = "none"
    """There is no signature in the file."""


class Trouble(StrEnum):
    """Why a file could not be checked."""

    NOT_PDF = "not_pdf"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_SLOW = "too_slow"
    """It took more time or memory than a check may take."""
    UNKNOWN_METHOD = "unknown_method"
    """The signature is made in a way that is not known here, such as by DSTU 4145."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature in a PDF.

    Attributes:
        signer: name in the certificate; numbers of persons are left out.
        issuer: who issued the certificate.
        claimed_at: the moment that the signer's computer gave.
        stamped_at: the moment that a time-stamping service gave.
        is_stamp_trusted: the service is on the trust list.
        level: ``B-B``, ``B-T``, ``B-LT``, ``B-LTA``, or ``CMS`` where it is not PAdES.
        coverage: ``file``, ``revision`` (all that was there when it was made) or ``part``.
        added: what came after it: ``nothing``, ``stamps`` (what keeps it provable), ``signatures``
            (further ones, and what signing fills in) or ``changes``.
        is_intact: what it covers is as it was signed, and the signature is the certificate's.
        is_trusted: the certificate leads to the trust list, at the moment of the check.
        is_expired: the certificate was not valid at that moment.
    """

    signer: str = ""
    issuer: str = ""
    claimed_at: str = ""
    stamped_at: str = ""
    is_stamp_trusted: bool = False
    level: str = ""
    coverage: str = "part"
    added: str = "changes"
    is_intact: bool = False
    is_trusted: bool = False
    is_expired: bool = False

    @property
    def claimed(self) -> dt.datetime | None:
        """The moment that the signer's computer gave."""
        return dt.datetime.fromisoformat(self.claimed_at) if self.claimed_at else None

    @property
    def stamped(self) -> dt.datetime | None:
        """The moment that a time-stamping service gave."""
        return dt.datetime.fromisoformat(self.stamped_at) if self.stamped_at else None


@dataclass(frozen=True, slots=True)
class Report:
    """A check of one file.

    ``text_sha256`` is the digest of the agreement's text that the file itself names, if any;
    ``is_revocation_checked`` is always False here: nothing is fetched.
    """

    verdict: Verdict
    trouble: Trouble | None = None
    signatures: Sequence[Signed] = field(default_factory=tuple)
    text_sha256: str = ""
    is_revocation_checked: bool = False

    @property
    def latest_signing_at(self) -> dt.datetime | None:
        """The latest moment that a signature names, a stamp before a claim."""
        moments = (one.stamped or one.claimed for one in self.signatures)
        return max((moment for moment in moments if moment), default=None)


def as_json(report: Report) -> dict[str, Any]:
    """Give a report as JSON values."""
    return asdict(report)


def from_json(told: Mapping[str, Any]) -> Report:
    """Read a report again."""
    trouble = told.get("trouble")
    return Report(
        Verdict(told["verdict"]),
        Trouble(trouble) if trouble else None,
        tuple(Signed(**one) for one in told.get("signatures", ())),
        told.get("text_sha256", ""),
    )

"""Reading the signatures of a PDF by pyHanko; runs in a process of its own (``worker``).

Nothing is fetched: no missing certificates, no lists of revoked ones (RFC 5280), so a report always
says that revocation was not checked. Levels are those of ETSI EN 319 142-1.
"""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from pobratym.documents.signatures.report import Report, Signed, Trouble, Verdict

MARK = re.compile(rb"pobratym-sha256:([0-9a-f]{64})")
"""How a PDF made here names the digest of its text, among its keywords."""
_LONGEST_NAME = 200
_MOST_SIGNATURES = 100
_LEVELS = {"/ETSI.CAdES.detached": "B-B"}
_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: "file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}
_HARMLESS = {"stamps", "signatures"}
_ADDED = {
    ModificationLevel.NONE: "nothing",
    ModificationLevel.LTA_UPDATES: "stamps",
    ModificationLevel.FORM_FILLING: "signatures",
}


def read_pdf(data: bytes, roots: Sequence[bytes], moment: dt.datetime) -> Report:
    """Check all signatures of a PDF; says what is wrong with it instead of raising.

    Args:
        data: the whole file.
        roots: certificates whose word is taken, in DER.
        moment: when the certificates must have been valid: that of the upload, for which the
            record itself stands surety; a trusted time stamp is not older evidence for us.
    """
    if not data.startswith(b"%PDF-"):
        return Report(Verdict.UNREADABLE, Trouble.NOT_PDF)
    try:
        return _read(data, roots, moment)
    except MemoryError:
        return Report(Verdict.UNREADABLE, Trouble.TOO_SLOW)
    except Exception:  # noqa: BLE001  a hostile file makes readers raise anything
        return Report(Verdict.UNREADABLE, Trouble.BROKEN)


def _read(data: bytes, roots: Sequence[bytes], moment: dt.datetime) -> Report:
    reader = PdfFileReader(io.BytesIO(data))
    if reader.encrypted:
        return Report(Verdict.UNREADABLE, Trouble.ENCRYPTED)
    text_sha256 = _text_digest(data)
    found = list(reader.embedded_regular_signatures)[:_MOST_SIGNATURES]
    if not found:
        return Report(Verdict.NONE, text_sha256=text_sha256)
    has_store = "/DSS" in reader.root
    is_archived = bool(reader.embedded_timestamp_signatures)
    known = [x509.Certificate.load(root) for root in roots]
    signatures = []
    for one in found:
        try:
            signatures.append(_signed(one, known, moment, has_store, is_archived))
        # pyHanko raises the last of these for a digest or a key that it does not know.
        except (SignatureValidationError, PdfError, NotImplementedError) as refusal:
            if isinstance(refusal, PdfError) and not isinstance(refusal, SignatureValidationError):
                return Report(Verdict.UNREADABLE, Trouble.BROKEN, text_sha256=text_sha256)
            return Report(Verdict.UNREADABLE, Trouble.UNKNOWN_METHOD, text_sha256=text_sha256)
    return Report(_verdict(signatures), None, tuple(signatures), text_sha256)


def _signed(
    one: EmbeddedPdfSignature,
    known: list[x509.Certificate],
    moment: dt.datetime,
    has_store: bool,
    is_archived: bool,
) -> Signed:
    status = validate_pdf_signature(one, _context(known, moment), _context(known, moment))
    certificate = status.signing_cert
    stamp = status.timestamp_validity
    level = _LEVELS.get(str(one.sig_object.get("/SubFilter")), "CMS")
    if level == "B-B" and stamp is not None:
        level = "B-LTA" if has_store and is_archived else "B-LT" if has_store else "B-T"
    until, since = certificate.not_valid_after, certificate.not_valid_before
    return Signed(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer, organisation=True),
        claimed_at=_iso(status.signer_reported_dt),
        stamped_at=_iso(stamp.timestamp) if stamp is not None and stamp.valid else "",
        is_stamp_trusted=bool(stamp is not None and stamp.valid and stamp.trusted),
        level=level,
        coverage=_COVERAGE.get(status.coverage or SignatureCoverageLevel.UNCLEAR, "part"),
        added=_added(status),
        is_intact=bool(status.intact and status.valid),
        is_trusted=bool(status.trusted),
        is_expired=not since <= moment <= until,
    )


def _context(known: list[x509.Certificate], moment: dt.datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=known, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )


def _added(status: PdfSignatureStatus) -> str:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "nothing"
    level = status.modification_level
    if level is None or not status.docmdp_ok:
        return "changes"
    return _ADDED.get(level, "changes")


def _verdict(signatures: Sequence[Signed]) -> Verdict:
    """Judge all signatures together; the last one must leave nothing uncovered."""
    if not all(one.is_intact for one in signatures):
        return Verdict.ALTERED
    *earlier, last = signatures
    whole = last.coverage == "file" or (last.coverage == "revision" and last.added == "stamps")
    rest = all(one.coverage != "part" and one.added in _HARMLESS for one in earlier)
    if not whole or not rest:
        return Verdict.PARTIAL
    return Verdict.VALID if all(one.is_trusted for one in signatures) else Verdict.UNTRUSTED


def _name(name: x509.Name, *, organisation: bool = False) -> str:
    """Give the common name, of an issuer with its organisation; never a number of a person."""
    told: dict[str, Any] = dict(name.native)
    keys = ("common_name", "organization_name") if organisation else ("common_name",)
    parts = [_plain(told[key]) for key in keys if told.get(key)]
    if not parts:
        parts = [_plain(told[key]) for key in ("given_name", "surname") if told.get(key)]
        return " ".join(parts) or _plain(told.get("organization_name", ""))
    return ", ".join(dict.fromkeys(parts))


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else " ".join(str(part) for part in _several(value))
    kept = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:_LONGEST_NAME]


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]


def _iso(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat()


def _text_digest(data: bytes) -> str:
    """Find the digest of the text that a file made here carries; empty where there is none.

    By a reader of its own: one that has read metadata cannot compare revisions any more.
    """
    reader = PdfFileReader(io.BytesIO(data))
    told: list[bytes] = []
    # Their `get` does not follow references.
    information = reader.trailer["/Info"] if "/Info" in reader.trailer else None  # noqa: SIM401
    if isinstance(information, DictionaryObject) and "/Keywords" in information:
        told.append(str(information["/Keywords"]).encode("utf-8", "replace"))
    metadata = reader.root["/Metadata"] if "/Metadata" in reader.root else None  # noqa: SIM401
    if isinstance(metadata, StreamObject):
        told.append(metadata.data)
    found = {one.decode() for text in told for one in MARK.findall(text)}
    return found.pop() if len(found) == 1 else ""

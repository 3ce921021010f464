"""Checking what was uploaded as signed, outside of any transaction: it may take seconds."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.documents.services.papers import Paper
from pobratym.documents.signatures.checking import check_pdf
from pobratym.documents.signatures.report import Report, Trouble, Verdict
from pobratym.documents.signatures.trust import roots_in
from pobratym.routes.states import Outcome

_SEND_ELSEWHERE = _(
    "The signature was made in a way that cannot be checked here, such as DSTU 4145. Have it"
    " checked at czo.gov.ua and record it as a signature in a container, with the outcome."
)
REFUSALS = {
    Verdict.ALTERED: _(
        "The file was changed after it was signed, so the signature does not hold. Ask the"
        " signatory for the file as it was signed, and send it without opening and saving it."
    ),
    Verdict.PARTIAL: _(
        "The signature does not cover the whole file, or something was added after it. Sign the"
        " finished file anew, with the last signature over everything, and send that one."
    ),
    Verdict.NONE: _(
        "There is no electronic signature in this PDF. Send the signed file; a scan of a paper is"
        " recorded as a signature by hand."
    ),
}  # fmt: skip
TROUBLES = {
    Trouble.NOT_PDF: _("This is not a PDF. Send the signed PDF, or record a container."),
    Trouble.BROKEN: _(
        "This PDF is damaged or cut short, so its signature cannot be read. Send it again from"
        " where it was signed."
    ),
    Trouble.ENCRYPTED: _(
        "This PDF is locked with a password. Sign and send one that opens without a password."
    ),
    Trouble.TOO_SLOW: _(
        "This PDF is built so strangely that the check was given up. Make the PDF anew, sign it"
        " and send that one."
    ),
    Trouble.UNKNOWN_METHOD: _SEND_ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class CheckedPdf:
    """A signed PDF with what its check found, and when."""

    paper: Paper
    report: Report
    at: dt.datetime

    @property
    def outcome(self) -> Outcome:
        """The outcome as it is kept."""
        return Outcome(self.report.verdict.value)


def trust_list() -> list[bytes]:
    """Give the certificates that the installation trusts; none where no folder is set."""
    folder = settings.TRUST_LIST
    return roots_in(Path(folder) if folder else None)


def check_upload(paper: Paper) -> CheckedPdf:
    """Check the signatures of a file that somebody sends now."""
    now = timezone.now()
    return CheckedPdf(paper, check_pdf(paper.data, trust_list(), now), now)


def check_kept(document: Document) -> CheckedPdf:
    """Check a kept file again: as it lies on the disk, by the trust list of today.

    The certificates must have been valid when the file came here. A file that is no longer what
    was handed over counts as altered, whatever stands in it; a lost one as unreadable.
    """
    now = timezone.now()
    try:
        data = paper_path(document.file_name).read_bytes()
    except OSError:
        return CheckedPdf(_as_paper(document, b""), Report(Verdict.UNREADABLE, Trouble.BROKEN), now)
    paper = _as_paper(document, data)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return CheckedPdf(paper, Report(Verdict.ALTERED), now)
    return CheckedPdf(paper, check_pdf(data, trust_list(), document.kept_at), now)


def _as_paper(document: Document, data: bytes) -> Paper:
    return Paper(data, document.media_type, document.name)


def refuse_unsound(checked: CheckedPdf) -> None:
    """Let no file count as signed that is not.

    Raises:
        DomainError: the verdict or the trouble as its code; its ``field`` is ``paper``.
    """
    report = checked.report
    if report.trouble is not None:
        told = TROUBLES[report.trouble]
        raise DomainError(told, code=str(report.trouble), field="paper")
    if report.verdict in REFUSALS:
        told = REFUSALS[report.verdict]
        raise DomainError(told, code=str(report.verdict), field="paper")

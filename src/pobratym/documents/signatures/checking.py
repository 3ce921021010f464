"""Checking a signed PDF within bounds of time and memory, whatever the file is."""

import base64
import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Sequence

from pobratym.documents.signatures.report import Report, Trouble, Verdict, from_json

SECONDS = 25.0
"""How long one check may take, with the start of its process."""
_COMMAND = (sys.executable, "-I", "-X", "utf8", "-m", "pobratym.documents.signatures.worker")
_FEW_AT_A_TIME = threading.BoundedSemaphore(2)
"""A check takes up to 1.5 GB: more at once would take the machine from everybody else."""


def check_pdf(
    data: bytes,
    trust: Sequence[bytes],
    moment: dt.datetime | None = None,
    *,
    seconds: float = SECONDS,
) -> Report:
    """Check every signature in a PDF; never raises, whatever the file is.

    It takes a second: call it before a transaction is opened.

    Args:
        data: the file, at most 20 MB (``services.papers`` sees to that).
        trust: certificates whose word is taken, in DER (``trust.roots_in``).
        moment: when the certificates must have been valid; now where it is not given.
        seconds: after which it is given up.
    """
    if not data.startswith(b"%PDF-"):
        return Report(Verdict.UNREADABLE, Trouble.NOT_PDF)
    asked = {
        "moment": (moment or dt.datetime.now(dt.UTC)).isoformat(),
        "roots": [base64.b64encode(root).decode() for root in trust],
    }
    sent = json.dumps(asked).encode() + b"\n" + data
    with _FEW_AT_A_TIME:
        try:
            done = subprocess.run(  # noqa: S603  our own module, nothing of the file in the command
                _COMMAND, input=sent, capture_output=True, timeout=seconds, check=False, env={}
            )
        except subprocess.TimeoutExpired:
            return Report(Verdict.UNREADABLE, Trouble.TOO_SLOW)
    try:
        return from_json(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        slow = done.returncode < 0  # ended by the system: out of time or memory
        return Report(Verdict.UNREADABLE, Trouble.TOO_SLOW if slow else Trouble.BROKEN)

"""The trust list: root certificates in a folder, put there by who runs the installation."""

import logging
from pathlib import Path

from asn1crypto import pem, x509

log = logging.getLogger(__name__)

SUFFIXES = {".pem", ".crt", ".cer", ".der"}
_LARGEST = 200_000


def roots_in(folder: Path | None) -> list[bytes]:
    """Give the certificates of a folder in DER, in the order of their files; none without one.

    A file that cannot be read is left out, and the log says which.
    """
    if folder is None or not folder.is_dir():
        return []
    found: dict[bytes, None] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            found.update(dict.fromkeys(_certificates(path)))
        except (OSError, ValueError, TypeError):
            log.warning("The trust list's file %s is no certificate", path.name)
    return list(found)


def _certificates(path: Path) -> list[bytes]:
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large")
    data = path.read_bytes()
    parts = (
        [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
    )
    for part in parts:
        if not x509.Certificate.load(part, strict=True).subject.native:
            raise ValueError("no subject")
    return parts

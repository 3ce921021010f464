"""Recognising signed containers by their content; nothing in them is unpacked or run.

Two kinds are known: signed data of PKCS #7 or CMS (RFC 5652, section 5; ``.p7s``, ``.p7m``), as the
tools for DSTU 4145 make it, and associated signature containers (ETSI EN 319 162-1; ``.asice``,
``.asics``). No Django here.
"""

import io
import re
import struct
import zipfile

PKCS7 = "application/pkcs7-mime"
ASIC_E = "application/vnd.etsi.asic-e+zip"
ASIC_S = "application/vnd.etsi.asic-s+zip"
CONTAINERS = frozenset({PKCS7, ASIC_E, ASIC_S})
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""The object identifier 1.2.840.113549.1.7.2 in DER."""
_MOST_ENTRIES = 1_000
_ENTRY_OF_LIST = b"PK\x01\x02"
_SIGNATURE = re.compile(r"META-INF/[^/]*signature[^/]*\.(p7s|xml)", re.IGNORECASE)
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LONGEST_LENGTH = 4


def container_kind(data: bytes) -> str:
    """Name the kind of a signed container; empty for anything else."""
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    return PKCS7 if _is_signed_data(data) else ""


def _is_signed_data(data: bytes) -> bool:
    """Say whether it is one DER or BER sequence that begins as signed data, and is whole."""
    if data[:1] != b"\x30" or len(data) < len(_SIGNED_DATA) + 4:
        return False
    first = data[1]
    if first == 0x80:  # noqa: PLR2004  a length that is told by its end
        return data.startswith(_SIGNED_DATA, 2)
    count = first & 0x7F if first & 0x80 else 0
    if count > _LONGEST_LENGTH:
        return False
    told = int.from_bytes(data[2 : 2 + count], "big") if count else first
    begin = 2 + count
    return begin + told == len(data) and data.startswith(_SIGNED_DATA, begin)


def _zip_kind(data: bytes) -> str:
    """Read what the first entry says, or else the names of all; contents stay packed."""
    said = _first_entry(data)
    if said in {ASIC_E, ASIC_S}:
        return said
    if said or data.count(_ENTRY_OF_LIST) > _MOST_ENTRIES:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    # zipfile raises the last of these for a version of ZIP that it cannot read.
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError):
        return ""
    signed = any(_SIGNATURE.fullmatch(name) for name in names)
    harmless = "mimetype" not in names
    return ASIC_S if signed and harmless and "[Content_Types].xml" not in names else ""


def _first_entry(data: bytes) -> str:
    """Give what an unpacked first entry named ``mimetype`` says; empty where there is none."""
    if len(data) < _LOCAL_HEADER.size:
        return ""
    head = _LOCAL_HEADER.unpack_from(data)
    flags, method, size, name_length, extra_length = head[2], head[3], head[8], head[9], head[10]
    begin = _LOCAL_HEADER.size + name_length
    if data[_LOCAL_HEADER.size : begin] != b"mimetype":
        return ""
    begin += extra_length
    if method != 0 or flags & 0x08 or size > len(ASIC_E) + 100:
        return "unknown"
    return data[begin : begin + size].decode("ascii", "replace").strip() or "unknown"

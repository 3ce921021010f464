"""Which encoding a text is in, told from its bytes alone.

A byte order mark decides. Else a file whose bytes are UTF-8 is UTF-8: text in another encoding
practically never is. What remains is eight-bit: in Ukrainian (Windows-1251) nearly every letter
has its high bit set, so high bytes stand side by side; in Polish (Windows-1250, ISO 8859-2) they
stand alone among plain letters. The two Polish ones differ in six letters, and only one of them
turns those bytes into letters.
"""

import codecs
from collections import Counter
from typing import BinaryIO, NamedTuple

from pobratym.directory.registers.problems import RefusedFileError

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–—…§°«»\xa0")
_UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’–—«»„”“…№\xa0")
_LEAST_SURE = 0.9
_SIDE_BY_SIDE = 0.5


class Encoding(NamedTuple):
    """How a file's bytes are letters.

    Attributes:
        name: as Python knows it.
        sure: false when it was concluded from the letters, which is worth telling.
    """

    name: str
    sure: bool


def detect(file: BinaryIO) -> Encoding:
    """Tell the encoding of a text file; leaves it rewound.

    Raises:
        RefusedFileError: ``unknown_encoding``.
    """
    head = file.read(4096)
    file.seek(0)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "") or _bare_utf16(head)
    if marked:
        return Encoding(marked, sure=True)
    bytes_seen, side_by_side, broken, whole = _survey(file)
    file.seek(0)
    high = sum(bytes_seen.values())
    if not broken or whole > 10 * broken:  # a few broken letters make no other encoding
        return Encoding("utf-8", sure=True)
    return Encoding(_eight_bit(bytes_seen, side_by_side / high), sure=False)


def _bare_utf16(head: bytes) -> str:
    """Recognise UTF-16 without a mark: half of the bytes of plain letters are then zero."""
    if len(head) > 3 and head[1::2].count(0) * 5 > len(head) and not head[0::2].count(0):
        return "utf-16-le"
    if len(head) > 3 and head[0::2].count(0) * 5 > len(head) and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def _survey(file: BinaryIO) -> tuple[Counter[int], int, int, int]:
    """Count high bytes, those followed by another, and letters broken and whole as UTF-8."""
    seen: Counter[int] = Counter()
    pairs = broken = whole = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        if text.isascii():
            continue
        lost = sum("\udc80" <= letter <= "\udcff" for letter in text) if _has_lost(text) else 0
        broken += lost
        whole += sum(letter > "\x7f" for letter in text) - lost if lost else len(text) // 8
        if broken:
            high = bytes(_HIGH[byte] for byte in chunk)
            pairs += high.count(b"\x01\x01") * 2
            seen.update(byte for byte in chunk if byte > 0x7F)
    return seen, pairs, broken, whole


_HIGH = bytes(128) + b"\x01" * 128


def _has_lost(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _eight_bit(seen: Counter[int], side_by_side: float) -> str:
    candidates = ["cp1251"] if side_by_side > _SIDE_BY_SIDE else ["cp1250", "iso8859_2"]
    best = max(candidates, key=lambda name: _share_of_letters(seen, name))
    if _share_of_letters(seen, best) < _LEAST_SURE:
        raise RefusedFileError("unknown_encoding")
    return best


def _share_of_letters(seen: Counter[int], name: str) -> float:
    expected = _UKRAINIAN if name == "cp1251" else _POLISH
    known = sum(
        count for byte, count in seen.items() if bytes([byte]).decode(name, "replace") in expected
    )
    return known / max(1, sum(seen.values()))

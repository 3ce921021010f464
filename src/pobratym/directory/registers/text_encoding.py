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
_UKRAINIAN = frozenset(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’–—«»„”“…№\xa0"
)
_LEAST_SURE = 0.9
_SIDE_BY_SIDE = 0.5
_PLAIN_LETTERS = 5


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
    utf8 = _is_utf8(file)
    file.seek(0)
    if utf8:
        return Encoding("utf-8", sure=True)
    survey = _survey(file)
    file.seek(0)
    if survey.whole > survey.broken:  # a few broken letters make no other encoding
        return Encoding("utf-8", sure=True)
    return Encoding(_eight_bit(survey), sure=False)


def _bare_utf16(head: bytes) -> str:
    """Recognise UTF-16 without a mark: every second byte of a plain letter is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if not even and odd * _PLAIN_LETTERS > len(head):
        return "utf-16-le"
    if not odd and even * _PLAIN_LETTERS > len(head):
        return "utf-16-be"
    return ""


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _Survey(NamedTuple):
    high: Counter[int]
    side_by_side: int
    broken: int
    whole: int


def _survey(file: BinaryIO) -> _Survey:
    """Count the high bytes, those in pairs, and the letters broken and whole as UTF-8."""
    high: Counter[int] = Counter()
    side_by_side = broken = whole = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := file.read(_CHUNK):
        high.update(chunk.translate(None, _LOW))
        side_by_side += chunk.translate(_IS_HIGH).count(b"\x01\x01") * 2
        letters = [letter for letter in decoder.decode(chunk) if letter > "\x7f"]
        lost = sum("\udc80" <= letter <= "\udcff" for letter in letters)
        broken += lost
        whole += len(letters) - lost
    return _Survey(high, side_by_side, broken, whole)


_LOW = bytes(range(128))
_IS_HIGH = bytes(128) + b"\x01" * 128


def _eight_bit(survey: _Survey) -> str:
    cyrillic = survey.side_by_side > _SIDE_BY_SIDE * survey.high.total()
    candidates = ["cp1251"] if cyrillic else ["cp1250", "iso8859_2"]
    best = max(candidates, key=lambda name: _share_of_letters(survey.high, name))
    if _share_of_letters(survey.high, best) < _LEAST_SURE:
        raise RefusedFileError("unknown_encoding")
    return best


def _share_of_letters(high: Counter[int], name: str) -> float:
    expected = _UKRAINIAN if name == "cp1251" else _POLISH
    known = sum(
        count for byte, count in high.items() if bytes([byte]).decode(name, "replace") in expected
    )
    return known / max(1, high.total())

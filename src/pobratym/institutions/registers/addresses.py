"""Name, street and place out of one cell, as offices in Poland write them."""

import re
from typing import NamedTuple

_POSTCODE = re.compile(r"\b(\d{2})\s?-\s?(\d{3})\b[ \t]*")
_TELEPHONE = re.compile(
    r"(?:tel\.?:?\s*)?\(?\+?\d{2,3}\)?[ \t\u00a0–-]+\d[\d \t\u00a0–-]{5,}\d"
    r"(?:\s*lub\s*[\d\s–-]{7,})?"
)
_STREET = re.compile(
    r"(?:\bul\.|\bul\b|\bal\.|\bAleja\b|\bAl\.|\bpl\.|\bPlac\b|\bos\.|\bRynek\b)", re.IGNORECASE
)
_BRANCH = re.compile(
    r"\b(?:z|wraz z|oraz)\s+fil+i?i?\w*|\bfilia\b\s*(?:w|we|przy|:|-|–)", re.IGNORECASE
)
_VILLAGE = re.compile(r"^([^\d,]+?)\s+(?:nr\s+)?(\d+\s?[A-Za-z]?(?:\s?/\s?\d+)?)$")
_FEWEST_DIGITS = 7


class Parts(NamedTuple):
    """What a cell says.

    Attributes:
        name: of the institution.
        address: street and number, or village and number.
        place: the city or village it stands in; empty where that cannot be told.
        post: the city of its post office.
    """

    name: str
    address: str
    place: str
    post: str


def parted(cell: str) -> Parts:
    """Part a cell into name, address and place; telephone numbers are dropped."""
    text = _TELEPHONE.sub(_unless_postcode, cell)
    branch = _BRANCH.search(text)
    if branch and _POSTCODE.search(text[: branch.start()]):
        text = text[: branch.start()]
    postcode = _POSTCODE.search(text)
    if not postcode:
        return _without_postcode(text)
    before = text[: postcode.start()].rstrip(" ,\n")
    after = re.split(r"[,\n(/]|\s{3,}", text[postcode.end() :].strip(), maxsplit=1)[0].strip(" .,")
    behind = _VILLAGE.match(_joined(after))
    post = _joined(behind[1] if behind else after)
    if behind:  # "32-854 Porąbka Uszewska 272"
        return Parts(_joined(before), _joined(after), post, post)
    street = _STREET.search(before)
    rest = text[postcode.end() :].strip().partition(",")[2].strip()
    if rest and not street and not any(map(str.isdigit, before)):
        return _behind(before, post, rest)
    if street:
        name, address = before[: street.start()], before[street.start() :]
        village = _last_alone(name)
        return Parts(_joined(name), _joined(address), village or post, post)
    return _village(before, post)


def _behind(before: str, post: str, rest: str) -> Parts:
    """Read a street or village that follows the postal town: ``95-047 Jeżów, Dąbrowa 1``."""
    rest = _joined(rest)
    if _STREET.match(rest):
        return Parts(_joined(before), rest, post, post)
    village = _VILLAGE.match(rest)
    return Parts(_joined(before), rest if village else "", village[1] if village else "", post)


def _last_alone(name: str) -> str:
    """Give the place that stands on a line of its own before the street: ``Szczawnica``."""
    lines = [line.strip(" ,") for line in name.splitlines() if line.strip(" ,")]
    last = lines[-1].removeprefix("ŚDS ") if len(lines) > 1 else ""
    return last if re.fullmatch(r"[A-ZŁŚŻŹĆŃÓ]\w+(?:[ -][A-ZŁŚŻŹĆŃÓ]\w+)?", last) else ""


def _village(before: str, post: str) -> Parts:
    """Read a village and its number, which stand in place of a street."""
    pieces = [piece.strip() for piece in re.split(r"[,\n]|\s{3,}", before) if piece.strip()]
    found = _VILLAGE.match(pieces[-1]) if pieces else None
    if found and len(pieces) > 1:
        return Parts(_joined(", ".join(pieces[:-1])), pieces[-1], _joined(found[1]), post)
    if found:  # name and village in one: "ŚDS Tomaszkowice 455"
        return Parts(_joined(found[1]), "", "", post)
    return Parts(_joined(before), "", "", post)


def _without_postcode(text: str) -> Parts:
    street = _STREET.search(text)
    if not street:
        return Parts(_joined(text), "", "", "")
    return Parts(_joined(text[: street.start()]), _joined(text[street.start() :]), "", "")


def _unless_postcode(found: re.Match[str]) -> str:
    digits = sum(sign.isdigit() for sign in found[0])
    return "" if digits >= _FEWEST_DIGITS else found[0]


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;-–")

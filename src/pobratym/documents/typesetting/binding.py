"""Spaces that a line must not break at: what a typesetter of each language would bind."""

import re
from functools import lru_cache

BOUND = "\u00a0"
_SIGNS = (
    r"§{1,2}|№|nr|Nr|NR|art\.|Art\.|ust\.|pkt|lit\.|poz\.|Dz\.|ст\.|ч\.|п\.|пп\.|абз\."
    r"|статті|стаття|частини|частина|пункту"
)
_AFTER_SIGN = re.compile(rf"(?<!\w)({_SIGNS}) (?=[\dIVXLCDMА-ЯA-Z])")
_BEFORE_UNIT = re.compile(
    r"(\d) (r\.|р\.|рр\.|zł|грн|EUR|PLN|UAH|km|км|%|tys\.|тис\.|mln|млн|stycznia|lutego|marca"
    r"|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|січня|лютого"
    r"|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|року|roku)(?!\w)"
)
_SHORT = {
    "pl": re.compile(r"(?<![\w'’-])([aiouwzAIOUWZ]) (?=\S)"),
    "uk": re.compile(r"(?<![\w'’-])([аеєжзийіоуюявАЕЄЖЗИЙІОУЮЯВ]) (?=\S)"),
}
_DASH = re.compile(r" (?=[–—] )")
_INITIAL = re.compile(r"(?<!\w)([A-ZŁŚŻŹĆŃÓА-ЯҐІЇЄ]\.) (?=[A-ZŁŚŻŹĆŃÓА-ЯҐІЇЄ])")
_ENDLESS = re.compile(r"[^\s\u200b-]{30}(?=[^\s\u200b-]{4})")
"""A word so long that no hyphenation helps: an address, a digest, nonsense."""
MAY_BREAK = "\u200b"
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b]")


@lru_cache(maxsize=2048)  # a paper is set again and again while its text changes here and there
def bound(text: str, language: str) -> str:
    """Bind short words, signs and units to what they belong to; the words stay as they are.

    Marks that turn the direction of writing are left out: unseen, they could make a paper read
    otherwise than the record.
    """
    text = _DIRECTION.sub("", text)
    text = _AFTER_SIGN.sub(rf"\1{BOUND}", text)
    text = _BEFORE_UNIT.sub(rf"\1{BOUND}\2", text)
    text = _INITIAL.sub(rf"\1{BOUND}", text)
    text = _DASH.sub(BOUND, text)
    if short := _SHORT.get(language):
        text = short.sub(rf"\1{BOUND}", text)
    return _ENDLESS.sub(rf"\g<0>{MAY_BREAK}", text)

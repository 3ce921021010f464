"""Long texts in passages of a few sentences, as a model of meaning can take them (no Django)."""

import re
from collections.abc import Iterator

LONGEST = 900
"""Letters of a passage: about 120 words, which a model reads at once."""
MOST = 40
"""Passages of one text; what comes after them is found by no word and no meaning."""
_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”»’)]*\s+|\n+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
_BLANKS = re.compile(r"[^\S\n]+")


def cleaned(text: str) -> str:
    """Take out what is no writing: NUL, other control signs, halves of pairs; single blanks."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()


def chunks(text: str, longest: int = LONGEST) -> list[str]:
    """Cut a text into passages at the ends of sentences, of words where a sentence is too long.

    Args:
        text: cleaned.
        longest: letters of a passage.

    Returns:
        At most :data:`MOST` of them, none empty, of like length as far as sentences allow.
    """
    if len(text) <= longest:
        return [text] if text else []
    count = -(-len(text) // longest)
    aim = min(longest, len(text) // count + longest // 10)
    found, now = list[str](), ""
    for sentence in _sentences(text, longest):
        joined = f"{now} {sentence}" if now else sentence
        if now and (len(joined) > longest or len(now) >= aim):
            found.append(now)
            if len(found) == MOST:
                return found
            joined = sentence
        now = joined
    return [*found, now] if now else found


def _sentences(text: str, longest: int) -> Iterator[str]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield from _fitting(text[start : found.start()].strip(), longest)
        start = found.end()
    yield from _fitting(text[start:].strip(), longest)


def _fitting(sentence: str, longest: int) -> Iterator[str]:
    while len(sentence) > longest:
        cut = sentence.rfind(" ", longest // 2, longest)
        cut = cut if cut > 0 else longest
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence

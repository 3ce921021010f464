"""Text as it comes from the clipboard, and what looks odd in it (no Django here).

Word and browsers paste markup, bullets from symbol fonts, signs that nobody sees. What a person
wrote stays: words, quotation marks, dashes, lines, a lone no-break space, ``a < b``.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pobratym.core.signs import without_misleading, without_unseen

_NAMES = (
    "a|abbr|address|article|aside|b|base|big|blockquote|body|br|button|center|cite|code|col|colgroup"
    "|dd|del|div|dl|dt|em|embed|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img"
    "|input|ins|label|li|link|main|mark|meta|nav|object|ol|option|p|pre|s|section|select|small|span"
    "|strike|strong|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video"
)
_ATTRIBUTE = (
    r"""\s+[\w:.-]{1,60}\s*=\s*(?:"[^"<>]{0,4000}"|'[^'<>]{0,4000}'|[^\s"'<>=]{1,400})"""
    r"""|\s+(?:nowrap|hidden|disabled|checked|selected|noshade)"""
)
_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>(?:{_NAMES})(?![\w:-])|[a-z][a-z0-9]{{0,15}}:[a-z][\w-]{{0,30}})"
    rf"(?:{_ATTRIBUTE})*\s*/?>",
    re.IGNORECASE,
)
_DECLARATION = re.compile(
    r"<!doctype [^<>]{0,300}>|<\?xml[^<>]{0,300}>|<!\[(?:if [^<>\]]{0,80}|endif)\](?:--)?>",
    re.IGNORECASE,
)
_WITH_CONTENT = ("style", "script", "xml", "title", "head")
_BREAKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 hr"
        " header li main nav ol option p pre section table tr ul",
    )
)
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "div"})
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_BRACES = re.compile(r"\{[^{}]*\}")
_OF_WORD = re.compile(r"\bmso-")
_REMARK_BEFORE = re.compile(r"/\*[^*{}]{0,80}\*/\Z")
_LONGEST_REMARK = 90
_WORD_HEAD = re.compile(
    r"^[ \t]*(?:Normal\s+0\s+)(?:\d+\s+)?(?:(?:false|true)\s+){3}[A-Z]{2}(?:-[A-Z]{2})?"
    r"(?:\s+[A-Z]{1,2}-[A-Z]{2,4}){1,3}[ \t]*$",
    re.MULTILINE,
)
_MOST_ROUNDS = 4

_WORDS_OWN = str.maketrans(
    {
        "\r": "\n", "\x0b": "\n", "\x0c": "\n\n", "\u2028": "\n", "\u2029": "\n\n", "\x85": "\n",
        "\x07": " ", "\x1e": "-", "\u2010": "-", "\u2011": "-", "\x1f": None, "\u200c": None,
        "\u200d": None, "\ufe0e": None, "\ufe0f": None, "\u202f": "\u00a0", "\u2007": "\u00a0",
        "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ", "\u2008": " ",
        "\u2009": " ", "\u200a": " ", "\u3000": " ",
    }
)  # fmt: skip
"""What Word calls a line end, a page end, a cell end, a hyphen; blanks of odd width."""

_ODD_BULLET = re.compile(
    r"^[ \t\u00a0]*(?:[•·▪▫◦‣●○■□♦◆➢➤►▶✓✔⁃∙\uf0a7\uf0a8\uf0b7\uf0d8\uf076\uf0fc]"
    r"[ \t\u00a0]*(?=\S)|\*[ \t\u00a0]+(?=\S)|o(?:\t|[ \u00a0]{2,})[ \t\u00a0]*(?=\S))",
    re.MULTILINE,
)
_BLANKS = re.compile(r"[ \t\u00a0]{2,}|\t")
_EDGES = re.compile(r"^[ \t\u00a0]+|[ \t\u00a0]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")
_BULLET = "– "


def clean_pasted(text: str) -> str:
    """Give ``text`` without what a clipboard put into it.

    Markup goes with style sheets and comments, its paragraphs become lines and its list items
    points; entities are read; soft hyphens, zero-width signs and signs of direction go; bullets
    become dashes; runs of blanks one blank. A text without such things stays as it is, apart from
    line ends, NFC and blanks at the ends of lines. Cleaning twice gives the same as once.
    """
    for _round in range(_MOST_ROUNDS):
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_once(text: str) -> str:
    text = _without_markup(text.replace("\r\n", "\n"))
    text = unicodedata.normalize("NFC", text.translate(_WORDS_OWN))
    text = _ODD_BULLET.sub(_BULLET, without_misleading(without_unseen(text)))
    text = _EDGES.sub("", _BLANKS.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def _without_markup(text: str) -> str:
    if "<" in text:
        text = _cut(text, "<!--", "-->")
        for name in _WITH_CONTENT:
            text = _cut(text, f"<{name}", f"</{name}>")
        text = _DECLARATION.sub("", text)
        if _PARAGRAPH.search(text):
            text = _joined_lines(text)
        text = _TAG.sub(_in_place_of, text)
    if "{" in text:
        text = _without_rules(text)
    if "X-NONE" in text:
        text = _WORD_HEAD.sub("", text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _without_rules(text: str) -> str:
    """Take out the rules of Word's style sheets, each with what stands before it on its line."""
    kept, place = [], 0
    for braces in _BRACES.finditer(text):
        if not _OF_WORD.search(braces[0]):
            continue
        before = text[place : braces.start()]
        end = max(before.rfind(sign) for sign in "\n{}") + 1
        tail = max(0, end - _LONGEST_REMARK)
        if remark := _REMARK_BEFORE.search(before[tail:end]):
            end = tail + remark.start()
        kept.append(before[:end])
        place = braces.end()
    return "".join(kept) + text[place:]


def _cut(text: str, begin: str, end: str) -> str:
    """Take out everything from each ``begin`` to its ``end``; without an end nothing."""
    low, kept, place = text.lower(), [], 0
    if len(low) != len(text):
        low = text
    while (start := low.find(begin, place)) >= 0:
        stop = low.find(end, start + len(begin))
        after = low[start + len(begin) : start + len(begin) + 1]
        if stop < 0:
            break
        if begin[1].isalpha() and (after.isalnum() or after in "-:"):
            kept.append(text[place : start + len(begin)])
            place = start + len(begin)
            continue
        kept.append(text[place:start])
        place = stop + len(end)
    return "".join(kept) + text[place:]


def _joined_lines(text: str) -> str:
    """Take line breaks inside a paragraph of markup as the blanks that they are there."""
    low = text.lower()
    if len(low) != len(text):
        return text
    kept, place = [], 0
    for opening in _PARAGRAPH.finditer(text):
        if opening.start() < place:
            continue
        stop = low.find("</p>", opening.end())
        if stop < 0:
            break
        inside = text[opening.start() : stop].replace("\n", " ")
        kept += [text[place : opening.start()], inside]
        place = stop
    return "".join(kept) + text[place:]


def _in_place_of(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name == "li":
        return "\n" if tag["close"] else f"\n{_BULLET}"
    if name in {"td", "th"}:
        return " " if tag["close"] else ""
    if name not in _BREAKS:
        return ""
    return "\n\n" if tag["close"] and name in _APART else "\n"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in a text that its writer hardly meant.

    Attributes:
        start: where it begins in the text.
        text: what stands there.
        code: ``mixed_letters`` (two alphabets in one word), ``foreign_letter`` (a letter of the
            other alphabet standing alone), ``russian_letter``, ``apostrophe``, ``quotes``.
        meant: what was probably meant; empty where nobody can tell.
    """

    start: int
    text: str
    code: str
    meant: str = ""


_IN_CYRILLIC = dict(zip("aceiïjkopxyABCEHIÏJKMOPTXYk", "асеіїјкорхуАВСЕНІЇЈКМОРТХУк", strict=True))
_IN_LATIN = {theirs: ours for ours, theirs in _IN_CYRILLIC.items()}
_CYRILLIC_TONGUES = frozenset({"uk", "bg", "sr"})
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘´′*\"][^\W\d_]+)*")
_ALONE = {"uk": ("aioy", _IN_CYRILLIC), "pl": ("аіо", _IN_LATIN)}
"""Words of one letter that the other alphabet has a twin of."""

_RUSSIAN = str.maketrans({"ы": "и", "э": "е", "ё": "е", "ъ": "’",
                          "Ы": "И", "Э": "Е", "Ё": "Е", "Ъ": "’"})  # fmt: skip
_RUSSIAN_LETTER = re.compile("[ыэёъЫЭЁЪ]")
_APOSTROPHE = re.compile(r"(?<=[а-яіїєґ])['`‘´′*\"](?=[яюєїЯЮЄЇ])", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OPENING = {"„": "”“", "«": "»", "‹": "›", "“": "”"}
_CLOSING = frozenset("”»›")


def oddities(text: str, language: str) -> list[Oddity]:
    """Find what a writer of ``language`` hardly meant, in the order of the text."""
    found = [*_letters(text, language), *_quotes(text)]
    if language == "uk":
        found += _apostrophes(text)
    return sorted(found, key=lambda one: one.start)


def _letters(text: str, language: str) -> Iterator[Oddity]:
    cyrillic = language in _CYRILLIC_TONGUES
    if text.isascii() and not cyrillic:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if _LATIN.search(word) and _CYRILLIC.search(word):
            yield Oddity(match.start(), word, "mixed_letters", _meant(word, cyrillic=cyrillic))
        elif len(word) == 1:
            letters, twins = _ALONE.get(language, ("", _IN_LATIN))
            if word in letters and _stands_among_words(match):
                yield Oddity(match.start(), word, "foreign_letter", twins[word])
        elif language == "uk" and _RUSSIAN_LETTER.search(word):
            yield Oddity(match.start(), word, "russian_letter", word.translate(_RUSSIAN))


def _stands_among_words(match: re.Match[str]) -> bool:
    """Say whether a letter is a word of a sentence, not a label such as ``a)`` or ``x``."""
    text, start, end = match.string, match.start(), match.end()
    after = text[end : end + 2]
    own = _CYRILLIC if match[0].isascii() else _LATIN
    stands_apart = start == 0 or text[start - 1].isspace()
    return stands_apart and after[:1].isspace() and own.match(after[1:]) is not None


def _meant(word: str, *, cyrillic: bool) -> str:
    latin, other = _LATIN.findall(word), _CYRILLIC.findall(word)
    to_cyrillic = all(letter in _IN_CYRILLIC for letter in latin)
    to_latin = all(letter in _IN_LATIN for letter in other)
    if to_cyrillic and to_latin:
        to_cyrillic = len(other) > len(latin) or (len(other) == len(latin) and cyrillic)
    if to_cyrillic:
        return "".join(_IN_CYRILLIC.get(letter, letter) for letter in word)
    if to_latin:
        return "".join(_IN_LATIN.get(letter, letter) for letter in word)
    return ""


def _apostrophes(text: str) -> Iterator[Oddity]:
    """Find signs that stand for an apostrophe; a straight one only beside proper ones."""
    proper = "’" in text or "ʼ" in text
    for match in _APOSTROPHE.finditer(text):
        if match[0] != "'" or proper:
            yield Oddity(match.start(), match[0], "apostrophe", "’")


def _quotes(text: str) -> Iterator[Oddity]:
    waiting: list[tuple[int, str]] = []
    straight: list[int] = []
    for place, sign in enumerate(text):
        if sign == '"':
            straight.append(place)
        elif waiting and sign in _OPENING[waiting[-1][1]]:
            waiting.pop()
        elif sign in _OPENING:
            waiting.append((place, sign))
        elif sign in _CLOSING:
            yield Oddity(place, sign, "quotes")
    for place, sign in waiting:
        yield Oddity(place, sign, "quotes")
    if len(straight) % 2:
        yield Oddity(straight[-1], '"', "quotes")

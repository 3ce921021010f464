"""A paper as plain data: what both writers, PDF and DOCX, are given. No Django here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """What a piece of text is; the writers know how that looks."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    CENTRE = "centre"
    STRONG = "strong"
    """A line of weight in the middle, no heading: who decides, the word for it."""
    RIGHT = "right"
    SMALL = "small"
    NOTE = "note"
    """A note to whoever prepares the paper; it is taken out before use."""
    LEAD = "lead"
    """The first line of a cell, of more weight than the rest."""
    PERSON = "person"
    """A person's name in a line or a cell: never parted by a hyphen."""
    NAME = "name"
    """A person's name as the largest thing on a page or a card; made smaller rather than parted."""


HEADINGS = frozenset({Look.TITLE, Look.HEADING, Look.SUBHEADING})


class Sheet(StrEnum):
    """What a paper is printed on."""

    A4 = "a4"
    FRAMED = "framed"
    """A4 with a frame, for what hangs on a wall."""
    A6 = "a6"
    """For a pocket."""
    CARDS = "cards"
    """A4 with cards to be cut out; nothing else fits on it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph in one language; ``label`` is that of a point (``1)``, ``–``).

    ``depth`` is how far a point stands in: 1 for a point of a point.
    """

    text: str
    language: str
    look: Look = Look.BODY
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: for each language of the columns, its pieces.

    ``joins`` says that the row must not be parted from the next one: a heading.
    """

    cells: tuple[tuple[Piece, ...], ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A text in several languages side by side; ``heads`` name them on top of every page.

    ``is_headed`` is false for what goes on from columns above.
    """

    heads: tuple[Piece, ...]
    rows: tuple[Row, ...]
    is_headed: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told in pairs: what, and how it is."""

    rows: tuple[tuple[Piece, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table with one line of heads, each in one language or several.

    ``widths`` are those of the columns against each other; all alike where there are none.
    ``holds`` says that no row is parted by the end of a page: only for rows that are short.
    """

    heads: tuple[tuple[Piece, ...], ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    widths: tuple[int, ...] = ()
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """The place where one party signs: who it is, and the lines to be filled in by hand.

    ``lines`` are the words under the dotted lines, such as "place and date".
    """

    party: tuple[Piece, ...]
    person: tuple[Piece, ...]
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Signings:
    """The places to sign, beside each other, never parted by the end of a page.

    ``before`` is the end of the text, which stays with them: nobody signs an empty page.
    """

    places: tuple[Signing, ...]
    before: Columns | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card to be worn: small words on top, names, what the person is, where from."""

    top: tuple[Piece, ...]
    names: tuple[Piece, ...]
    under: tuple[Piece, ...]
    foot: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards of 85 × 54 mm to be cut out, two beside each other and ten on a page."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """Go on with a new page."""


Block = Piece | Columns | Facts | Table | Signings | Cards | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    Attributes:
        title: of the file, in ``language``.
        language: of the paper as a whole (ISO 639-1).
        blocks: what it holds, in order.
        day: of what it shows: the file is dated by it, so that the same text makes the same file.
        mark: words on top of every page of what does not count yet; empty for what does.
        caution: a second line of the mark: sample wording, notes to be taken out.
        page_of: per language "page %(page)s of %(pages)s", to stand at the foot.
        foot: further lines at the foot: version and digest.
        keywords: of the file; no personal data.
        is_wide: whether the pages lie on their longer side.
        sheet: what it is printed on.
        is_secret: it holds what is erased one day: no process keeps it or any word of it.
    """

    title: str
    language: str
    blocks: Sequence[Block]
    day: dt.date
    mark: str = ""
    caution: tuple[Piece, ...] = ()
    page_of: tuple[Piece, ...] = ()
    foot: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    is_wide: bool = False
    sheet: Sheet = Sheet.A4
    is_secret: bool = False

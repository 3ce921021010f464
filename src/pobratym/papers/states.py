"""The papers that come out of an agreement's record, as plain data."""

from enum import StrEnum


class Paper(StrEnum):
    """What can be printed."""

    AGREEMENT = "agreement"
    """All authentic languages, clause against clause."""
    COPY = "copy"
    """One language alone."""
    RESOLUTION = "resolution"
    """Draft of a council's resolution, with its reasons (Poland)."""
    DECISION = "decision"
    """Draft of a council's decision (Ukraine)."""
    NOTE = "note"
    """Explanatory note to the decision (Ukraine)."""
    LETTER = "letter"
    """Letter to the ministry (Ukraine)."""
    PROTOCOL = "protocol"
    """Record of the signing."""
    REGISTER_ROW = "register_row"
    """Row of the Ukrainian state register in its twelve columns."""


class VisitPaper(StrEnum):
    """What can be printed of a visit; letters of invitation besides, each by itself."""

    PROGRAMME = "programme"
    POCKET = "pocket"
    """The programme on small pages."""
    CARDS = "cards"
    """Name cards to be worn."""
    GATE = "gate"
    """List of those who come, for the gate of a site."""
    BORDER = "border"
    """List of travellers for a border crossing."""
    CERTIFICATES = "certificates"
    """That somebody was there."""
    COSTS = "costs"
    REPORT = "report"


class Format(StrEnum):
    """As what a paper is given out."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"


FORMATS: dict[Paper, tuple[Format, ...]] = {
    **{paper: (Format.PDF, Format.DOCX) for paper in Paper if paper is not Paper.REGISTER_ROW},
    Paper.REGISTER_ROW: (Format.XLSX, Format.CSV),
}

VISIT_FORMATS = (Format.PDF, Format.DOCX)
HOSTS_OWN = frozenset({VisitPaper.GATE, VisitPaper.CERTIFICATES})
"""Papers of a visit that only the host prints."""
WITH_PASSPORTS = frozenset({VisitPaper.GATE, VisitPaper.BORDER})
"""Lists that data of passports can stand on, for who says what for."""


class Case(StrEnum):
    """Grammatical cases in which names stand in papers."""

    NOMINATIVE = "nom"
    GENITIVE = "gen"
    DATIVE = "dat"
    ACCUSATIVE = "acc"
    INSTRUMENTAL = "ins"
    LOCATIVE = "loc"
    VOCATIVE = "voc"


class Part(StrEnum):
    """A text of a paper that an officer may write anew."""

    COUNCIL = "council"
    TITLE = "title"
    BASIS = "basis"
    PARAGRAPHS = "paragraphs"
    REASONS = "reasons"
    RECIPIENT = "recipient"
    TEXT = "text"
    ANNEXES = "annexes"


PARTS: dict[Paper, tuple[Part, ...]] = {
    Paper.RESOLUTION: (Part.COUNCIL, Part.TITLE, Part.BASIS, Part.PARAGRAPHS, Part.REASONS),
    Paper.DECISION: (Part.COUNCIL, Part.TITLE, Part.BASIS, Part.PARAGRAPHS),
    Paper.NOTE: (Part.TEXT,),
    Paper.LETTER: (Part.RECIPIENT, Part.TITLE, Part.TEXT, Part.ANNEXES),
}
"""What may be written anew in each paper; the others are made of the record alone."""
ONE_LINE = frozenset({Part.COUNCIL, Part.TITLE})
LONGEST_PART = 20_000

COUNTRY_OF: dict[Paper, str] = {
    Paper.RESOLUTION: "PL",
    Paper.DECISION: "UA",
    Paper.NOTE: "UA",
    Paper.LETTER: "UA",
    Paper.REGISTER_ROW: "UA",
}
"""Papers of one country; the others are of the agreement as a whole."""
LANGUAGE_OF: dict[str, str] = {"PL": "pl", "UA": "uk"}
"""In which language a council and its papers speak."""
OWN = frozenset({Paper.RESOLUTION, Paper.DECISION, Paper.NOTE, Paper.LETTER})
"""Drafts of one city, which the others do not see."""
FOR_ALL = frozenset({Paper.AGREEMENT, Paper.COPY})
"""What anybody may have of a public agreement."""


def belongs_to(paper: Paper, country: str) -> bool:
    """Say whether a city of ``country`` has this paper."""
    return COUNTRY_OF.get(paper, country) == country

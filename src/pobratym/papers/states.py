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


class Case(StrEnum):
    """Grammatical cases in which names stand in papers."""

    NOMINATIVE = "nom"
    GENITIVE = "gen"
    DATIVE = "dat"
    ACCUSATIVE = "acc"
    INSTRUMENTAL = "ins"
    LOCATIVE = "loc"
    VOCATIVE = "voc"

"""From a paper's name to its file."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.documents.typesetting.paper import Paper
from pobratym.documents.typesetting.pdf import as_pdf
from pobratym.papers.queries.agreement import agreement_paper, copy_paper
from pobratym.papers.queries.polish import proposed, resolution
from pobratym.papers.queries.record import Record
from pobratym.papers.queries.signing import protocol
from pobratym.papers.queries.ukrainian import (
    decision,
    letter,
    note,
    proposed_decision,
    proposed_letter,
    proposed_note,
)
from pobratym.papers.states import FORMATS, Format
from pobratym.papers.states import Paper as PaperName
from pobratym.routes.queries.register import COLUMNS, row_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPES: dict[Format, str] = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}

_MADE: dict[PaperName, Callable[[Record], Paper]] = {
    PaperName.AGREEMENT: agreement_paper,
    PaperName.RESOLUTION: resolution,
    PaperName.DECISION: decision,
    PaperName.NOTE: note,
    PaperName.LETTER: letter,
    PaperName.PROTOCOL: protocol,
}
_PROPOSED: dict[PaperName, Callable[[Record], dict[str, str]]] = {
    PaperName.RESOLUTION: proposed,
    PaperName.DECISION: proposed_decision,
    PaperName.NOTE: proposed_note,
    PaperName.LETTER: proposed_letter,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A file to be given out."""

    name: str
    data: bytes
    media_type: str


def proposed_texts(record: Record, paper: PaperName) -> Mapping[str, str]:
    """Give the texts that a paper begins with, before any officer wrote."""
    return _PROPOSED[paper](record)


def paper_of(record: Record, paper: PaperName, language: str = "") -> Paper:
    """Give a paper as plain data; ``language`` chooses that of a copy."""
    if paper is PaperName.COPY:
        return copy_paper(record, language or record.text.languages[0])
    return _MADE[paper](record)


def printed(record: Record, paper: PaperName, wanted: Format, language: str = "") -> Printed:
    """Give a paper as a file; the format is one of the paper's (``states.FORMATS``).

    Raises:
        PressError: the PDF could not be set.
    """
    name = f"{_stem(record.agreement, paper, language)}.{wanted}"
    return Printed(name, _data(record, paper, wanted, language), MEDIA_TYPES[wanted])


def _data(record: Record, paper: PaperName, wanted: Format, language: str) -> bytes:
    if wanted not in FORMATS[paper]:
        message = f"{paper} has no {wanted}"
        raise ValueError(message)
    if paper is PaperName.REGISTER_ROW:
        cells = row_of(record.agreement).cells()
        return _as_xlsx(cells) if wanted is Format.XLSX else _as_csv(cells)
    made = paper_of(record, paper, language)
    if wanted is Format.PDF:
        return as_pdf(made)
    # Few processes ever write such a file, and all would carry what writes it.
    from pobratym.documents.typesetting.docx import as_docx  # noqa: PLC0415  heavy and rare

    return as_docx(made)


def _stem(agreement: Agreement, paper: PaperName, language: str) -> str:
    parts = [agreement.slug, paper.value.replace("_", "-"), language]
    if agreement.text_version_id is None:
        parts.append("draft")
    return "-".join(part for part in parts if part and part != "-")


def _as_csv(cells: tuple[str, ...]) -> bytes:
    kept = io.StringIO()
    table = csv.writer(kept)
    table.writerow(COLUMNS)
    table.writerow([safe_cell(cell) for cell in cells])
    return (BYTE_ORDER_MARK + kept.getvalue()).encode()


def _as_xlsx(cells: tuple[str, ...]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415  heavy and rare
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet: Worksheet = book.create_sheet("Реєстр", 0)
    book.remove(book.worksheets[1])
    for row, values in enumerate((COLUMNS, cells), 1):
        for at, value in enumerate(values, 1):
            cell = sheet.cell(row=row, column=at)
            cell.value = value or None
            if value:
                cell.data_type = "s"
            cell.font = Font(bold=row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for at in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 24
    sheet.freeze_panes = "A2"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()

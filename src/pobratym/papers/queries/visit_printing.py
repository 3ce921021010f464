"""From a paper of a visit to its file, and who may have which."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from pobratym.documents.typesetting.paper import Paper, Sheet
from pobratym.documents.typesetting.pdf import as_pdf
from pobratym.papers.queries.printing import MEDIA_TYPES, Printed
from pobratym.papers.queries.visit_cards import attended, cards_paper, certificates_paper
from pobratym.papers.queries.visit_costs import costs_paper
from pobratym.papers.queries.visit_letters import letter_paper
from pobratym.papers.queries.visit_lists import (
    Passports,
    border_paper,
    comers,
    crossings,
    gate_paper,
    stops_by_site,
    travellers,
)
from pobratym.papers.queries.visit_programme import programme_of, reads_of
from pobratym.papers.queries.visit_report import report_paper
from pobratym.papers.queries.visiting import VisitRecord
from pobratym.papers.states import HOSTS_OWN, Format, VisitPaper
from pobratym.programmes.queries.personal import Row
from pobratym.programmes.release import knows_programme
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.sites import Site
from pobratym.visits.states import LetterState


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a paper is asked for: whose programme, at which site, on which part of the way."""

    kind: str = ""
    key: str = ""
    site: str = ""
    leg: str = ""


def paper_of_visit(
    record: VisitRecord, paper: VisitPaper, asked: Asked, passports: Passports | None = None
) -> Paper | None:
    """Give a paper as plain data; None where there is none, or none that the reader may have."""
    if paper in HOSTS_OWN and not record.is_host:
        return None
    return _MADE[paper](record, asked, passports)


def letter_of_visit(record: VisitRecord, letter: Letter) -> Paper | None:
    """Give a letter; drafts are the host's own, and every name on it must be one to be seen."""
    if letter.state == LetterState.DRAFT and not record.is_host:
        return None
    _seen, hidden = record.seen(one.pk for one in letter.members.all())
    return None if hidden else letter_paper(record, letter)


def people_on(record: VisitRecord, paper: VisitPaper, asked: Asked) -> list[Member] | None:
    """Give the guests on a list that may have data of passports; None where there is no such."""
    if paper is VisitPaper.BORDER and (leg := _leg(record, asked)):
        return travellers(record, leg)[0]
    if paper is VisitPaper.GATE and record.is_host and (found := _site(record, asked)):
        return comers(record, found[1])[0]
    return None


def as_file(paper: Paper, stem: str, wanted: Format) -> Printed:
    """Give a paper as a file.

    Raises:
        PressError: the PDF could not be set.
    """
    name = f"{stem}.{wanted}"
    if wanted is Format.PDF:
        return Printed(name, as_pdf(paper), MEDIA_TYPES[wanted])
    # Few processes ever write such a file, and all would carry what writes it.
    from pobratym.documents.typesetting.docx import as_docx  # noqa: PLC0415  heavy and rare

    return Printed(name, as_docx(paper), MEDIA_TYPES[wanted])


def _programme(record: VisitRecord, asked: Asked, _sealed: Passports | None) -> Paper | None:
    return _programme_on(record, asked, Sheet.A4)


def _pocket(record: VisitRecord, asked: Asked, _sealed: Passports | None) -> Paper | None:
    return _programme_on(record, asked, Sheet.A6)


def _programme_on(record: VisitRecord, asked: Asked, sheet: Sheet) -> Paper | None:
    if not knows_programme(record.visit, record.audience, timezone.now()):
        return None
    reads = reads_of(record, asked.kind, asked.key)
    return programme_of(record, reads, sheet) if reads else None


def _cards(record: VisitRecord, _asked: Asked, _sealed: Passports | None) -> Paper | None:
    paper = cards_paper(record)
    return paper if paper.blocks else None


def _certificates(record: VisitRecord, _asked: Asked, _sealed: Passports | None) -> Paper | None:
    members = attended(record)
    return certificates_paper(record, members) if members else None


def _border(record: VisitRecord, asked: Asked, sealed: Passports | None) -> Paper | None:
    leg = _leg(record, asked)
    return border_paper(record, leg, sealed) if leg else None


def _gate(record: VisitRecord, asked: Asked, sealed: Passports | None) -> Paper | None:
    found = _site(record, asked)
    return gate_paper(record, *found, sealed) if found else None


def _leg(record: VisitRecord, asked: Asked) -> TravelLeg | None:
    return next((one for one in crossings(record) if str(one.pk) == asked.leg), None)


def _site(record: VisitRecord, asked: Asked) -> tuple[Site, list[Row]] | None:
    stops = stops_by_site(record)
    sites = Site.objects.filter(pk__in=stops)
    site = next((one for one in sites if str(one.public_id) == asked.site), None)
    return (site, stops[site.pk]) if site else None


def _costs(record: VisitRecord, _asked: Asked, _sealed: Passports | None) -> Paper | None:
    return costs_paper(record)


def _report(record: VisitRecord, _asked: Asked, _sealed: Passports | None) -> Paper | None:
    return report_paper(record)


_MADE: dict[VisitPaper, Callable[[VisitRecord, Asked, Passports | None], Paper | None]] = {
    VisitPaper.PROGRAMME: _programme,
    VisitPaper.POCKET: _pocket,
    VisitPaper.CARDS: _cards,
    VisitPaper.GATE: _gate,
    VisitPaper.BORDER: _border,
    VisitPaper.CERTIFICATES: _certificates,
    VisitPaper.COSTS: _costs,
    VisitPaper.REPORT: _report,
}

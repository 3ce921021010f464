"""Name cards and certificates: names as in passports, large."""

from collections.abc import Sequence

from pobratym.directory.models.cities import Municipality
from pobratym.documents.typesetting.paper import (
    Block,
    Card,
    Cards,
    Look,
    NewPage,
    Paper,
    Piece,
    Sheet,
    Signing,
    Signings,
)
from pobratym.papers.queries.visit_words import (
    AS_INTERPRETER,
    CERTIFICATE,
    QUOTES,
    SAMPLE_SHORT,
    TOOK_PART,
    both,
    days_in,
    filled,
    joined,
    worded,
)
from pobratym.papers.queries.visiting import VisitRecord, day_of, names_of_guest
from pobratym.papers.queries.words import PLACE_AND_DAY, SIGNATURE, said_in
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host


def cards_paper(record: VisitRecord) -> Paper:
    """Give the cards of guests; for the host also of those who receive them and interpret."""
    languages = record.languages
    cards = [
        _card(record, names_of_guest(one), worded(one.function, languages), one.city)
        for one in record.members
    ]
    if record.is_host:
        receiving = Host.objects.filter(
            items__visit=record.visit.pk, items__cancelled_at__isnull=True
        )
        cards += [
            _card(
                record,
                (Piece(one.name, "en", Look.PERSON),),
                worded(one.function, languages),
                record.host,
            )
            for one in receiving.distinct().order_by("name", "pk")
        ]
        cards += [
            _card(
                record,
                (Piece(one.name, "en", Look.PERSON),),
                both(AS_INTERPRETER, languages),
                record.host,
            )
            for one in record.visit.interpreters.order_by("name", "pk")
        ]
    return Paper(
        title=record.title.said(languages[0]).text,
        language=languages[0],
        blocks=[Cards(tuple(cards))] if cards else [],
        day=day_of(record.visit),
        sheet=Sheet.CARDS,
    )


def _card(
    record: VisitRecord, names: tuple[Piece, ...], under: tuple[Piece, ...], city: Municipality
) -> Card:
    top = worded(record.title, record.languages)
    if record.visit.is_sample:
        top = (*top, Piece(joined(SAMPLE_SHORT, record.languages), record.languages[0]))
    foot = worded(city.name, record.languages)
    one_line = Piece(" / ".join(one.text for one in foot), record.languages[0])
    return Card(top, names, under, (one_line,))


def attended(record: VisitRecord) -> list[Member]:
    """Give those who are marked as having been there."""
    return [one for one in record.members if one.attended]


def certificates_paper(record: VisitRecord, members: Sequence[Member]) -> Paper:
    """Give a page for each guest who was there."""
    languages = record.languages
    blocks: list[Block] = []
    for at, member in enumerate(members):
        blocks += [NewPage()] if at else []
        blocks += _certificate(record, member)
    return Paper(
        title=said_in(CERTIFICATE, languages[0]),
        language=languages[0],
        blocks=blocks,
        day=day_of(record.visit),
        mark=record.mark(is_draft=False),
        caution=record.caution,
        page_of=(),
        sheet=Sheet.FRAMED,
    )


def _certificate(record: VisitRecord, member: Member) -> list[Block]:
    languages = record.languages
    visit = record.visit
    told: list[Block] = [
        *worded(record.host.name, languages, Look.CENTRE),
        *both(CERTIFICATE, languages, Look.TITLE),
        *names_of_guest(member, Look.NAME),
        *worded(member.function, languages, Look.CENTRE),
        *worded(member.city.name, languages, Look.CENTRE),
    ]
    for one in languages:
        title = filled(said_in(QUOTES, one), {"title": record.title.said(one).text})
        days = days_in(visit.starts_on, visit.ends_on, one)
        where = record.host.name.said(one).text
        told += [
            Piece(said_in(TOOK_PART, one), one, Look.CENTRE),
            Piece(title, one, Look.STRONG),
            Piece(f"{where}, {days}", one, Look.CENTRE),
        ]
    under = tuple(
        tuple(Piece(said_in(words, one), one) for one in languages)
        for words in (SIGNATURE, PLACE_AND_DAY)
    )
    told.append(Signings((Signing(worded(record.host.name, languages), (), under),)))
    return told

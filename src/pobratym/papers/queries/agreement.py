"""The agreement itself on paper: clause against clause, or one language alone."""

from collections.abc import Sequence

from pobratym.agreements.texts.structure import blocks
from pobratym.agreements.texts.whole import WholeClause
from pobratym.core.filters import cited
from pobratym.documents.typesetting.paper import (
    Block,
    Columns,
    Look,
    NewPage,
    Paper,
    Piece,
    Row,
    Signing,
    Signings,
)
from pobratym.papers.queries.record import Record, Signer
from pobratym.papers.queries.words import (
    DRAFT,
    EMPTY,
    LANGUAGE_NAMES,
    PLACE_AND_DAY,
    SAMPLE,
    SIGNATURE,
    VERSION,
    WHO,
    pages_in,
    said_in,
)

MOST_COLUMNS = 3
LONGEST_LAST = 1_200
"""Of the last clause, in signs: a longer one does not fit on a page with the signatures."""


def agreement_paper(record: Record) -> Paper:
    """Give all authentic languages side by side; more than three one after another."""
    languages = list(record.text.authentic) or list(record.text.languages)
    return _whole(record, languages)


def copy_paper(record: Record, language: str) -> Paper:
    """Give one language alone."""
    return _whole(record, [language])


def _whole(record: Record, languages: list[str]) -> Paper:
    main = languages[0]
    body: list[Block] = []
    end: Columns | None = None
    if len(languages) == 1 or len(languages) > MOST_COLUMNS:
        for at, language in enumerate(languages):
            body += [NewPage()] if at else []
            body += _alone(record, language, first=not at)
    else:
        body += _titles(record, languages)
        clauses = list(record.text.clauses)
        last = clauses[-1:] if len(clauses) > 1 and _is_short(clauses[-1], languages) else []
        body.append(sides(clauses[:-1] if last else clauses, languages))
        end = sides(last, languages, is_headed=False) if last else None
    body.append(signings(record, languages, before=end))
    return Paper(
        title=record.title(main),
        language=main,
        blocks=body,
        day=record.day,
        mark=draft_mark(record, languages),
        caution=caution(record, languages),
        page_of=pages_in(languages),
        foot=version_foot(record, languages),
        keywords=(f"pobratym-sha256:{record.text.sha256}",) if record.is_frozen else (),
        is_wide=len(languages) == MOST_COLUMNS,
    )


def draft_mark(record: Record, languages: Sequence[str]) -> str:
    """Say in all languages that the text does not count yet; nothing once it is frozen."""
    if record.is_frozen:
        return ""
    words = [DRAFT[one] for one in languages if one in DRAFT]
    return " / ".join(dict.fromkeys([*words, DRAFT["en"]]))


def caution(record: Record, languages: Sequence[str]) -> tuple[Piece, ...]:
    """Say that a sample is none of anybody's agreement."""
    if not record.agreement.is_sample:
        return ()
    ours = [one for one in languages if one in SAMPLE] or ["en"]
    return tuple(Piece(SAMPLE[one], one) for one in ours)


def version_foot(record: Record, languages: Sequence[str]) -> tuple[str, ...]:
    """Name the frozen version and its digest."""
    if not record.is_frozen:
        return ()
    told = [said_in(VERSION, one).format(record.text.number) for one in languages]
    return (" · ".join(dict.fromkeys(told)), f"SHA-256 {record.text.sha256}")


def sides(
    clauses: Sequence[WholeClause], languages: Sequence[str], *, is_headed: bool = True
) -> Columns:
    """Set the clauses against each other, paragraph against paragraph."""
    rows: list[Row] = []
    for clause in clauses:
        rows += _rows(clause, languages)
    heads = tuple(Piece(said_in(LANGUAGE_NAMES, one), one) for one in languages)
    return Columns(heads, tuple(rows), is_headed)


def _is_short(clause: WholeClause, languages: Sequence[str]) -> bool:
    """Say whether a clause may stay on one page with the signatures."""
    return all(len(clause.said(one).body) <= LONGEST_LAST for one in languages)


def _rows(clause: WholeClause, languages: Sequence[str]) -> list[Row]:
    heads = tuple(tuple(heading(clause, one)) for one in languages)
    found = [Row(heads, joins=True)] if any(heads) else []
    bodies = [_pieces(clause, one) for one in languages]
    shapes = {tuple(bool(piece.label) for piece in body) for body in bodies}
    if len(shapes) == 1:
        found += [Row(tuple((piece,) for piece in row)) for row in zip(*bodies, strict=True)]
    else:  # their paragraphs do not answer each other: only the whole clause does
        found.append(Row(tuple(tuple(body) for body in bodies)))
    return found


def heading(clause: WholeClause, language: str) -> list[Piece]:
    """Give what stands above a clause: its number as the language counts, then its heading."""
    told = "\n".join(filter(None, (cited(clause.label, language), clause.said(language).heading)))
    return [Piece(told, language, Look.HEADING)] if told else []


def _pieces(clause: WholeClause, language: str) -> list[Piece]:
    found = blocks(clause.said(language).body)
    depths = _depths([one.label for one in found])
    pieces = [
        Piece(one.text, language, label=one.label, depth=depth)
        for one, depth in zip(found, depths, strict=True)
    ]
    return pieces or [Piece(said_in(EMPTY, language), language)]


def _depths(labels: Sequence[str]) -> list[int]:
    """Say how far each point stands in: kinds of labels in the order in which they appear."""
    order: list[str] = []
    found = []
    for label in labels:
        kind = "9" + label[-1] if label[:1].isdigit() else label[-1:]
        if label and kind not in order:
            order.append(kind)
        found.append(min(order.index(kind), 2) if label else 0)
        if not label:
            order = []
    return found


def _titles(record: Record, languages: Sequence[str]) -> list[Block]:
    found: list[Block] = [Piece(record.title(one), one, Look.TITLE) for one in languages]
    parties = [Piece(_parties(record, one), one, Look.CENTRE) for one in languages]
    return [*found, *parties]


def _parties(record: Record, language: str) -> str:
    return " – ".join(party.get(language, "") for party in record.text.parties)


def _alone(record: Record, language: str, *, first: bool) -> list[Block]:
    look = Look.TITLE if first else Look.HEADING
    found: list[Block] = [
        Piece(record.title(language), language, look),
        Piece(_parties(record, language), language, Look.CENTRE),
    ]
    for clause in record.text.clauses:
        found += heading(clause, language)
        found += _pieces(clause, language)
    return found


def signings(record: Record, languages: Sequence[str], before: Columns | None = None) -> Signings:
    """Give each party its place to sign, its own language first."""
    own = {party.city_id: party.language for party in record.agreement.parties.all()}
    places = []
    for at, city in enumerate(record.cities):
        order = sorted(languages, key=lambda one, city=city: one != own.get(city.pk))  # type: ignore[misc]
        named = record.text.parties[at] if at < len(record.text.parties) else {}
        party = tuple(
            Piece(name, one)
            for one in order
            if (name := named.get(one) or city.name.said(one).text)
        )
        places += _places(record.signers_of(city), party, order)
    return Signings(tuple(places), before)


def _places(
    signers: Sequence[Signer], party: tuple[Piece, ...], order: Sequence[str]
) -> list[Signing]:
    foot = (_under(SIGNATURE, order), _under(PLACE_AND_DAY, order))
    if not signers:
        return [Signing(party, (), (_under(WHO, order), *foot))]
    return [Signing(party, _person(one, order), foot) for one in signers]


def _under(words: dict[str, str], languages: Sequence[str]) -> tuple[Piece, ...]:
    return tuple(Piece(said_in(words, one), one) for one in languages)


def _person(signer: Signer, languages: Sequence[str]) -> tuple[Piece, ...]:
    lines = []
    for language in languages:
        name, function = signer.name.said(language), signer.function.said(language)
        lines += [Piece(one, language) for one in (name.text, function.text) if one]
    return tuple(lines)

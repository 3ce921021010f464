"""The record of a signing, in all authentic languages side by side."""

from collections.abc import Mapping, Sequence

from pobratym.documents.typesetting.paper import Block, Columns, Look, Paper, Piece, Row
from pobratym.papers.queries.agreement import caution, draft_mark, signings, version_foot
from pobratym.papers.queries.record import Record, Signer
from pobratym.papers.queries.words import (
    BLANK,
    DRAFT,
    LANGUAGE_NAMES,
    day_in,
    listed,
    pages_in,
    said_in,
)
from pobratym.routes.states import Mode

LAST_ROWS = 3
"""So many lines stay on one page with the signatures."""
_TITLE = {
    "pl": "Protokół podpisania",
    "uk": "Протокол підписання",
    "en": "Record of the signing",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "pl": {
        "what": "Dokument: {title}.",
        "version": "Podpisany tekst: wersja nr {number}, skrót SHA-256 {sha}.",
        "no_version": "Tekst nie został jeszcze uzgodniony; protokół jest wzorem do wypełnienia.",
        "languages": "Języki autentyczne: {languages}. Każdy tekst ma jednakową moc.",
        "where": "Miejsce podpisania: {place}.",
        "when": "Dzień podpisania: {day}.",
        "who": "Za stronę {party} podpisał(a): {name}, {function}.",
        "who_blank": "Za stronę {party} podpisał(a): " + BLANK + ".",
        "counter": "Kontrasygnaty za stronę {party} udzielił(a): {name}, {function}.",
        "authority": "Podstawa umocowania: {authority}.",
        "signed": "Podpis złożono {day}, {mode}.",
    },
    "uk": {
        "what": "Документ: {title}.",
        "version": "Підписаний текст: версія № {number}, SHA-256 {sha}.",
        "no_version": "Текст ще не погоджено; протокол є зразком для заповнення.",
        "languages": "Автентичні мови: {languages}. Усі тексти мають однакову силу.",
        "where": "Місце підписання: {place}.",
        "when": "День підписання: {day}.",
        "who": "Від сторони {party} підписав(-ла): {name}, {function}.",
        "who_blank": "Від сторони {party} підписав(-ла): " + BLANK + ".",
        "counter": "Від сторони {party} контрасигнував(-ла): {name}, {function}.",
        "authority": "Підстава повноважень: {authority}.",
        "signed": "Підпис поставлено {day}, {mode}.",
    },
    "en": {
        "what": "Document: {title}.",
        "version": "Text signed: version no. {number}, SHA-256 {sha}.",
        "no_version": "The text is not agreed yet; this record is a form to be filled in.",
        "languages": "Authentic languages: {languages}. All texts are equally binding.",
        "where": "Place of signing: {place}.",
        "when": "Day of signing: {day}.",
        "who": "Signed for {party} by {name}, {function}.",
        "who_blank": "Signed for {party} by " + BLANK + ".",
        "counter": "Countersigned for {party} by {name}, {function}.",
        "authority": "Authority: {authority}.",
        "signed": "Signed on {day}, {mode}.",
    },
}
_MODES = {
    "pl": {
        Mode.WET: "odręcznie",
        Mode.ELECTRONIC: "podpisem elektronicznym",
        Mode.CONTAINER: "podpisem elektronicznym w osobnym pliku",
    },
    "uk": {
        Mode.WET: "власноруч",
        Mode.ELECTRONIC: "електронним підписом",
        Mode.CONTAINER: "електронним підписом в окремому файлі",
    },
    "en": {
        Mode.WET: "by hand",
        Mode.ELECTRONIC: "with an electronic signature",
        Mode.CONTAINER: "with an electronic signature in a file of its own",
    },
}
_TONGUES = {
    "pl": {"pl": "polski", "uk": "ukraiński", "en": "angielski"},
    "uk": {"pl": "польська", "uk": "українська", "en": "англійська"},
    "en": {"pl": "Polish", "uk": "Ukrainian", "en": "English"},
}


def protocol(record: Record) -> Paper:
    """Give the record of the signing; before it, a form to be filled in."""
    languages = (list(record.text.authentic) or list(record.text.languages))[:3]
    main = languages[0]
    told = [_lines(record, one) for one in languages]
    rows = tuple(
        Row(tuple((Piece(line, language),) for line, language in zip(row, languages, strict=True)))
        for row in zip(*told, strict=True)
    )
    blocks: list[Block] = [Piece(said_in(_TITLE, one), one, Look.TITLE) for one in languages]
    heads = tuple(Piece(said_in(LANGUAGE_NAMES, one), one) for one in languages)
    end = Columns(heads, rows[-LAST_ROWS:], is_headed=False)
    blocks += [Columns(heads, rows[:-LAST_ROWS]), signings(record, languages, before=end)]
    is_signed = record.agreement.signed_on is not None
    drafts = " / ".join(dict.fromkeys([*(DRAFT.get(one, "DRAFT") for one in languages), "DRAFT"]))
    return Paper(
        title=f"{said_in(_TITLE, main)}: {record.title(main)}",
        language=main,
        blocks=blocks,
        day=record.agreement.signed_on or record.day,
        mark="" if is_signed else draft_mark(record, languages) or drafts,
        caution=caution(record, languages),
        page_of=pages_in(languages),
        foot=version_foot(record, languages),
        is_wide=len(languages) > 2,  # noqa: PLR2004  three columns need the long side
    )


def _lines(record: Record, language: str) -> list[str]:
    words = _WORDS.get(language) or _WORDS["en"]
    speaking = language if language in _WORDS else "en"
    agreement = record.agreement
    found = [_put(words["what"], title=record.title(language))]
    if record.is_frozen:
        number = str(record.text.number)
        found.append(_put(words["version"], number=number, sha=_grouped(record.text.sha256)))
    else:
        found.append(words["no_version"])
    tongues = [_TONGUES[speaking].get(one, one) for one in record.text.authentic]
    found.append(_put(words["languages"], languages=listed(tongues, speaking)))
    place = agreement.signed_at_place.said(language).text if agreement.signed_at_place else ""
    found.append(_put(words["where"], place=place or BLANK))
    found.append(_put(words["when"], day=day_in(agreement.signed_on, speaking).rstrip(".")))
    for at, city in enumerate(record.cities):
        named = record.text.parties[at] if at < len(record.text.parties) else {}
        party = named.get(language) or city.name.said(language).text
        own = record.signers_of(city)
        if not own:
            found.append(_put(words["who_blank"], party=party))
        for signer in own:
            found += _of_signer(signer, party, language, speaking)
    return found


def _of_signer(signer: Signer, party: str, language: str, speaking: str) -> Sequence[str]:
    words = _WORDS[speaking]
    name, function = signer.name.said(language).text, signer.function.said(language).text
    who = words["counter" if signer.countersigns else "who"]
    told = [_put(who, party=party, name=name or BLANK, function=function or BLANK)]
    told.append(_put(words["authority"], authority=signer.authority or BLANK))
    if signer.signed_on:
        mode = _MODES[speaking].get(Mode(signer.mode), "") if signer.mode else ""
        told.append(_put(words["signed"], day=day_in(signer.signed_on, speaking), mode=mode))
    return told


def _grouped(digest: str) -> str:
    """Part a digest into groups, so that people can compare it and lines can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _put(words: str, **values: str) -> str:
    """Fill our own sentence; a value is put in as it is and never read as a pattern."""
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return words.removesuffix(".") if words.endswith("..") else words

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
        "who": "Strona: {party}. Podpis: {name}, {function}.",
        "who_blank": "Strona: {party}. Podpis: " + BLANK + ".",
        "counter": "Strona: {party}. Kontrasygnata: {name}, {function}.",
        "authority": "Podstawa umocowania: {authority}.",
        "signed": "Podpis złożono {day}, {mode}.",
        "earlier": "Podpis złożono, zanim tekst wprowadzono do systemu.",
        "compared": "Plik nie zawiera skrótu tekstu; treść porównała z tą wersją osoba urzędowa.",
        "issuer": "Wystawcy certyfikatu nie ma na liście zaufanych; przyjęła go osoba urzędowa.",
        "noted": "w języku drugiej strony („{note}”)",
    },
    "uk": {
        "what": "Документ: {title}.",
        "version": "Підписаний текст: версія № {number}, SHA-256 {sha}.",
        "no_version": "Текст ще не погоджено; протокол є зразком для заповнення.",
        "languages": "Автентичні мови: {languages}. Усі тексти мають однакову силу.",
        "where": "Місце підписання: {place}.",
        "when": "День підписання: {day}.",
        "who": "Сторона: {party}. Підпис: {name}, {function}.",
        "who_blank": "Сторона: {party}. Підпис: " + BLANK + ".",
        "counter": "Сторона: {party}. Контрасигнування: {name}, {function}.",
        "authority": "Підстава повноважень: {authority}.",
        "signed": "Підпис поставлено {day}, {mode}.",
        "earlier": "Підпис поставлено до внесення тексту до системи.",
        "compared": "Файл не містить гешу тексту; зміст звірила з цією редакцією посадова особа.",
        "issuer": "Видавця сертифіката немає у довірчому списку; його прийняла посадова особа.",
        "noted": "мовою іншої сторони («{note}»)",
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
        "earlier": "Signed before the text was recorded in the system.",
        "compared": "The file names no digest; an officer compared its text with this version.",
        "issuer": "The issuer of the certificate is not on the trust list; an officer accepted it.",
        "noted": "in the other party's language (“{note}”)",
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
    place = _place(record, language)
    found.append(_put(words["where"], place=place or BLANK))
    found.append(_put(words["when"], day=day_in(agreement.signed_on, speaking).rstrip(".")))
    own_language = {one.city_id: one.language for one in agreement.parties.all()}
    for at, city in enumerate(record.cities):
        named = record.text.parties[at] if at < len(record.text.parties) else {}
        party = named.get(language) or city.name.said(language).text
        own = record.signers_of(city)
        if not own:
            found.append(_put(words["who_blank"], party=party))
        for signer in own:
            is_own = own_language.get(city.pk) == language
            found += _of_signer(signer, party, language, speaking, is_own=is_own)
    return found


def _place(record: Record, language: str) -> str:
    """Name the place of signing in a language, as our cities are called in it."""
    told = record.agreement.signed_at_place or {}
    if language in told:
        return str(told[language])
    for city in record.cities:
        if language in city.name and set(told.values()) & set(city.name.values()):
            return str(city.name[language])
    return ""


def _of_signer(
    signer: Signer, party: str, language: str, speaking: str, *, is_own: bool
) -> Sequence[str]:
    words = _WORDS[speaking]
    name, function = signer.name.said(language).text, signer.function.said(language).text
    who = words["counter" if signer.countersigns else "who"]
    told = [_put(who, party=party, name=name or BLANK, function=function or BLANK)]
    authority = signer.authority.get(speaking) or BLANK
    if signer.note:
        authority = signer.note if is_own else _put(words["noted"], note=signer.note)
    told.append(_put(words["authority"], authority=authority))
    if signer.signed_on:
        mode = _MODES[speaking].get(Mode(signer.mode), "") if signer.mode else ""
        told.append(_put(words["signed"], day=day_in(signer.signed_on, speaking), mode=mode))
        told += [words[one] for one in signer.assured if one in words]
    return told


def _grouped(digest: str) -> str:
    """Part a digest into groups, so that people can compare it and lines can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _put(words: str, **values: str) -> str:
    """Fill our own sentence; a value is put in as it is and never read as a pattern."""
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return words.removesuffix(".") if words.endswith("..") else words

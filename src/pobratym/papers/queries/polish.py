"""The draft resolution of a Polish council, with its reasons.

Article 18(2)(12a) of the Act on municipal self-government is the basis (law book, PL02); 18(2)(12)
is about domestic municipalities and is never cited (PL03).
"""

from collections.abc import Mapping

from pobratym.agreements.states import Kind as AgreementKind
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Kind
from pobratym.documents.typesetting.paper import Block, Look, NewPage, Paper, Piece
from pobratym.languages.declension import Sort
from pobratym.papers.queries.agreement import sides
from pobratym.papers.queries.council import (
    checks_for,
    draft,
    merged,
    notes,
    one_place,
    paragraphs,
)
from pobratym.papers.queries.record import Record, own_words
from pobratym.papers.queries.words import ACT, BLANK, STATES, day_in, listed
from pobratym.papers.states import Case
from pobratym.papers.states import Paper as PaperName

_OWN_POWIAT_FROM = 61
"""From this number on, the powiat in a TERC code is a city of its own rank."""
_PRESIDENT_FROM = 50_000
_CHANGES: Mapping[str, tuple[str, str, str]] = {
    AgreementKind.AMENDMENT: ("zmiany", "zmianę", "aneksu"),
    AgreementKind.TERMINATION: ("rozwiązania", "rozwiązanie", "porozumienia w tej sprawie"),
}
"""What is done to an agreement, in the genitive and the accusative, and by which document."""


def resolution(record: Record) -> Paper:
    """Give the draft resolution."""
    texts = merged(proposed(record), own_words(record, PaperName.RESOLUTION))
    council = _declined(record, texts["council"], Case.GENITIVE)
    blocks: list[Block] = [
        Piece(f"UCHWAŁA NR {BLANK}", "pl", Look.TITLE),
        Piece(council.upper(), "pl", Look.STRONG),
        Piece(f"z dnia {BLANK} r.", "pl", Look.CENTRE),
        Piece(texts["title"], "pl", Look.STRONG),
        *(Piece(one, "pl") for one in paragraphs(texts["basis"])),
    ]
    blocks += [
        Piece(f"§ {number}. {one}", "pl")
        for number, one in enumerate(paragraphs(texts["paragraphs"]), 1)
    ]
    blocks.append(one_place(f"Przewodniczący {council}", "", "pl"))
    blocks += [NewPage(), *_annex(record, council)]
    blocks += [NewPage(), Piece("Uzasadnienie", "pl", Look.HEADING)]
    blocks += [Piece(one, "pl") for one in paragraphs(texts["reasons"])]
    kind = record.agreement.kind
    blocks += notes(checks_for(PaperName.RESOLUTION, "PL", kind), "pl")
    return draft(record, f"Projekt uchwały {texts['title']}", "pl", blocks)


def _annex(record: Record, council: str) -> list[Block]:
    languages = list(record.text.authentic)[:2] or list(record.text.languages)[:2]
    shown: list[Block] = [
        Piece(f"Załącznik do uchwały Nr {BLANK}", "pl", Look.RIGHT),
        Piece(f"{council} z dnia {BLANK} r.", "pl", Look.RIGHT),
    ]
    shown += [Piece(record.title(one), one, Look.HEADING) for one in languages]
    return [*shown, sides(record.text.clauses, languages)]


def proposed(record: Record) -> dict[str, str]:
    """Give the texts that the paper begins with; an officer may write each anew."""
    city = record.city
    act = ACT["pl"][record.agreement.kind]
    own = _declined_place(record, city, Case.GENITIVE)
    partners = _partners(record)
    council = council_of(record)
    office = executive_of(city)
    areas = listed(record.areas("pl"), "pl") or "[uzupełnić: dziedziny współpracy]"
    signer = _signer(record)
    town = _town(city)
    about, consent = _matter(record, f"{town[1]} {own} z {partners}", act)
    return {
        "council": council,
        "title": f"w sprawie {about}",
        "basis": (
            "Na podstawie art. 18 ust. 2 pkt 12a ustawy z dnia 8 marca 1990 r. o samorządzie"
            " gminnym [do sprawdzenia: publikator i aktualny tekst jednolity] uchwala się, co"
            " następuje:"
        ),
        "paragraphs": "\n\n".join(
            [
                consent,
                *(
                    []
                    if record.agreement.kind in _CHANGES
                    else [f"Współpraca obejmuje w szczególności następujące dziedziny: {areas}."]
                ),
                f"Do podpisania dokumentu, o którym mowa w § 1, upoważnia się {signer}.",
                (
                    f"Wydatki wynikające ze współpracy pokrywa się z budżetu {town[1]} {own}, do"
                    " wysokości środków zaplanowanych na dany rok."
                ),
                f"Wykonanie uchwały powierza się {_executive(record, office, Case.DATIVE)}.",
                "Uchwała wchodzi w życie z dniem podjęcia.",
            ]
        ),
        "reasons": _reasons(record, partners, areas, signer, own),
    }


def _matter(record: Record, between: str, act: tuple[str, str, str]) -> tuple[str, str]:
    """Say what the resolution is about, and to what the council consents.

    A city that changes or ends an agreement does not take cooperation up.
    """
    text = "którego treść stanowi załącznik do uchwały"
    if record.agreement.kind in _CHANGES:
        about, consent, what = _CHANGES[record.agreement.kind]
        return (
            f"{about} umowy {between}",
            f"Wyraża się zgodę na {consent} umowy {between} oraz na zawarcie {what}, {text}.",
        )
    if act[1].startswith("umowy"):
        signed = f"na zawarcie {act[1]}, której treść stanowi załącznik do uchwały"
    else:
        signed = f"na podpisanie dokumentu: {act[0]}, {text}"
    return (
        f"nawiązania współpracy {between}",
        f"Wyraża się zgodę na nawiązanie współpracy {between} oraz {signed}.",
    )


def _reasons(record: Record, partners: str, areas: str, signer: str, own: str) -> str:
    town = _town(record.city)
    act = ACT["pl"][record.agreement.kind]
    told = [
        (
            "Zgodnie z art. 18 ust. 2 pkt 12a ustawy o samorządzie gminnym do wyłącznej właściwości"
            " rady gminy należy podejmowanie uchwał w sprawach współpracy ze społecznościami"
            " lokalnymi i regionalnymi innych państw."
        ),
        f"{town[0]} {record.city.name.said('pl').text} współpracuje z {partners} na podstawie"
        f" umowy. Rada wyraża zgodę na jej {_CHANGES[record.agreement.kind][1]}; powody:"
        " [uzupełnić]."
        if record.agreement.kind in _CHANGES
        else f"{town[0]} {record.city.name.said('pl').text} zamierza współpracować z {partners}."
        f" Współpraca ma objąć w szczególności: {areas}. Jej podstawą będzie {act[0]}, sporządzona"
        " w językach wskazanych w jej treści."
        if act[0].startswith("umowa")
        else f"{town[0]} {record.city.name.said('pl').text} zamierza współpracować z {partners}."
        f" Współpraca ma objąć w szczególności: {areas}. Jej podstawą będzie {act[0]} w brzmieniu"
        " załącznika.",
        f"Uchwała upoważnia {signer} do podpisania dokumentu w imieniu {town[1]} {own}.",
        _costs(record),
    ]
    if record.is_frozen:
        agreed = f" uzgodniły wszystkie strony {day_in(record.day, 'pl')}"
        told.append(
            f"Treść załącznika{'' if record.agreement.is_sample else agreed} (wersja nr"
            f" {record.text.number}, skrót SHA-256: {record.text.sha256})."
        )
    return "\n\n".join(told)


def _costs(record: Record) -> str:
    """Say what it costs; never that it costs nothing where nobody has said so."""
    if record.binds_money:
        return (
            "Skutki finansowe: dokument powoduje powstanie zobowiązań pieniężnych [uzupełnić:"
            " kwota, rok i źródło finansowania]; potrzebna jest kontrasygnata skarbnika [do"
            " sprawdzenia]."
        )
    if record.binds_money is None:
        return (
            "Skutki finansowe: [uzupełnić: czy dokument powoduje powstanie zobowiązań pieniężnych,"
            " w jakiej kwocie i z jakiego źródła]. Wydatki na wspólne działania będą planowane w"
            " budżecie na kolejne lata."
        )
    return (
        "Skutki finansowe: dokument nie powoduje powstania zobowiązań pieniężnych. Wydatki na"
        " wspólne działania będą planowane w budżecie na kolejne lata."
    )


def council_of(record: Record) -> str:
    """Name the council of a gmina as its kind usually has it."""
    city = record.city
    kind = Kind(city.kind)
    if kind is Kind.GMINA_RURAL:
        return f"Rada Gminy {city.name.said('pl').text}"
    if kind is Kind.GMINA_URBAN and has_powiat_rights(city):
        return f"Rada Miasta {_declined_place(record, city, Case.GENITIVE)}"
    where = _declined_place(record, city, Case.LOCATIVE)
    return f"Rada Miejska {'we' if _asks_for_we(where) else 'w'} {where}"


def _asks_for_we(name: str) -> bool:
    return name[:1] in "WF" and name[1:2].casefold() not in "aeiouyąęó"


def executive_of(city: Municipality) -> str:
    """Name the office that carries resolutions out: wójt, burmistrz or prezydent miasta."""
    kind = Kind(city.kind)
    if kind is Kind.GMINA_RURAL:
        return "Wójt Gminy"
    large = (city.residents or 0) > _PRESIDENT_FROM
    is_president = kind is Kind.GMINA_URBAN and (has_powiat_rights(city) or large)
    return "Prezydent Miasta" if is_president else "Burmistrz"


def has_powiat_rights(city: Municipality) -> bool:
    """Say whether a city is a powiat of its own: its TERC code shows it."""
    powiat = city.code[2:4]
    return city.scheme == "TERC" and powiat.isdigit() and int(powiat) >= _OWN_POWIAT_FROM


def _executive(record: Record, office: str, case: Case) -> str:
    name = _declined_place(record, record.city, Case.GENITIVE)
    if record.city.kind == Kind.GMINA_RURAL:
        name = record.city.name.said("pl").text
    return record.names.said(f"{office} {name}", Sort.FUNCTION, "pl", case)


def _signer(record: Record) -> str:
    """Name who is to sign, in the accusative; without a recorded person only the office."""
    own = record.signers_of(record.city)
    if not own or own[0].countersigns:
        return _executive(record, executive_of(record.city), Case.ACCUSATIVE)
    first = own[0]
    function = first.function.said("pl").text
    name = first.name.said("pl").text
    told = record.names.said(function, Sort.FUNCTION, "pl", Case.ACCUSATIVE)
    person = record.names.said(name, Sort.PERSON, "pl", Case.ACCUSATIVE)
    return f"{told} {person}".strip()


def _partners(record: Record) -> str:
    """Name the partner cities after "z": the name stays in the nominative, as usage is."""
    told = []
    for city in record.partners:
        name = city.name.said("pl").text
        state = STATES["pl"].get(city.country, city.country)
        noun = "Gminą" if city.kind in {Kind.GMINA_RURAL, Kind.HROMADA_VILLAGE} else "Miastem"
        told.append(f"{noun} {name} ({state})")
    return listed(told, "pl")


def _town(city: Municipality) -> tuple[str, str]:
    """Say "city" or "gmina", nominative and genitive."""
    return ("Miasto", "Miasta") if city.kind == Kind.GMINA_URBAN else ("Gmina", "Gminy")


def _declined_place(record: Record, city: Municipality, case: Case) -> str:
    return record.names.said(city.name.said("pl").text, Sort.PLACE, "pl", case)


def _declined(record: Record, name: str, case: Case) -> str:
    return record.names.said(name, Sort.FUNCTION, "pl", case)

"""Letters of invitation on paper: two languages side by side, names as in passports."""

from django.utils import timezone

from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Kind
from pobratym.documents.typesetting.paper import (
    Block,
    Columns,
    Look,
    Paper,
    Piece,
    Row,
    Signing,
    Signings,
    Table,
)
from pobratym.papers.queries.council import paragraphs
from pobratym.papers.queries.visit_words import (
    AND_HIDDEN,
    CITY,
    COSTS_BY,
    FUNCTION,
    GREETING,
    GUESTS,
    LETTER,
    LETTER_NUMBER,
    NAME_LATIN,
    NUMBER,
    ONE_GUEST,
    PURPOSE,
    QUOTES,
    REGARDS,
    both,
    days_in,
    filled,
    worded,
)
from pobratym.papers.queries.visiting import (
    VisitRecord,
    city_in,
    knows_case,
    names_of_guest,
)
from pobratym.papers.queries.words import (
    BLANK,
    SIGNATURE,
    day_in,
    pages_in,
    said_in,
)
from pobratym.papers.states import Case
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.states import CostBearer, LetterState

_VOWELS = "аеєиіїоуюя"


def letter_paper(record: VisitRecord, letter: Letter) -> Paper:
    """Give a letter to one guest, or to several as a list; the reader may see all their names."""
    languages = record.languages
    members, hidden = record.seen(one.pk for one in letter.members.all())
    number = filled_number(letter)
    blocks: list[Block] = [
        _beside([_head(record, letter, number, one) for one in languages]),
        *both(LETTER, languages, Look.TITLE),
        *worded(record.title, languages, Look.STRONG),
        _beside([_text(record, len(members) + hidden, one) for one in languages]),
        _people(record, members, hidden),
        Signings((_signing(record, letter),), _beside([_end(letter, one) for one in languages])),
    ]
    return Paper(
        title=f"{said_in(LETTER, languages[0])} {number}",
        language=languages[0],
        blocks=blocks,
        day=letter.sent_on or timezone.localdate(letter.updated_at),
        mark=record.mark(is_draft=letter.state == LetterState.DRAFT),
        caution=record.caution,
        page_of=pages_in(languages),
    )


def filled_number(letter: Letter) -> str:
    """Give the number of a letter; a line where it has none yet."""
    return f"{letter.number}/{letter.year}" if letter.number else BLANK


def _beside(sides: list[list[Piece]]) -> Columns:
    heads = tuple(Piece("", one[0].language if one else "en") for one in sides)
    return Columns(heads, (Row(tuple(tuple(one) for one in sides)),), is_headed=False)


def _head(record: VisitRecord, letter: Letter, number: str, language: str) -> list[Piece]:
    place = record.host.name.said(language).text
    day = day_in(letter.sent_on, language)
    return [
        Piece(filled(said_in(LETTER_NUMBER, language), {"n": number}), language),
        Piece(f"{place}, {day}", language),
    ]


def _text(record: VisitRecord, many: int, language: str) -> list[Piece]:
    visit = record.visit
    told = [said_in(GREETING, language), invitation(record, language)]
    if purpose := visit.purpose.get(language):
        told += paragraphs(filled(said_in(PURPOSE, language), {"what": purpose}))
    told.append(said_in(ONE_GUEST if many == 1 else GUESTS, language))
    return [Piece(one, language) for one in told]


def invitation(record: VisitRecord, language: str) -> str:
    """Say who invites to what, where and when, with the host's name in its case."""
    visit = record.visit
    title = filled(said_in(QUOTES, language), {"title": visit.title.said(language).text})
    days = days_in(visit.starts_on, visit.ends_on, language)
    is_one_day = visit.starts_on == visit.ends_on
    where = place_in(record, record.host, language)
    if language == "pl":
        on = f"dnia {days}" if is_one_day else f"w dniach {days}"
        own = of_city(record, language)
        return f"W imieniu {own} zapraszamy na wizytę {title}, która odbędzie się {where} {on}"
    if language == "uk":
        own = of_city(record, language)
        return f"Від імені {own} запрошуємо Вас на візит {title}, який відбудеться {where} {days}."
    name = record.host.name.said(language).text
    return f"On behalf of {name} we invite you to the visit {title}, {days}, {name}."


def of_city(record: VisitRecord, language: str) -> str:
    """Say "of the city" in the genitive; names of communes beside the word stay as they are."""
    city = record.host
    is_city = city.kind in {Kind.GMINA_URBAN, Kind.HROMADA_CITY}
    kind = {"pl": ("miasta", "gminy"), "uk": ("міста", "громади")}[language][not is_city]
    case = Case.GENITIVE if is_city else Case.NOMINATIVE
    return f"{kind} {city_in(record, city, language, case)}"


def place_in(record: VisitRecord, city: Municipality, language: str) -> str:
    """Say where: "w Ostrołęce", "у Вараші"; the name stands alone where no form is known."""
    name = city_in(record, city, language, Case.LOCATIVE)
    if not knows_case(record, city, language):
        return f"({name})"
    if language == "pl":
        first, second = name[:1], name[1:2].casefold()
        return f"{'we' if first in 'WF' and second not in 'aeiouyąęó' else 'w'} {name}"
    if language == "uk":
        return f"{'в' if name[:1].casefold() in _VOWELS else 'у'} {name}"
    return name


def _people(record: VisitRecord, members: list[Member], hidden: int) -> Table:
    languages = record.languages
    rows: list[tuple[tuple[Piece, ...], ...]] = [
        (
            (Piece(str(at), languages[0]),),
            names_of_guest(member),
            worded(member.function, languages),
            worded(member.city.name, languages),
        )
        for at, member in enumerate(members, 1)
    ]
    if hidden:
        rows.append(((), both(AND_HIDDEN, languages, n=str(hidden)), (), ()))
    heads = tuple(both(words, languages) for words in (NUMBER, NAME_LATIN, FUNCTION, CITY))
    return Table(heads, tuple(rows), widths=(2, 12, 14, 7), holds=True)


def _end(letter: Letter, language: str) -> list[Piece]:
    told = [said_in(COSTS_BY[CostBearer(letter.costs)], language)]
    told += paragraphs(letter.words.get(language, ""))
    return [Piece(one, language) for one in (*told, said_in(REGARDS, language))]


def _signing(record: VisitRecord, letter: Letter) -> Signing:
    languages = record.languages
    person = worded(letter.signer_function, languages)
    if letter.signer:
        person = (Piece(letter.signer, languages[0], Look.PERSON), *person)
    under = tuple(Piece(said_in(SIGNATURE, one), one) for one in languages)
    return Signing(worded(record.host.name, languages), person, (under,))

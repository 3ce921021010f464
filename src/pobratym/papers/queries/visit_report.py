"""The report on a visit in two languages: nothing confidential ever comes in."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.documents.typesetting.paper import (
    Block,
    Columns,
    Facts,
    Look,
    Paper,
    Piece,
    Row,
    Table,
)
from pobratym.outcomes.queries.report import Guest, PromiseRow, Report, Talk, report_of
from pobratym.outcomes.queries.results import Result
from pobratym.outcomes.states import Answering, PromiseState
from pobratym.papers.queries.council import paragraphs
from pobratym.papers.queries.visit_words import (
    AND_HIDDEN,
    CITY,
    FUNCTION,
    LANGUAGE,
    NAME_LATIN,
    NUMBER,
    Words,
    both,
    days_in,
    joined,
    piece,
    short_day,
    worded,
)
from pobratym.papers.queries.visiting import VisitRecord
from pobratym.papers.queries.words import pages_in, said_in
from pobratym.visits.states import VisitState

Cell = tuple[Piece, ...]
LONGEST_HELD = 600
"""Signs of a cell whose row may be kept on one page."""
REPORTED = frozenset({VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED})
"""States in which there is something to report."""

TITLE: Words = {"pl": "Sprawozdanie z wizyty", "uk": "Звіт про візит", "en": "Report on the visit"}
WHEN: Words = {"pl": "Termin", "uk": "Дата", "en": "When"}
HOST: Words = {"pl": "Gospodarz", "uk": "Приймальна сторона", "en": "Host"}
GUESTS: Words = {"pl": "Goście", "uk": "Гості", "en": "Guests"}
PLAN: Words = {"pl": "Pozycje planu pracy", "uk": "Пункти плану роботи", "en": "Lines of the plan"}
PURPOSE: Words = {"pl": "Cel", "uk": "Мета", "en": "Purpose"}
SUMMARY: Words = {"pl": "Przebieg wizyty", "uk": "Перебіг візиту", "en": "Course of the visit"}
THERE: Words = {"pl": "Uczestnicy", "uk": "Учасники", "en": "Who was there"}
STOPS: Words = {"pl": "Program", "uk": "Програма", "en": "Programme"}
WITHHELD: Words = {
    "pl": "Punkty programu w miejscach wrażliwych, których nie podano: %(n)s",
    "uk": "Пункти програми в чутливих місцях, яких не наведено: %(n)s",
    "en": "Points at critical places that are left out: %(n)s",
}
TALKS: Words = {"pl": "Rozmowy", "uk": "Переговори", "en": "Talks"}
BESIDE: Words = {
    "pl": "Poza porządkiem obrad", "uk": "Поза порядком денним", "en": "Beside the agenda",
}  # fmt: skip
DECIDED: Words = {"pl": "Ustalono", "uk": "Вирішено", "en": "Decided"}
PROMISES: Words = {"pl": "Zobowiązania", "uk": "Домовленості", "en": "Promises"}
WHAT: Words = {"pl": "Co", "uk": "Що", "en": "What"}
WHO: Words = {"pl": "Kto", "uk": "Хто", "en": "Who"}
DUE: Words = {"pl": "Termin", "uk": "Строк", "en": "By"}
STATE: Words = {"pl": "Stan", "uk": "Стан", "en": "State"}
STATES: dict[PromiseState, Words] = {
    PromiseState.OPEN: {"pl": "w toku", "uk": "виконується", "en": "open"},
    PromiseState.DONE: {"pl": "wykonano", "uk": "виконано", "en": "kept"},
    PromiseState.DROPPED: {"pl": "zaniechano", "uk": "не виконуватиметься", "en": "dropped"},
}
PRACTICES: Words = {"pl": "Poznane praktyki", "uk": "Побачені практики", "en": "Practices seen"}
RESULTS: Words = {"pl": "Opinie gości", "uk": "Відгуки гостей", "en": "What the guests say"}
ANSWERED: Words = {
    "pl": "Odpowiedziało %(n)s z %(of)s gości.",
    "uk": "Відповіли %(n)s із %(of)s гостей.",
    "en": "%(n)s of %(of)s guests answered.",
}
TOO_FEW: Words = {
    "pl": "zbyt mało odpowiedzi, aby je pokazać",
    "uk": "замало відповідей, щоб їх показати",
    "en": "too few answers to be shown",
}
QUESTION: Words = {"pl": "Pytanie", "uk": "Запитання", "en": "Question"}
ANSWERS: Words = {"pl": "Odpowiedzi", "uk": "Відповіді", "en": "Answers"}
MEAN: Words = {"pl": "średnia %(mean)s", "uk": "середня %(mean)s", "en": "mean %(mean)s"}
YES: Words = {"pl": "tak", "uk": "так", "en": "yes"}
NO: Words = {"pl": "nie", "uk": "ні", "en": "no"}
LEARNED: Words = {"pl": "Wnioski", "uk": "Висновки", "en": "What we learned"}
NEXT: Words = {"pl": "Dalsze kroki", "uk": "Подальші кроки", "en": "What comes next"}


def report_paper(record: VisitRecord) -> Paper | None:
    """Give the report as the reader may have it; None before the visit has begun."""
    if record.visit.state not in REPORTED:
        return None
    report = report_of(record.visit, record.reader)
    languages = record.languages
    blocks: list[Block] = [
        Piece(joined(TITLE, languages), languages[0], Look.TITLE),
        *worded(record.title, languages, Look.STRONG),
        _facts(report, languages),
        *_texts([(PURPOSE, report.purpose), (SUMMARY, report.summary)], languages),
        *_guests(report, languages),
        *_stops(report, languages),
        *_talks(report.talks, languages),
        *_promises(report.promises, languages),
        *_practices(report, languages),
        *_results(report, languages),
        *_texts([(LEARNED, report.conclusions), (NEXT, report.next_steps)], languages),
    ]
    day = report.finished_at or record.visit.updated_at
    return Paper(
        title=said_in(TITLE, languages[0]),
        language=languages[0],
        blocks=blocks,
        day=timezone.localdate(day),
        mark=record.mark(is_draft=report.finished_at is None),
        caution=record.caution,
        page_of=pages_in(languages),
    )


def _facts(report: Report, languages: Sequence[str]) -> Facts:
    told: list[tuple[Words, Cell]] = [
        (
            WHEN,
            tuple(Piece(days_in(report.starts_on, report.ends_on, one), one) for one in languages),
        ),
        (HOST, worded(report.host.name, languages)),
        (
            GUESTS,
            tuple(one for city in report.guest_cities for one in worded(city.name, languages)),
        ),
        (PLAN, tuple(one for row in report.plan_lines for one in worded(row.action, languages))),
    ]
    return Facts(
        tuple((Piece(joined(words, languages), languages[0]), how) for words, how in told if how)
    )


def _texts(parts: Iterable[tuple[Words, Wordings]], languages: Sequence[str]) -> list[Block]:
    rows: list[Row] = []
    for words, text in parts:
        if text:
            rows.append(_heading(words, languages))
            rows.append(Row(tuple(_paragraphs(text, one) for one in languages)))
    return [_columns(rows, languages)] if rows else []


def _heading(words: Words, languages: Sequence[str]) -> Row:
    return Row(
        tuple((Piece(said_in(words, one), one, Look.HEADING),) for one in languages), joins=True
    )


def _paragraphs(text: Wordings, language: str) -> Cell:
    said = text.said(language)
    return tuple(Piece(one, said.language) for one in paragraphs(said.text))


def _columns(rows: Sequence[Row], languages: Sequence[str]) -> Columns:
    heads = tuple(Piece(said_in(LANGUAGE, one), one) for one in languages)
    return Columns(heads, tuple(rows), is_headed=False)


def _head(words: Words, languages: Sequence[str]) -> Piece:
    return Piece(joined(words, languages), languages[0], Look.HEADING)


def _guests(report: Report, languages: Sequence[str]) -> list[Block]:
    if not (report.guests or report.nameless):
        return []
    heads = tuple(both(words, languages) for words in (NUMBER, NAME_LATIN, FUNCTION, CITY))
    rows = [_guest(at, one, languages) for at, one in enumerate(report.guests, 1)]
    if report.nameless:
        rows.append(((), both(AND_HIDDEN, languages, n=str(report.nameless)), (), ()))
    return [_head(THERE, languages), Table(heads, tuple(rows), (2, 12, 14, 7), holds=True)]


def _guest(at: int, guest: Guest, languages: Sequence[str]) -> tuple[Cell, ...]:
    names = [Piece(guest.name_latin, "en", Look.PERSON)]
    if guest.name_cyrillic:
        names.append(Piece(guest.name_cyrillic, "uk", Look.PERSON))
    return (
        (Piece(str(at), languages[0]),),
        tuple(names),
        worded(guest.function, languages),
        worded(guest.city.name, languages),
    )


def _stops(report: Report, languages: Sequence[str]) -> list[Block]:
    found: list[Block] = []
    if report.stops:
        heads = (
            both(WHEN, languages),
            *((Piece(said_in(LANGUAGE, one), one),) for one in languages),
        )
        rows = tuple(
            (
                (
                    Piece(short_day(stop.day), languages[0], Look.PERSON),
                    Piece(f"{stop.starts:%H:%M}–{stop.ends:%H:%M}", languages[0], Look.PERSON),
                ),
                *(
                    (
                        piece(stop.title, one, Look.LEAD),
                        *((piece(stop.place, one),) if stop.place else ()),
                    )
                    for one in languages
                ),
            )
            for stop in report.stops
        )
        widths = (11, *(22,) * len(languages))
        found += [_head(STOPS, languages), Table(heads, rows, widths, holds=True)]
    if report.withheld:
        found += both(WITHHELD, languages, Look.SMALL, n=str(report.withheld))
    return found


def _talks(talks: Sequence[Talk], languages: Sequence[str]) -> list[Block]:
    if not talks:
        return []
    rows = []
    for talk in talks:
        title = talk.title or Wordings(BESIDE)
        heads = tuple((piece(title, one, Look.SUBHEADING),) for one in languages)
        rows.append(Row(heads, joins=True))
        rows += [Row(tuple(_paragraphs(text, one) for one in languages)) for text in talk.minutes]
        rows += [
            Row(
                tuple(
                    (Piece(said_in(DECIDED, one), one, Look.LEAD), *_paragraphs(text, one))
                    for one in languages
                )
            )
            for text in talk.decisions
        ]
    return [_head(TALKS, languages), _columns(rows, languages)]


def _are_short(rows: Iterable[Iterable[Cell]]) -> bool:
    """Say whether no row is too long to be kept on one page."""
    return all(sum(len(one.text) for one in cell) < LONGEST_HELD for row in rows for cell in row)


def _promises(promises: Sequence[PromiseRow], languages: Sequence[str]) -> list[Block]:
    if not promises:
        return []
    heads = tuple(both(words, languages) for words in (WHAT, WHO, DUE, STATE))
    rows = tuple(
        (
            worded(one.what, languages),
            (
                *worded(one.city.name, languages),
                *((Piece(one.responsible, languages[0], Look.PERSON),) if one.responsible else ()),
            ),
            (Piece(short_day(one.due_on), languages[0], Look.PERSON),),
            (
                *both(STATES[one.state], languages),
                *((Piece(one.result, languages[0], Look.SMALL),) if one.result else ()),
            ),
        )
        for one in promises
    )
    return [_head(PROMISES, languages), Table(heads, rows, (16, 9, 7, 9), holds=_are_short(rows))]


def _practices(report: Report, languages: Sequence[str]) -> list[Block]:
    if not report.practices:
        return []
    rows = []
    for one in report.practices:
        heads = tuple((piece(one.title, tongue, Look.SUBHEADING),) for tongue in languages)
        rows.append(Row(heads, joins=True))
        rows.append(
            Row(
                tuple(
                    (
                        Piece(
                            "; ".join(
                                text
                                for text in (
                                    one.city.name.said(tongue).text,
                                    one.institution.said(tongue).text,
                                )
                                if text
                            ),
                            tongue,
                            Look.SMALL,
                        ),
                        *_paragraphs(one.note, tongue),
                    )
                    for tongue in languages
                )
            )
        )
    return [_head(PRACTICES, languages), _columns(rows, languages)]


def _results(report: Report, languages: Sequence[str]) -> list[Block]:
    results = report.results
    if results is None:
        return []
    numbers = {"n": str(results.answered), "of": str(results.asked)}
    found: list[Block] = [
        _head(RESULTS, languages),
        *both(ANSWERED, languages, Look.BODY, **numbers),
    ]
    if not results.is_shown:
        return [*found, *both(TOO_FEW, languages, Look.SMALL)]
    heads = (both(QUESTION, languages), (Piece("n", "en"),), both(ANSWERS, languages))
    rows = tuple(
        (
            worded(one.text, languages),
            (Piece(str(one.number), languages[0]),),
            _answers(one, languages),
        )
        for one in results.results
    )
    return [*found, Table(heads, rows, (18, 3, 20))]


def _answers(result: Result, languages: Sequence[str]) -> Cell:
    if not result.is_shown:
        return both(TOO_FEW, languages, Look.SMALL)
    if result.answering is Answering.TEXT:
        return tuple(Piece(text, "und", Look.BODY, label="–") for text in result.texts)
    if result.answering is Answering.YES_NO:
        counts = dict(result.counts)
        told = (f"{joined(YES, languages)}: {counts.get(1, 0)}",
                f"{joined(NO, languages)}: {counts.get(0, 0)}")  # fmt: skip
        return tuple(Piece(one, languages[0]) for one in told)
    shown = ", ".join(f"{value}: {many}" for value, many in result.counts)
    mean = str(result.mean).replace(".", ",") if result.mean is not None else "–"
    return (*both(MEAN, languages, mean=mean), Piece(shown, languages[0], Look.SMALL))

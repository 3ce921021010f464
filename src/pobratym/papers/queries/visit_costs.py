"""The cost sheet of a visit on paper: each total names the rates it was reckoned by."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils import translation

from pobratym.allowances.models.costs import CostLine
from pobratym.allowances.queries.sheet import CostSheet, Share, StayRow, cost_sheet
from pobratym.allowances.reckoning import Converted, Rate
from pobratym.documents.typesetting.paper import Block, Look, Paper, Piece, Table
from pobratym.papers.queries.visit_words import (
    Words,
    both,
    days_in,
    joined,
    short_day,
    worded,
)
from pobratym.papers.queries.visiting import VisitRecord, day_of, names_of_guest
from pobratym.papers.queries.words import pages_in, said_in

Cell = tuple[Piece, ...]

TITLE: Words = {"pl": "Zestawienie kosztów", "uk": "Зведення витрат", "en": "Cost sheet"}
UNCONFIRMED: Words = {
    "pl": "Stawki oznaczone * musi potwierdzić księgowość, zanim cokolwiek zostanie wypłacone.",
    "uk": "Ставки, позначені *, має підтвердити бухгалтерія, перш ніж щось буде виплачено.",
    "en": "Amounts marked * are to be confirmed by your accountant before anything is paid.",
}
IN_ALL: Words = {"pl": "Razem", "uk": "Разом", "en": "In all"}
WHO_BEARS: Words = {"pl": "Kto ponosi", "uk": "Хто несе", "en": "Who bears it"}
AS_ENTERED: Words = {"pl": "W walutach kosztów", "uk": "У валютах витрат", "en": "As entered"}
STAYS: Words = {"pl": "Diety i noclegi gości", "uk": "Добові та ночівлі гостей", "en": "Allowances"}
GUEST: Words = {"pl": "Gość", "uk": "Гість", "en": "Guest"}
HIDDEN: Words = {"pl": "(imienia nie podano)", "uk": "(ім’я не наведено)", "en": "(no name given)"}
DAYS: Words = {"pl": "Dni; zapewnione posiłki", "uk": "Дні; надане харчування", "en": "Days; meals"}
MEALS: Words = {
    "pl": "śniadania %(b)s, obiady %(l)s, kolacje %(d)s",
    "uk": "сніданки %(b)s, обіди %(l)s, вечері %(d)s",
    "en": "breakfasts %(b)s, lunches %(l)s, dinners %(d)s",
}
FOR_DAYS: Words = {"pl": "Diety", "uk": "Добові", "en": "For the days"}
FOR_NIGHTS: Words = {"pl": "Noclegi", "uk": "Ночівлі", "en": "For the nights"}
OVER_LIMIT: Words = {
    "pl": "ponad limit o %(sum)s",
    "uk": "понад ліміт на %(sum)s",
    "en": "over the limit by %(sum)s",
}
LINES: Words = {"pl": "Inne koszty", "uk": "Інші витрати", "en": "Other costs"}
WHAT: Words = {"pl": "Na co", "uk": "На що", "en": "What for"}
PAPER: Words = {"pl": "Dokument", "uk": "Документ", "en": "Paper"}
AMOUNT: Words = {"pl": "Kwota", "uk": "Сума", "en": "Amount"}
RATES: Words = {"pl": "Zastosowane kursy", "uk": "Застосовані курси", "en": "Rates used"}
NO_RATE: Words = {
    "pl": "%(currency)s: brak kursu dla %(missing)s",
    "uk": "%(currency)s: немає курсу для %(missing)s",
    "en": "%(currency)s: a rate is missing for %(missing)s",
}
BASES: Words = {"pl": "Podstawa stawek", "uk": "Підстава ставок", "en": "Where the amounts stand"}
NOTHING = "–"


def costs_paper(record: VisitRecord) -> Paper | None:
    """Give the cost sheet; None while nothing was entered."""
    with translation.override(record.languages[0]):  # sources of rates are named in it
        sheet = cost_sheet(record.visit)
    if sheet.is_empty:
        return None
    languages = record.languages
    visit = record.visit
    days = " / ".join(days_in(visit.starts_on, visit.ends_on, one) for one in languages)
    blocks: list[Block] = [
        Piece(joined(TITLE, languages), languages[0], Look.TITLE),
        *worded(record.title, languages, Look.STRONG),
        Piece(days, languages[0], Look.CENTRE),
        *_totals(sheet, languages),
        *_stays(record, sheet),
        *_lines(sheet, languages),
        *_rates(sheet, languages),
    ]
    return Paper(
        title=said_in(TITLE, languages[0]),
        language=languages[0],
        blocks=blocks,
        day=day_of(visit),
        mark=record.mark(is_draft=False),
        caution=(*record.caution, *(() if sheet.is_confirmed else both(UNCONFIRMED, languages))),
        page_of=pages_in(languages),
        is_wide=True,
    )


def money_in(value: Decimal, language: str) -> str:
    """Write an amount as the language does, always with hundredths."""
    locale = language if language in {"pl", "uk", "en"} else "en"
    return format_decimal(value, "#,##0.00", locale=locale)


def _totals(sheet: CostSheet, languages: Sequence[str]) -> list[Block]:
    heads = (
        both(WHO_BEARS, languages),
        both(AS_ENTERED, languages),
        *((Piece(one.currency, "en"),) for one in sheet.totals),
    )
    rows = [
        (_bearer(one, languages), _sums(one.sums, languages), *_amounts(one.totals, languages))
        for one in sheet.shares
        if one.sums
    ]
    rows.append(
        (
            both(IN_ALL, languages, Look.LEAD),
            _sums(sheet.sums, languages),
            *_amounts(sheet.totals, languages),
        )
    )
    missing = [
        (
            both(
                NO_RATE,
                languages,
                Look.SMALL,
                currency=one.currency,
                missing=", ".join(one.missing),
            )
        )
        for one in sheet.totals
        if one.amount is None
    ]
    return [
        Piece(joined(IN_ALL, languages), languages[0], Look.HEADING),
        Table(heads, tuple(rows), (10, 10, 7, 7, 7), holds=True),
        *(piece for pieces in missing for piece in pieces),
    ]


def _bearer(share: Share, languages: Sequence[str]) -> Cell:
    names = dict(CostLine._meta.get_field("bearer").flatchoices)  # noqa: SLF001  Django's way
    return in_each(lambda: str(names[share.bearer]), languages)


def _sums(sums: Iterable[tuple[str, Decimal]], languages: Sequence[str]) -> Cell:
    return tuple(_sum(value, currency, languages) for currency, value in sums)


def _sum(value: Decimal, currency: str, languages: Sequence[str]) -> Piece:
    return Piece(f"{money_in(value, languages[0])} {currency}", languages[0], Look.PERSON)


def _amounts(totals: Iterable[Converted], languages: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        (
            Piece(NOTHING, languages[0])
            if one.amount is None
            else _sum(one.amount, one.currency, languages),
        )
        for one in totals
    )


def _stays(record: VisitRecord, sheet: CostSheet) -> list[Block]:
    if not sheet.stays:
        return []
    languages = record.languages
    heads = tuple(both(words, languages) for words in (GUEST, DAYS, FOR_DAYS, FOR_NIGHTS))
    known = {one.pk for one in record.members}
    rows = tuple(
        _stay(row, is_seen=row.member.pk in known, languages=languages) for row in sheet.stays
    )
    bases = dict.fromkeys(
        f"{row.rates.country}, {short_day(row.rates.valid_from)}: {row.rates.source}"
        for row in sheet.stays
    )
    told = f"{joined(BASES, languages)}: {'; '.join(bases)}"
    return [
        Piece(joined(STAYS, languages), languages[0], Look.HEADING),
        Table(heads, rows, (15, 11, 9, 10), holds=True),
        Piece(told, languages[0], Look.SMALL),
    ]


def _stay(row: StayRow, *, is_seen: bool, languages: Sequence[str]) -> tuple[Cell, ...]:
    meals = {meal: str(row.given(meal)) for meal in "bld"}
    star = "" if row.is_confirmed else " *"
    due = _sum(row.allowance.due, row.currency, languages)
    nights: Cell = ()
    if row.stay.nights:
        price = money_in(row.stay.night_amount or Decimal(0), languages[0])
        nights = (
            _sum(row.nights_amount, row.currency, languages),
            Piece(f"{row.stay.nights} × {price}", languages[0], Look.SMALL),
            _on_one_line(in_each(row.stay.get_night_bearer_display, languages)),
        )
        if row.over_limit:
            over = f"{money_in(row.over_limit, languages[0])} {row.currency}"
            nights += (_on_one_line(both(OVER_LIMIT, languages, sum=over)),)
            if row.stay.over_limit_because:
                nights += (Piece(row.stay.over_limit_because, languages[0], Look.SMALL),)
    full, off = (money_in(one, languages[0]) for one in (row.allowance.full, row.allowance.off))
    return (
        names_of_guest(row.member) if is_seen else both(HIDDEN, languages),
        (Piece(str(len(row.days)), languages[0]), *both(MEALS, languages, Look.SMALL, **meals)),
        (
            Piece(f"{due.text}{star}", due.language, due.look),
            Piece(f"{full} − {off}", languages[0], Look.SMALL),
            _on_one_line(in_each(row.stay.get_bearer_display, languages)),
        ),
        nights or (Piece(NOTHING, languages[0]),),
    )


def _on_one_line(said: Cell) -> Piece:
    return Piece(" / ".join(one.text for one in said), said[0].language, Look.SMALL)


def _lines(sheet: CostSheet, languages: Sequence[str]) -> list[Block]:
    if not sheet.lines:
        return []
    heads = tuple(both(words, languages) for words in (WHAT, PAPER, WHO_BEARS, AMOUNT))
    rows = tuple(
        (
            (
                *worded(line.what, languages, Look.LEAD),
                _on_one_line(in_each(line.get_kind_display, languages)),
            ),
            (Piece(line.paper or NOTHING, languages[0]),),
            (
                *in_each(line.get_bearer_display, languages),
                *((Piece(line.grant, languages[0], Look.SMALL),) if line.grant else ()),
            ),
            (_sum(line.amount, line.currency, languages),),
        )
        for line in sheet.lines
    )
    return [
        Piece(joined(LINES, languages), languages[0], Look.HEADING),
        Table(heads, rows, (16, 8, 9, 8), holds=True),
    ]


def _rates(sheet: CostSheet, languages: Sequence[str]) -> list[Block]:
    used: dict[Rate, None] = {}
    for one in (*sheet.totals, *(total for share in sheet.shares for total in share.totals)):
        used |= dict.fromkeys(one.rates)
    if not used:
        return []
    return [
        Piece(joined(RATES, languages), languages[0], Look.HEADING),
        *(Piece(_rate(one), languages[0]) for one in used),
    ]


def _rate(rate: Rate) -> str:
    written = f"{rate.rate.normalize():f}".replace(".", ",")
    told = f"1 {rate.base} = {written} {rate.quote} ({rate.source}, {short_day(rate.on)}"
    return f"{told}, {rate.table})" if rate.table else f"{told})"


def in_each(ask: Callable[[], object], languages: Iterable[str], look: Look = Look.BODY) -> Cell:
    """Give a word of our pages in each language, one under another."""
    found: dict[str, str] = {}
    for one in languages:
        with translation.override(one):
            found.setdefault(str(ask()), one)
    return tuple(Piece(text, one, look) for text, one in found.items())

"""Our own template of a list of institutions: column names and kinds in any of our languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pobratym.directory.registers.cleaning import as_day, as_text, shown
from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import (
    BadCellError,
    Problem,
    RefusedFileError,
    Report,
)
from pobratym.directory.registers.rows import Country, Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.cells import Cells, key_of, plain_name, web_address
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold

if TYPE_CHECKING:
    from pobratym.institutions.registers.levels import Facts

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "name": {"pl": "nazwa", "uk": "назва", "en": "name"},
    "kind": {"pl": "rodzaj", "uk": "вид", "en": "kind"},
    "number": {"pl": "numer", "uk": "номер", "en": "number"},
    "municipality": {"pl": "gmina", "uk": "громада", "en": "municipality"},
    "address": {"pl": "adres", "uk": "адреса", "en": "address"},
    "website": {"pl": "strona internetowa", "uk": "вебсайт", "en": "website"},
    "size": {"pl": "liczba osób", "uk": "кількість осіб", "en": "number of people"},
    "closed": {"pl": "zamknięto", "uk": "закрито", "en": "closed"},
}
"""What each column is called; the order is that of the template."""

KINDS: Mapping[Kind, Mapping[str, str]] = {
    Kind.PRIMARY_SCHOOL: {
        "pl": "szkoła podstawowa", "uk": "початкова школа", "en": "primary school",
    },
    Kind.SECONDARY_SCHOOL: {
        "pl": "szkoła ponadpodstawowa", "uk": "ліцей або гімназія", "en": "secondary school",
    },
    Kind.KINDERGARTEN: {"pl": "przedszkole", "uk": "дитячий садок", "en": "kindergarten"},
    Kind.SPECIAL_SCHOOL: {
        "pl": "szkoła specjalna", "uk": "спеціальна школа", "en": "special school",
    },
    Kind.VOCATIONAL_SCHOOL: {
        "pl": "szkoła zawodowa", "uk": "професійний заклад", "en": "vocational school",
    },
    Kind.HIGHER_EDUCATION: {"pl": "uczelnia", "uk": "заклад вищої освіти", "en": "university"},
    Kind.SUPPORT_CENTRE: {
        "pl": "ośrodek wsparcia", "uk": "центр підтримки", "en": "support centre",
    },
    Kind.CARE_CENTRE: {
        "pl": "dom pomocy społecznej", "uk": "будинок догляду", "en": "care centre",
    },
    Kind.CARE_EDUCATION: {
        "pl": "placówka opiekuńczo-wychowawcza", "uk": "заклад догляду та виховання",
        "en": "care-and-education facility",
    },
    Kind.DAY_CENTRE: {
        "pl": "ośrodek dziennego pobytu", "uk": "центр денного перебування", "en": "day centre",
    },
    Kind.SENIOR_CLUB: {"pl": "klub seniora", "uk": "клуб літніх людей", "en": "senior club"},
    Kind.SOCIAL_CENTRE: {
        "pl": "ośrodek pomocy społecznej", "uk": "центр соціальних послуг",
        "en": "social assistance centre",
    },
    Kind.SERVICE_CENTRE: {
        "pl": "punkt obsługi mieszkańców", "uk": "центр надання адміністративних послуг",
        "en": "administrative service centre",
    },
    Kind.HOSPITAL: {"pl": "szpital", "uk": "лікарня", "en": "hospital"},
    Kind.CULTURE: {
        "pl": "instytucja kultury", "uk": "заклад культури", "en": "institution of culture",
    },
    Kind.OTHER: {"pl": "inna", "uk": "інший", "en": "other"},
}  # fmt: skip
"""What each kind is called in the column ``kind``."""

_MEANT = {plain_name(word): kind for kind, words in KINDS.items() for word in words.values()} | {
    kind.value: kind for kind in Kind
}
_MORE_WORDS = {
    "школа": Kind.SECONDARY_SCHOOL,
    "ліцей": Kind.SECONDARY_SCHOOL,
    "гімназія": Kind.SECONDARY_SCHOOL,
    "liceum": Kind.SECONDARY_SCHOOL,
    "technikum": Kind.VOCATIONAL_SCHOOL,
    "szkoła branżowa": Kind.VOCATIONAL_SCHOOL,
    "dps": Kind.CARE_CENTRE,
    "śds": Kind.DAY_CENTRE,
    "ops": Kind.SOCIAL_CENTRE,
    "mops": Kind.SOCIAL_CENTRE,
    "цнап": Kind.SERVICE_CENTRE,
    "садок": Kind.KINDERGARTEN,
    "biblioteka": Kind.CULTURE,
    "бібліотека": Kind.CULTURE,
    "library": Kind.CULTURE,
    "school": Kind.SECONDARY_SCHOOL,
}
_HROMADA = re.compile(
    r"\s+((міська|селищна|сільська)\s+)?(територіальна\s+)?громада$", re.IGNORECASE
)
"""What follows the adjective by which the register calls a hromada."""
_LEAST_TO_TELL = 2
_HALF = 0.5


def kind_meant(text: str) -> Kind | None:
    """Say which kind a word of the template means."""
    word = plain_name(text)
    return _MEANT.get(word) or _MORE_WORDS.get(word)


def columns_of(header: Header) -> dict[str, int]:
    """Say where each column of the template stands, whatever language its name is in."""
    return {
        column: header.columns[word]
        for column, words in COLUMNS.items()
        for word in {column, *words.values()}
        if word in header.columns
    }


def matches(header: Header) -> bool:
    """Whether it is our template: a name, and a second column of ours."""
    found = columns_of(header)
    return "name" in found and "kind" in found


def refuse_swapped(header: Header, below: Sequence[Row]) -> None:
    """Refuse a list whose kinds stand in another column.

    Raises:
        RefusedFileError: ``swapped_columns``.
    """
    at = columns_of(header)
    rows = [cells for _line, cells in below if any(map(as_text, cells))]
    if len(rows) < _LEAST_TO_TELL:
        return
    names = {place: name for name, place in header.columns.items()}

    def share(place: int) -> float:
        told = [as_text(cells[place]) for cells in rows if place < len(cells)]
        return sum(kind_meant(text) is not None for text in told) / len(rows)

    others = [place for place in names if place != at["kind"]]
    best = max(others, key=share, default=None)
    if best is not None and share(best) > _HALF > share(at["kind"]):
        raise RefusedFileError(
            "swapped_columns", found=shown(names[best]), expected=shown(names[at["kind"]])
        )


def institutions(
    rows: Iterator[Row], header: Header, report: Report, country: Country | None
) -> Iterator[InstitutionRow]:
    """Yield the institutions of our template.

    Args:
        rows: from the first row of the file.
        header: its column names.
        report: hears of every bad row.
        country: of the city whose list it is; None where the column ``municipality`` says it.
    """
    at = columns_of(header)
    found = Header(header.line, at, header.width, header.title, header.strict)
    for line, raw in screened(rows, found, report):
        if not any(map(as_text, raw)):
            continue
        cells = Cells(found, raw)
        name = ""
        try:
            name = cells.name("name")
            place = cells.text("municipality")
            code = cells.text("number") or key_of(name)
            told: Facts = {"website": _website(cells)}
            if size := _size(cells):
                told["size"] = size
            closed = cells.text("closed")
            yield InstitutionRow(
                line, code[:100], _kind(cells.text("kind")), name, _place(place, country),
                cells.text("address"), "closed" if closed else "open",
                as_day(raw[at["closed"]]) if closed else None,
                {key: value for key, value in told.items() if value},
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(name), error.reason, error.facts))


def _kind(text: str) -> Kind:
    if not text:
        raise BadCellError("no_kind")
    kind = kind_meant(text)
    if kind is None:
        raise BadCellError("unknown_institution_kind", found=shown(text))
    return kind


def _website(cells: Cells) -> str:
    text = cells.text("website")
    site = web_address(text)
    if text and not site:
        raise BadCellError("not_a_website", found=shown(text))
    return site


def _size(cells: Cells) -> int | None:
    text = cells.text("size")
    size = cells.number("size")
    if text and size is None:
        raise BadCellError("not_a_number", found=shown(text))
    return size


def _place(text: str, country: Country | None) -> PlaceTold:
    code = re.sub(r"\s", "", text)
    is_code = code[:2].upper() == "UA" or code.isdigit()
    told = country or ("UA" if code[:2].upper() == "UA" or re.search("[а-яіїєґ]", text) else "PL")
    if is_code:
        return PlaceTold(told, code=code, is_city=True, shown=text)
    commune = _HROMADA.sub("", text) if told == "UA" else ""
    return PlaceTold(told, text, commune=commune, is_city=True, shown=text)

"""Lists of care homes, day centres, senior clubs and social centres of Polish voivodeships.

Each office makes its own table: the name, the address and the telephone in one cell, titles of
sections and sums as rows, a second row of column names in the middle.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pobratym.directory.registers.cleaning import as_text
from pobratym.directory.registers.headers import Header, plain, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Cell, Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.addresses import Parts, parted
from pobratym.institutions.registers.cells import LONGEST, Cells, key_of, one_line, web_address
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold

if TYPE_CHECKING:
    from pobratym.institutions.registers.levels import Facts

_HOME = re.compile(r"dom\w*\s+pomocy\s+społecznej|siedziba dps")
_SUM = re.compile(r"^(?:x|razem\b.*|ogółem\b.*|suma\b.*)?$", re.IGNORECASE)
_CITY = re.compile(r"^(?:miasto?|gmina\s*-\s*miasto|m\.)\s+", re.IGNORECASE)
_COMMUNE = re.compile(
    r"^(?:gmina\s+miejska|gmina\s+wiejska|miasto i gmina|gmina|miasto)\s+", re.IGNORECASE
)
_GMINA_FIRST = re.compile(r"^(?:Gmina|Miasto)\s+(\w+(?:[ -]\w+)??)\s+(?=Dom\b)")
_POWIAT = re.compile(r"\(?powiat\s+([\w -]+?)\)?$", re.IGNORECASE)


def is_homes(header: Header) -> bool:
    """Whether it is a list of care homes (DPS)."""
    return _name_column(header.columns) is not None and "powiat" in header.columns


def is_day_centres(header: Header) -> bool:
    """Whether it is a list of day centres (ŚDS)."""
    names = header.columns.keys()
    return "miasto/gmina" in names and any("środowiskowego domu samopomocy" in n for n in names)


def is_senior(header: Header) -> bool:
    """Whether it is a list of senior clubs and day homes (Senior+)."""
    wanted = {"rodzaj ośrodka wsparcia", "nazwa jednostki samorządu terytorialnego", "miejscowość"}
    return wanted <= header.columns.keys()


def is_social(header: Header) -> bool:
    """Whether it is a list of social assistance centres."""
    return {"typ", "wojewodztwo", "powiat", "gmina", "nazwa"} <= header.columns.keys()


def _name_column(columns: Mapping[str, int]) -> int | None:
    found = (at for name, at in columns.items() if _HOME.search(name) and len(name) < 80)  # noqa: PLR2004
    return min(found, default=None)


class _Homes:
    """The table of homes as it is being read: what stands in which column, in which powiat."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.learn(columns)

    def learn(self, columns: Mapping[str, int]) -> None:
        """Take the columns from a row of names, the first or one in the middle."""
        self.district = ""
        self.name = _name_column(columns)
        self.powiat = columns.get("powiat")
        self.gmina = columns.get("gmina")
        self.type = next((at for n, at in columns.items() if n.startswith("typ ")), None)
        places = ("liczba miejsc", "ilość miejsc")
        self.places = next((at for n, at in columns.items() if n.startswith(places)), None)

    def place(self, cells: Sequence[Cell], parts: Parts, commune: str) -> PlaceTold:
        told = one_line(_at(cells, self.powiat))
        if self.powiat is not None and told and not _SUM.match(told):
            self.district = told
        gmina = commune or one_line(_at(cells, self.gmina))
        shown = ", ".join(filter(None, (parts.place, self.district or gmina)))
        if self.powiat is None:
            return PlaceTold("PL", parts.place, commune=gmina, shown=shown)
        district = re.sub(r"^powiat\s+", "", self.district, flags=re.IGNORECASE)
        city = _CITY.sub("", district)
        is_city = city != district or district.isupper()
        name = parts.place or (city if is_city else "")
        return PlaceTold("PL", name, district=city, commune=gmina, shown=shown)


def _at(cells: Sequence[Cell], at: int | None) -> str:
    return "" if at is None or at >= len(cells) else as_text(cells[at])


def homes(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield care homes; a home with several kinds of residents goes on in the rows below it."""
    table = _Homes(header.columns)
    last: InstitutionRow | None = None
    for line, cells in screened(rows, header, report):
        columns = {plain(cell): at for at, cell in reversed(list(enumerate(cells))) if cell}
        if _name_column(columns) is not None and "lp." in columns:
            table.learn(columns)
            continue
        try:
            cell = _at(cells, table.name)
            if _SUM.match(cell):
                table.place(cells, parted(""), "")
                if last and not cell and _at(cells, table.type):
                    last = _with(last, cells, table)
                continue
            if last:
                yield last
            last = _home(line, cell, cells, table)
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))
    if last:
        yield last


def _home(line: int, cell: str, cells: Sequence[Cell], table: _Homes) -> InstitutionRow:
    one_line(cell)  # refuses what cannot be printed
    text = re.sub(r"[^\S\n]{3,}", "\n", cell)
    gmina = _GMINA_FIRST.match(re.sub(r"\s+", " ", text))
    if gmina:
        text = re.sub(r"\s+", " ", text)[gmina.end() :]
    parts = parted(text)
    name = _named(parts.name)
    place = table.place(cells, parts, gmina[1] if gmina else "")
    row = InstitutionRow(
        line, key_of("dps", place.district, place.commune, name, parts.place, parts.address),
        Kind.CARE_CENTRE, name, place, one_line(parts.address),
    )  # fmt: skip
    return _with(row, cells, table)


def _named(text: str) -> str:
    name = one_line(text)
    if not name or not any(letter.isalpha() for letter in name):
        raise BadCellError("no_name")
    if len(name) > LONGEST:
        raise BadCellError("too_long", length=len(name), most=LONGEST)
    return name


def _with(row: InstitutionRow, cells: Sequence[Cell], table: _Homes) -> InstitutionRow:
    """Add for whom the home is, and how many places it has."""
    told: Facts = dict(row.told)
    if kind := one_line(_at(cells, table.type)):
        told["residents"] = [*_listed(told.get("residents")), kind[:100]]
    size = _at(cells, table.places)
    if size.isdigit():
        told["size"] = int(size) + int(str(told.get("size", 0)))
    return row._replace(told=told)


def _listed(told: str | int | bool | list[str] | None) -> list[str]:
    return told if isinstance(told, list) else []


def day_centres(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield day centres (ŚDS) and self-help clubs; sections and sums are passed over."""
    where = header.columns["miasto/gmina"]
    what = header.starting("adres środowiskowego") or where + 1
    size = header.starting("liczba miejsc")
    is_again = False
    for line, cells in screened(rows, header, report):
        title = as_text(cells[0]).casefold()
        is_again = is_again or title.startswith("miejsca") or "całodobowe" in _at(cells, where)
        place, cell = one_line(_at(cells, where)), _at(cells, what)
        if is_again or not _is_number(cells[0]) or not cell or not place:
            continue
        try:
            one_line(cell)
            parts = parted(cell)
            name = parts.name.replace("ŚDS", "Środowiskowy Dom Samopomocy", 1)
            name = _named(name or "Środowiskowy Dom Samopomocy")
            told: Facts = {"size": int(count)} if (count := _at(cells, size)).isdigit() else {}
            yield InstitutionRow(
                line, key_of("sds", place, name, parts.address), Kind.DAY_CENTRE, name,
                _day_centre_place(place, parts), one_line(parts.address), "open", None, told,
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))


def _is_number(cell: Cell) -> bool:
    return as_text(cell).rstrip(".").isdigit()


def _day_centre_place(told: str, parts: Parts) -> PlaceTold:
    """Read ``Biecz (powiat gorlicki)``, ``bocheński`` or ``Miasto Tarnów``."""
    powiat = _POWIAT.search(told)
    if powiat:
        commune = told[: powiat.start()].strip(" (")
        return PlaceTold("PL", parts.place, district=powiat[1].strip(), commune=commune, shown=told)
    if _COMMUNE.match(told):
        city = _COMMUNE.sub("", told).strip()
        is_city = told.casefold().startswith("miasto ")
        return PlaceTold(
            "PL", city if is_city else parts.place, commune="" if is_city else city,
            district=city if is_city else "", shown=told,
        )  # fmt: skip
    return PlaceTold("PL", parts.place, district=told, shown=f"{parts.place}, {told}")


def senior(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield senior clubs and day homes; they have no names of their own."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        kind = cells.text("rodzaj ośrodka wsparcia")
        if not _is_number(raw[0]) or not kind:
            continue
        try:
            unit = cells.text("nazwa jednostki samorządu terytorialnego").partition(" (")[0]
            place, address = cells.text("miejscowość"), cells.text("adres")
            is_powiat = unit.casefold().startswith("powiat")
            told: Facts = {"founded": cells.number("rok powstania") or 0}
            told["size"] = cells.number("liczba miejsc") or 0
            street_is_village = re.match(r"^([^\d.]+?)\s+\d", address)
            name = f"{kind}, {street_is_village[1] if street_is_village else place}"
            yield InstitutionRow(
                line, key_of("senior", unit, kind, place, address),
                Kind.DAY_CENTRE if "dom" in kind.casefold() else Kind.SENIOR_CLUB, name,
                PlaceTold(
                    "PL", place, cells.text("województwo"),
                    commune="" if is_powiat else _COMMUNE.sub("", unit),
                    district=unit[len("powiat ") :] if is_powiat else "",
                    shown=f"{place}, {unit}",
                ),
                address, "open", None, {key: value for key, value in told.items() if value},
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))


def social(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield social assistance centres; opening hours are passed over."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        try:
            name = cells.name("nazwa")
            region, district = cells.text("wojewodztwo"), cells.text("powiat")
            commune, place = cells.text("gmina"), cells.text("miejscowosc")
            address = f"{cells.text('ulica', 'adres')} {cells.text('numer_domu')}".strip()
            told: Facts = {"type": cells.text("typ")}
            if site := web_address(cells.text("www")):
                told["website"] = site
            is_district = cells.text("typ") == "PCPR"
            yield InstitutionRow(
                line, key_of("ops", region, district, commune, name), Kind.SOCIAL_CENTRE, name,
                PlaceTold(
                    "PL", place, region, district, "" if is_district else commune,
                    cells.text("teryt_gminy"), shown=", ".join(filter(None, (place, district))),
                ),
                address, "open", None, told,
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, "", error.reason, error.facts))

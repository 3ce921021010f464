"""Ukraine's registers of hospitals and clinics (NSZU) and of administrative centres (CNAP)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pobratym.directory.registers.cleaning import shown
from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers.cells import Cells, key_of, web_address
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold
from pobratym.institutions.registers.schools_ua import is_city, without_kind

if TYPE_CHECKING:
    from pobratym.institutions.registers.levels import Facts

_MARK = re.compile(r"\(\w+\)$")
_HROMADA = "територіальна громада"


def is_nszu(header: Header) -> bool:
    """Whether it is the register of hospitals and clinics that the health service pays."""
    wanted = {"legal_entity_id", "legal_entity_name", "registration_settlement"}
    return wanted <= header.columns.keys()


def is_cnap(header: Header) -> bool:
    """Whether it is the register of administrative service centres."""
    return {"код", "назва центру", "адреса", "форма утворення центру"} <= header.columns.keys()


def nszu(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield hospitals and clinics; one that gives two kinds of care stands there twice."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        code = ""
        try:
            name = cells.name("legal_entity_name")
            region, place = cells.text("registration_area"), cells.text("registration_settlement")
            number = cells.text("legal_entity_edrpou")
            code = number if number.isdigit() else key_of(region, place, name)
            address = cells.text("registration_address")
            told: Facts = {
                "ownership": cells.text("property_type").casefold(),
                "website": web_address(cells.text("legal_entity_website")),
            }
            district = re.search(r"([\w'’ -]+?) р-н", address)
            yield InstitutionRow(
                line, code, Kind.HOSPITAL, name,
                PlaceTold(
                    "UA", _MARK.sub("", place).strip(), region,
                    district[1].strip() if district else "", words=name,
                    is_city="місто " in address,
                    shown=f"{place}, {region}",
                ),
                _street(address), "open", None,
                {key: value for key, value in told.items() if value},
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))


def _street(address: str) -> str:
    """Keep street and house of ``Україна, 42200, Сумська обл., місто Лебедин, вул. …, 98``."""
    return ", ".join(part.strip() for part in address.split(",")[-2:])


def cnap(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield administrative service centres; the second row of column names is passed over."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        code = cells.text("код")
        if code == "code":
            continue
        try:
            if not code:
                raise BadCellError("no_code")  # noqa: TRY301  told with the row as the others
            name = cells.name("назва центру")
            address = cells.text("адреса")
            told: Facts = {"website": web_address(cells.text("web site"))}
            street, place = _cnap_place(address, name)
            yield InstitutionRow(
                line, code, Kind.SERVICE_CENTRE, name, place, street, "open", None,
                {key: value for key, value in told.items() if value},
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))


def _cnap_place(address: str, name: str) -> tuple[str, PlaceTold]:
    """Read ``вул. Миру, 5, м. Рахів, Рахівська територіальна громада, Закарпатська область``."""
    parts = [part.strip() for part in address.split(",")]
    region = parts.pop() if parts and ("область" in parts[-1] or "Київ" in parts[-1]) else ""
    commune = parts.pop() if parts and _HROMADA in parts[-1] else ""
    has_place = bool(parts) and without_kind(parts[-1]) != parts[-1]
    place = parts.pop() if has_place else ""
    return ", ".join(parts), PlaceTold(
        "UA", without_kind(place) or ("Київ" if region.endswith("Київ") else ""), region,
        commune=commune.replace(_HROMADA, "").strip(), words=name,
        is_city=is_city(place or "м."), shown=address[-200:],
    )  # fmt: skip

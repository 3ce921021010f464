"""Ukraine's registers of schools: EDEBO (general, vocational, higher) and the older ISUO."""

import re
from collections.abc import Iterator

from pobratym.directory.registers.cleaning import as_day, as_text, is_missing, shown
from pobratym.directory.registers.headers import Header, screened
from pobratym.directory.registers.problems import BadCellError, Problem, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.states import InstitutionKind as Kind
from pobratym.institutions.registers import levels
from pobratym.institutions.registers.cells import Cells, key_of, web_address
from pobratym.institutions.registers.levels import EARLY, LOWER, PRIMARY, UPPER, Facts
from pobratym.institutions.registers.rows import InstitutionRow, PlaceTold, State
from pobratym.institutions.states import Level

_STATES: dict[str, State] = {
    "працює": "open",
    "призупинено": "suspended",
    "ліквідовано": "closed",
    "реорганізовано": "closed",
}
_KIND_OF_PLACE = re.compile(
    r"^(?:(?:с-ще|смт|с|м)\.\s*|(?:селище міського типу|селище|село|місто|с-ще|смт|с|м)\s+)",
    re.IGNORECASE,
)
_SPECIAL = ("спеціальна школа", "спеціальна загально", "реабіліт")
_OTHER = ("позашкільний",)
_VOCATIONAL = ("виробничий комбінат",)


def without_kind(place: str) -> str:
    """Take the word for city or village off a place's name."""
    return _KIND_OF_PLACE.sub("", place).strip()


def is_city(place: str) -> bool:
    """Whether a place is written as a city: with its word, or without any."""
    kind = _KIND_OF_PLACE.match(place)
    return kind is None or kind[0].casefold().startswith("м")


def is_general(header: Header) -> bool:
    """Whether it is EDEBO's register of general secondary schools."""
    return {"повна назва", "код в єдебо", "тип закладу", "населений пункт"} <= header.columns.keys()


def is_further(header: Header) -> bool:
    """Whether it is EDEBO's register of vocational or of higher education."""
    wanted = {"назва закладу освіти", "категорія закладу освіти", "код катоттг (юридична)"}
    return wanted <= header.columns.keys()


def is_isuo(header: Header) -> bool:
    """Whether it is the older register ISUO."""
    return {"university_name", "edrpou", "koatuu_name", "region_name_u"} <= header.columns.keys()


def general(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield EDEBO's general secondary schools."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        code = ""
        try:
            code = _number(cells.text("код в єдебо"))
            name = cells.name("повна назва")
            kind_told = cells.text("тип закладу").casefold()
            kind, told = _general_kind(kind_told, name)
            told |= _general_facts(cells, kind_told)
            yield InstitutionRow(
                line, code, kind, name, _general_place(cells, name),
                cells.text("місцезнаходження (юридична адреса)"),
                _STATES.get(cells.text("статус").casefold(), "open"), None, told,
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))


def _number(text: str) -> str:
    if not text:
        raise BadCellError("no_code")
    if not text.isascii() or not text.isdigit():
        raise BadCellError("wrong_code", found=shown(text))
    return text


def _general_facts(cells: Cells, kind: str) -> Facts:
    told: Facts = {"type": kind, "ownership": cells.text("форма власності").casefold()}
    if size := cells.number("ліцензовані обсяги"):
        told["size"] = size
    if site := web_address(cells.text("веб-сайт")):
        told["website"] = site
    if short := cells.text("скорочена назва"):
        told["short_name"] = short[:200]
    if cells.text("інтернат") == "так":
        told["boarding"] = True
    return {name: value for name, value in told.items() if value}


def _general_place(cells: Cells, name: str) -> PlaceTold:
    """Read ``с. Степок, Андрушівський район, Житомирська область``."""
    shown_place = cells.text("населений пункт")
    parts = [part.strip() for part in shown_place.split(",")]
    district = next((part for part in parts[1:] if part.endswith("район")), "")
    region = cells.text("регіон")
    founder = cells.text("найменування органу, до сфери управління якого належить заклад освіти")
    return PlaceTold(
        "UA", without_kind(parts[0]), region, district.removesuffix("район").strip(),
        words=f"{founder} {name}", is_city=is_city(parts[0]), shown=shown_place,
    )  # fmt: skip


def _general_kind(kind: str, name: str) -> tuple[Kind, Facts]:
    """Say the kind, and the levels as type and name tell them."""
    if any(word in kind for word in _SPECIAL):
        return Kind.SPECIAL_SCHOOL, {}
    if any(word in kind for word in _VOCATIONAL):
        return Kind.VOCATIONAL_SCHOOL, levels.facts([UPPER])
    if any(word in kind for word in _OTHER):
        return Kind.OTHER, {}
    steps = levels.steps_of(name)
    if "початкова" in kind or steps == [PRIMARY]:
        return Kind.PRIMARY_SCHOOL, levels.facts(steps or [PRIMARY])
    if "гімназія" in kind:
        steps = steps or [PRIMARY, LOWER]
    elif "ліцей" in kind or "школа" in kind:
        steps = steps or ([PRIMARY, LOWER, UPPER] if kind == "школа" else [LOWER, UPPER])
    if steps and "дошкільн" in name.casefold():
        steps = [EARLY, *steps]
    return Kind.SECONDARY_SCHOOL, levels.facts(steps)


def further(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield EDEBO's vocational schools, or its universities and colleges."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        code = ""
        try:
            code = _number(cells.text("код"))
            name = cells.name("назва закладу освіти")
            kind, told = _further_kind(cells.text("категорія закладу освіти"))
            blocked = raw[header.columns["дата блокування суб'єкта освітньої діяльності в єдебо"]]
            closed = None if is_missing(blocked) else as_day(blocked)
            place = cells.text("населений пункт (юридична)")
            yield InstitutionRow(
                line, code, kind, name,
                PlaceTold(
                    "UA", without_kind(place), cells.text("регіон (юридична)"),
                    code=cells.text("код катоттг (юридична)"), words=name, is_city=is_city(place),
                    shown=f"{place}, {cells.text('регіон (юридична)')}",
                ),
                cells.text("адреса (юридична)"),
                "suspended" if closed else "open",
                None,
                told | _further_facts(cells),
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))


def _further_kind(category: str) -> tuple[Kind, Facts]:
    if "вищої" in category:
        return Kind.HIGHER_EDUCATION, {"levels": ["6", "7"], "age_from": 17}
    if "загальної середньої" in category:
        return Kind.SECONDARY_SCHOOL, {}
    if "Інший" in category:
        return Kind.OTHER, {"levels": ["3", "4"]}
    return Kind.VOCATIONAL_SCHOOL, {"levels": ["3", "4"], "age_from": 15, "age_to": 20}


def _further_facts(cells: Cells) -> Facts:
    told: Facts = {
        "type": cells.text("категорія закладу освіти"),
        "ownership": cells.text("форма власності").casefold(),
        "name_en": cells.text("назва закладу освіти (англ.)"),
        "website": web_address(cells.text("веб-сайт")),
        "founded": cells.number("рік заснування") or 0,
        "short_name": cells.text("коротка назва")[:200],
    }
    return {name: value for name, value in told.items() if value}


def isuo(rows: Iterator[Row], header: Header, report: Report) -> Iterator[InstitutionRow]:
    """Yield the schools of ISUO; its hidden fields say ``! not applicable``."""
    for line, raw in screened(rows, header, report):
        cells = Cells(header, raw)
        code = ""
        try:
            name = cells.name("university_name")
            place = cells.text("koatuu_name").partition(",")[0]  # "Дніпро, Соборний район"
            region = cells.text("region_name_u")
            number = as_text(cells.text("edrpou"))
            is_number = number.isdigit() and number.strip("0") != ""
            code = number if is_number else key_of(region, place, name)
            kind_told = cells.text("education_type_name").casefold()
            steps = levels.steps_of(f"{cells.text('university_level')} ст")
            kind, told = _isuo_kind(kind_told, steps)
            told |= {"type": kind_told, "ownership": cells.text("university_financing_type_name")}
            if site := web_address(cells.text("university_site")):
                told["website"] = site
            yield InstitutionRow(
                line, code, kind, name,
                PlaceTold(
                    "UA", without_kind(place), region, words=name,
                    is_city=cells.text("location_type") == "МІСТО", shown=f"{place}, {region}",
                ),
                cells.text("university_address").strip(" ,"), "open", None, told,
            )  # fmt: skip
        except BadCellError as error:
            report(Problem(line, shown(code), error.reason, error.facts))


def _isuo_kind(kind: str, steps: list[Level]) -> tuple[Kind, Facts]:
    if any(word in kind for word in _SPECIAL):
        return Kind.SPECIAL_SCHOOL, levels.facts(steps)
    if "комбінат" in kind:
        return Kind.VOCATIONAL_SCHOOL, levels.facts([UPPER])
    if "позашкільний" in kind:
        return Kind.OTHER, {}
    if steps == [PRIMARY]:
        return Kind.PRIMARY_SCHOOL, levels.facts(steps)
    return Kind.SECONDARY_SCHOOL, levels.facts(steps)

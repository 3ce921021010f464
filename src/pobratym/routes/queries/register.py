"""The row of an agreement in the Ukrainian register of international territorial cooperation.

The register is kept by the ministry (Law 3668-IX, article 11(3); CMU 357 of 28 March 2025) and is
given out as open data in twelve columns. All values are in Ukrainian, whoever reads the page.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country, Kind
from pobratym.directory.topics import topic_name
from pobratym.languages.exonyms import region_name
from pobratym.partnerships.states import UkraineKind
from pobratym.routes.models.force import RegisterEntry

COLUMNS = (
    "№ з/п",
    "Реєстраційний номер",
    "Назва угоди",
    "Дата укладення",
    "Вид співробітництва",
    "Сфера співробітництва",
    "Регіон України",
    "Суб’єкт співробітництва України",
    "Іноземна держава",
    "Адміністративно-територіальна одиниця іноземної держави",
    "Суб’єкт співробітництва іноземної держави",
    "Строк дії",
)
"""Headings of the twelve columns, in the ministry's order; their exact words were not verified."""

_KINDS = {
    UkraineKind.INTERTERRITORIAL: "міжтериторіальне співробітництво",
    UkraineKind.CROSS_BORDER: "транскордонне співробітництво",
    UkraineKind.TRANSNATIONAL: "транснаціональне співробітництво",
}
_HROMADAS = {
    Kind.HROMADA_CITY: "міська територіальна громада",
    Kind.HROMADA_SETTLEMENT: "селищна територіальна громада",
    Kind.HROMADA_VILLAGE: "сільська територіальна громада",
}
_GMINAS = {
    Kind.GMINA_URBAN: "місто",
    Kind.GMINA_RURAL: "ґміна",
    Kind.GMINA_URBAN_RURAL: "місько-сільська ґміна",
}
_STATES = {"PL": "Республіка Польща"}
_YEAR = 12
_UNITS = {
    "year": ("рік", "роки", "років"),
    "month": ("місяць", "місяці", "місяців"),
}
_TEENS = range(11, 15)
_FEW = range(2, 5)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """The twelve columns of one agreement; several cities of one side are joined by semicolons."""

    number: str
    registration_number: str
    title: str
    signed_on: str
    kind: str
    sphere: str
    ua_region: str
    ua_subject: str
    foreign_state: str
    foreign_unit: str
    foreign_subject: str
    duration: str

    def cells(self) -> tuple[str, ...]:
        """Give the values in the order of ``COLUMNS``."""
        return astuple(self)


def row_of(agreement: Agreement, number: int = 1) -> RegisterRow:
    """Give an agreement's row.

    Args:
        agreement: with its parties, their cities, its languages and its partnership
            (``with_cities``); two statements are sent, for the entry and the fields of the text.
        number: ordinal number in the list that the row is for.
    """
    entry = RegisterEntry.objects.filter(agreement=agreement.pk).first() or RegisterEntry()
    cities = [party.city for party in agreement.parties.all()]
    own = [city for city in cities if city.country == Country.UA]
    foreign = [city for city in cities if city.country != Country.UA]
    kind = agreement.partnership.ua_kind
    return RegisterRow(
        number=str(number),
        registration_number=entry.registration_number,
        title=entry.title or _title(agreement),
        signed_on=_day(agreement.signed_on),
        kind=_KINDS[UkraineKind(kind)] if kind else "",
        sphere=entry.sphere or _sphere(agreement),
        ua_region=_joined(region_name(city.region_code, "uk") for city in own),
        ua_subject=_joined(_subject(city) for city in own),
        foreign_state=_joined(_STATES.get(city.country, city.country) for city in foreign),
        foreign_unit=_joined(region_name(city.region_code, "uk") for city in foreign),
        foreign_subject="; ".join(_subject(city) for city in foreign),
        duration=entry.duration or _duration(agreement),
    )


def _joined(values: Iterable[str]) -> str:
    """Join what differs, in order."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def _title(agreement: Agreement) -> str:
    own = [tongue.title for tongue in agreement.tongues.all() if tongue.language == "uk"]
    return next(filter(None, own), "") or agreement.title.said("uk").text


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _sphere(agreement: Agreement) -> str:
    """Name the fields of the clauses, in the order of the text."""
    rows = Clause.objects.standing().filter(agreement=agreement.pk).order_by("place", "pk")
    codes = dict.fromkeys(
        code for topics in rows.values_list("topics", flat=True) for code in topics
    )
    return _joined(topic_name(code, "uk") for code in codes)


def _subject(city: Municipality) -> str:
    kind = Kind(city.kind)
    if city.country == Country.UA:
        own = city.register_name
        return own if "громада" in own else f"{own} {_HROMADAS[kind]}"
    return f"{_GMINAS[kind]} {city.name.said('uk').text}"


def _duration(agreement: Agreement) -> str:
    months = agreement.duration_months
    if months is None:
        return "безстроково"
    unit, count = ("year", months // _YEAR) if months % _YEAR == 0 else ("month", months)
    said = f"{count} {_form(count, _UNITS[unit])}"
    return f"{said}, з автоматичним продовженням" if agreement.auto_renew else said


def _form(count: int, forms: Sequence[str]) -> str:
    """Choose the Ukrainian form of a noun after a number."""
    if count % 100 in _TEENS:
        return forms[2]
    if count % 10 == 1:
        return forms[0]
    return forms[1] if count % 10 in _FEW else forms[2]

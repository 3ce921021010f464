"""The record of processing as the public reads it: a notice, and the same as JSON and CSV."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.core.data_register import entries, told_of
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.publishing.fetching import STRANGER
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.processing import Purpose, purposes
from pobratym.vault.rules import needs_basis

CITIES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PairOfCities:
    """One way across the border, and the name of the ground that is recorded; empty without."""

    sender: Municipality
    receiver: Municipality
    is_by_law: bool
    ground: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What the privacy notice shows besides its own words."""

    purposes: list[Purpose]
    cities: list[Municipality]
    ways: list[PairOfCities]


def notice() -> Notice:
    """Gather the notice (three statements): only cities of public partnerships are named."""
    shown = Partnership.objects.visible_to(STRANGER).standing().values("pk")
    parties = Party.objects.current().filter(partnership__in=shown)
    joined: dict[int, list[Municipality]] = {}
    for party in parties.select_related("municipality").order_by("partnership", "place"):
        joined.setdefault(party.partnership_id, []).append(party.municipality)
    cities = {city.pk: city for several in joined.values() for city in several}
    return Notice(list(purposes().values()), list(cities.values())[:CITIES_SHOWN], _ways(joined))


def _ways(joined: dict[int, list[Municipality]]) -> list[PairOfCities]:
    pairs = {
        (one.pk, other.pk): (one, other)
        for several in joined.values()
        for one in several
        for other in several
        if one.country != other.country
    }
    shown = [pairs[key] for key in sorted(pairs)][:CITIES_SHOWN]
    codes = {city.code for pair in shown for city in pair}
    held = TransferBasis.objects.filter(sender__in=codes, ended_at__isnull=True)
    bases = {(basis.sender, basis.receiver): basis for basis in held}
    return [_way(one, other, bases.get((one.code, other.code))) for one, other in shown]


def _way(sender: Municipality, receiver: Municipality, basis: TransferBasis | None) -> PairOfCities:
    return PairOfCities(
        sender,
        receiver,
        is_by_law=not needs_basis(sender.code, receiver.code),
        ground=str(basis.get_basis_display()) if basis else "",
        is_sample=bool(basis and basis.is_sample),
    )


def record_rows(language: str) -> list[dict[str, str]]:
    """Give the record of processing in one language: a row for each purpose, by column name."""
    return [_row(purpose, language) for purpose in purposes().values()]


def _row(purpose: Purpose, language: str) -> dict[str, str]:
    def said(name: str) -> str:
        return str(getattr(purpose, name).said(language).text)

    return {
        _("Purpose"): said("title"),
        _("Whose data"): said("people"),
        _("Which data"): said("data"),
        _("Who answers"): controllers_of(purpose),
        _("Who gets them"): said("recipients"),
        _("Ground in Poland"): said("basis_pl"),
        _("Ground in Ukraine"): said("basis_ua"),
        _("How long"): said("retention"),
        _("Across the border"): _crossing(purpose),
        _("Where in the database"): ", ".join(sorted(fields_of(purpose.name))),
    }


def controllers_of(purpose: Purpose) -> str:
    """Name who answers for the data of a purpose."""
    if purpose.controllers == "joint":
        return _("the cities of the partnership together (GDPR Art. 26)")
    return _("the city whose people they are")


def _crossing(purpose: Purpose) -> str:
    if purpose.crosses:
        return _("to the partner city, where a ground is recorded")
    return _("no")


def fields_of(purpose: str) -> Iterator[str]:
    """Give the fields that the data register ties to a purpose."""
    for label, model in entries().items():
        whole = model.get("fields")
        if isinstance(whole, dict) and whole.get("purpose") == purpose:
            yield f"{label}.*"
        for field in model:
            if field != "fields" and told_of(label, field).purpose == purpose:
                yield f"{label}.{field}"


def as_json(language: str) -> str:
    """Write the record as JSON."""
    told = {
        "title": _("Record of processing activities"),
        "operator": settings.OPERATOR_NAME,
        "language": language,
        "purposes": record_rows(language),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_csv(language: str) -> str:
    """Write the record as CSV; no cell can begin a formula."""
    rows = record_rows(language)
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(map(safe_cell, rows[0]))
    table.writerows(map(safe_cell, row.values()) for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()

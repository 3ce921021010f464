"""Which agreement a person works on, and in whose name."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement, AgreementParty, Tongue
from pobratym.core.prepared import bring_along, prepared
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING, READING_NOTES, WRITING, Role


def worked_on_by(reader: Reader, public_id: UUID) -> Agreement | None:
    """Give an agreement of the reader's own cities, with its parties and languages.

    As ``Agreement.objects.of(reader).with_cities()``, by SQL that was written before.
    """
    mandate = mandate_of(reader)
    reading, noting = (tuple(sorted(mandate.cities(roles))) for roles in (READING, READING_NOTES))
    found = next(iter(_worked_on(public_id, reading, noting)), None) if reading else None
    if found is not None:
        bring_along([found], "parties", {found.pk: [*_parties(found.pk)]})
        bring_along([found], "tongues", {found.pk: [*_tongues(found.pk)]})
    return found


@prepared
def _worked_on(
    public_id: UUID, reading: tuple[int, ...], noting: tuple[int, ...]
) -> QuerySet[Agreement]:
    known = Agreement.objects.of_cities(reading, noting).filter(public_id=public_id)
    return known.select_related("partnership", "opened_by")


@prepared
def _parties(agreement: int) -> QuerySet[AgreementParty]:
    rows = AgreementParty.objects.filter(agreement=agreement)
    return rows.order_by("place").select_related("city")


@prepared
def _tongues(agreement: int) -> QuerySet[Tongue]:
    return Tongue.objects.filter(agreement=agreement).order_by("place")


def acting_cities(
    reader: Reader, agreement: Agreement, roles: Collection[Role] = WRITING
) -> list[Municipality]:
    """Give the parties in whose name the reader acts, in the order of the text.

    Without a statement for an agreement that brings its parties along.
    """
    keys = mandate_of(reader).cities(roles)
    return [party.city for party in agreement.parties.all() if party.city_id in keys]


def cities_of(agreement: Agreement) -> list[Municipality]:
    """Give the cities of an agreement in the order of the text (no statement, as above)."""
    return [party.city for party in agreement.parties.all()]

"""Which agreement a person works on, and in whose name."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import WRITING, Role
from pobratym.partnerships.models.partnerships import Partnership


def worked_on_by(reader: Reader, public_id: UUID) -> Agreement | None:
    """Give an agreement of the reader's own cities, with its parties and languages."""
    return Agreement.objects.of(reader).with_cities().filter(public_id=public_id).first()


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


def agreements_of(partnership: Partnership, reader: Reader) -> list[Agreement]:
    """Give the agreements of a partnership that the reader works on, newest first (one statement).

    Those withdrawn as a mistake come last.
    """
    rows = Agreement.objects.of(reader).filter(partnership=partnership)
    return list(rows.order_by(F("withdrawn_at").asc(nulls_first=True), "-pk"))

"""The office that answers a city's partners."""

from dataclasses import dataclass

from django.db import transaction

from pobratym.accounts.models import User
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Office
from pobratym.directory.services.rights import refuse_outsider
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings

_FIELDS = ("name", "address", "email", "phone", "website")


@dataclass(frozen=True, slots=True)
class ToldOffice:
    """An office and how it is reached; addresses of the office, not of a person."""

    name: Wordings
    address: Wordings
    email: str = ""
    phone: str = ""
    website: str = ""


@transaction.atomic
def edit_office(city: Municipality, told: ToldOffice, *, by: User | None, version: int) -> Office:
    """Say which office answers the partners of a city; the city's version guards it.

    Args:
        city: is locked and read anew.
        told: everything at once; replaces what a source said, and the source with it.
        by: who edits.
        version: of the city that the person's form was filled from.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
        ValidationError: the name is missing, or an address is malformed.
    """
    fresh = take_version(Municipality.objects.all(), city.pk, version)
    refuse_outsider(by, fresh.pk)
    office = Office.objects.filter(municipality=fresh).first() or Office(municipality=fresh)
    old_name, old_address = office.name, office.address
    before = {name: getattr(office, name) for name in _FIELDS}
    office.name, office.address = told.name, told.address
    office.email, office.phone, office.website = told.email, told.phone, told.website
    office.source = None
    office.full_clean()
    office.save()
    fresh.save(update_fields=["version", "updated_at"])
    note_wordings(office, "name", old=old_name, new=told.name, by=by)
    note_wordings(office, "address", old=old_address, new=told.address, by=by)
    changes = {
        name: (value, getattr(office, name))
        for name, value in before.items()
        if value != getattr(office, name)
    }
    record("city.office_edited", office, by=by, city=fresh.code, changes=changes, within=fresh)
    return office

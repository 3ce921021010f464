"""The entry in the Ukrainian state register, as the Ukrainian city knows it."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.states import SIGNED
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.services.force import settle_force
from pobratym.routes.services.fulfilling import fulfil_registration


class EntryFacts(TypedDict, total=False):
    """What is said of the entry; the last three stand in the row instead of the record's own."""

    registration_number: str
    registered_on: dt.date | None
    url: str
    title: str
    sphere: str
    duration: str


@transaction.atomic
def save_entry(
    agreement: Agreement,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    **facts: Unpack[EntryFacts],
) -> RegisterEntry:
    """Keep what the register says of an agreement, and what its row needs besides.

    Registration and its day go into the entry only once the agreement is signed; the words of the
    row may be prepared before. A number with its day is the step of the registration, done.

    Args:
        agreement: is held and read anew.
        version: of the entry that the person saw; 1 where there was none.
        by: who keeps it.
        city: a Ukrainian city of the agreement.
        facts: what changes.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_ukrainian``,
            ``not_signed``, ``future``, ``before_signing``.
        ValidationError: a fact is not valid.
    """
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement)
    if city.country != Country.UA:
        raise DomainError(
            _("The register is Ukrainian: its entry is kept by the Ukrainian city."),
            code="not_ukrainian",
        )
    found = RegisterEntry.objects.select_for_update().filter(agreement=agreement).first()
    entry = found or RegisterEntry(agreement=agreement)
    if entry.version != version:
        raise StaleVersion(entry)
    old = put(entry, facts)
    _refuse_early(agreement, entry)
    if old:
        entry.version += 1
        entry.full_clean()
        entry.save()
        record(
            "agreement.register_entry",
            entry,
            by=by,
            city=city.code,
            changes=changes_of(entry, old),
            within=agreement.partnership,
        )
    if entry.registration_number and entry.registered_on:
        fulfil_registration(agreement, entry, by=by, city=city)
        settle_force(agreement, by=by, city=city)
    return entry


def _refuse_early(agreement: Agreement, entry: RegisterEntry) -> None:
    on = entry.registered_on
    if on is None and not entry.registration_number:
        return
    if agreement.stage not in SIGNED or agreement.signed_on is None:
        raise DomainError(
            _("An agreement is registered once it is signed. Keep the number until then."),
            code="not_signed",
            field="registration_number",
        )
    if on is not None:
        refuse_day_to_come(on, "registered_on")
        if on < agreement.signed_on:
            raise DomainError(
                _("The agreement was not signed yet on that day."),
                code="before_signing",
                field="registered_on",
            )

"""The contact log: a city notes whom it spoke with, and what it promised to do next."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.journal.services import Changes, record
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import locked, refuse_day_to_come, refuse_outsider
from pobratym.partnerships.services.wordings import changes_of, put


class ContactFacts(TypedDict, total=False):
    """What people write about a contact."""

    channel: str
    direction: str
    on: dt.date
    people: str
    introduced_by: str
    summary: str
    next_step: str
    due_on: dt.date | None
    owner: User | None
    is_shared: bool


@transaction.atomic
def log_contact(
    partnership: Partnership,
    *,
    by: User | None,
    city: Municipality,
    **facts: Unpack[ContactFacts],
) -> Contact:
    """Note a contact, for the own city's eyes unless ``is_shared``.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``future``,
            ``owner_elsewhere`` (who does the next step does not act for the city).
        ValidationError: a fact is missing or not valid.
    """
    partnership = locked(partnership)
    refuse_outsider(by, city, partnership)
    contact = Contact(partnership=partnership, city=city)
    old = put(contact, facts)
    _keep(contact)
    _record("contact.logged", contact, by, changes_of(contact, old))
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact, *, version: int, by: User | None, **facts: Unpack[ContactFacts]
) -> Contact:
    """Change what a city noted; where nothing differs nothing is stored.

    Another next step, or another day for it, is one that waits to be done.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`log_contact`.
        ValidationError: a fact is missing or not valid.
    """
    contact = _taken(contact, version, by)
    old = put(contact, facts)
    if old:
        done_on = contact.done_on
        if old.keys() & {"next_step", "due_on"}:
            contact.done_on = None
        _keep(contact)
        changes = changes_of(contact, old)
        if contact.done_on != done_on:
            changes = {**changes, "done_on": (done_on, contact.done_on)}
        _record("contact.edited", contact, by, changes)
    return contact


@transaction.atomic
def finish_step(contact: Contact, *, version: int, by: User | None, on: dt.date) -> Contact:
    """Note that the next step was done.

    Args:
        contact: is locked and read anew.
        version: the one that the person saw.
        by: who notes it.
        on: local day, today or earlier.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``future``, ``no_step``
            (there is none, or it was done before).
    """
    contact = _taken(contact, version, by)
    if not contact.next_step or contact.done_on is not None:
        raise DomainError(_("No step is left to be done here."), code="no_step")
    refuse_day_to_come(on, "done_on")
    contact.done_on = on
    contact.full_clean()
    contact.save()
    _record("contact.step_done", contact, by, {"done_on": (None, on)})
    return contact


@transaction.atomic
def share_contact(
    contact: Contact, *, version: int, by: User | None, is_shared: bool = True
) -> Contact:
    """Show a note to the partner city, or keep it to the own one again.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    contact = _taken(contact, version, by)
    old = put(contact, {"is_shared": is_shared})
    if old:
        contact.full_clean()
        contact.save()
        what = "contact.shared" if is_shared else "contact.unshared"
        _record(what, contact, by, changes_of(contact, old))
    return contact


def _taken(contact: Contact, version: int, by: User | None) -> Contact:
    partnership, city = locked(contact.partnership), contact.city
    contact = take_version(Contact.objects.all(), contact.pk, version)
    contact.partnership, contact.city = partnership, city  # a note stays where it was written
    refuse_outsider(by, city, partnership)
    return contact


def _keep(contact: Contact) -> None:
    contact.full_clean()
    refuse_day_to_come(contact.on, "on")
    owner = contact.owner if contact.done_on is None else None
    if owner is not None and not mandate_now(owner).covers(contact.city_id, WRITING):
        raise DomainError(
            _("Who does the next step must act for your city."),
            code="owner_elsewhere",
            field="owner",
        )
    contact.save()


def _record(what: str, contact: Contact, by: User | None, changes: Changes) -> None:
    """Note a deed for the own city's eyes; what was said of people stands beside the line."""
    record(
        what,
        contact,
        by=by,
        city=contact.city.code,
        changes=changes,
        within=contact.partnership,
        own=True,
        renews=False,
    )

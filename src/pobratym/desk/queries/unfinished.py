"""Forms that a person began, with the way back to each."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.core.addresses import address

_NAMES: dict[str, str | Promise] = {
    "partnership_new_details": _("New partnership"),
    "partnership_edit": _("Edit a partnership"),
    "partnership_stage": _("Change the stage"),
    "event_new": _("Add an event"),
    "event_edit": _("Edit an event"),
    "contact_new": _("Log a contact"),
    "contact_edit": _("Edit a contact"),
    "city_edit": _("Edit the profile"),
    "office_edit": _("Contact office"),
    "wish_new": _("Add a need or an offer"),
    "agreement_facts": _("Title and term of an agreement"),
    "agreement_titles": _("Full titles of an agreement"),
    "agreement_languages": _("Languages of an agreement"),
    "agreement_cities": _("Parties of an agreement"),
    "statement_new": _("Enter an announcement"),
    "statement_edit": _("Correct an announcement"),
    "claim_new": _("A point of an announcement"),
    "plan_new": _("Begin a work plan"),
    "line_new": _("A line of a work plan"),
    "line_edit": _("A line of a work plan"),
    "line_mark": _("How a line of a work plan stands"),
    "profile_about": _("Profile of an institution: for whom"),
    "profile_languages": _("Profile of an institution: languages"),
    "profile_exchange": _("Profile of an institution: what it looks for"),
    "profile_safety": _("Profile of an institution: safety"),
    "need_new": _("A need or an offer of an institution"),
    "visit_new": _("New visit"),
    "visit_edit": _("Change a visit"),
    "member_new": _("Put a guest on the list"),
    "member_edit": _("Change what is said of a guest"),
    "letter_new": _("Draft a letter of invitation"),
    "letter_edit": _("Change a letter of invitation"),
    "leg_new": _("Add a part of the journey"),
    "wish_add": _("Add a wish"),
    "wish_edit": _("Change a wish"),
    "site_new": _("Enter a site"),
    "site_edit": _("Change a site"),
    "host_new": _("Enter somebody who receives guests"),
    "host_edit": _("Who receives guests"),
    "interpreter_new": _("Add an interpreter"),
    "interpreter_edit": _("Interpreter"),
    "pause_new": _("Add a meal or a rest"),
}
_ROOMS = (
    "agreements",
    "partnerships",
    "institutions",
    "directory",
    "confirmations",
    "accounts",
    "visits",
)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that the person began: what it is, where, and since when (UTC)."""

    name: str
    address: str
    at: dt.datetime


def unfinished(drafts: Iterable[tuple[str, dt.datetime]]) -> list[Unfinished]:
    """Give the forms whose drafts are kept, newest first; those without a page are left out."""
    newest = sorted(drafts, key=lambda draft: draft[1], reverse=True)
    found = ((form.partition(":")[0], _address_of(form), at) for form, at in newest)
    return [
        Unfinished(str(_NAMES.get(name, _("Form"))), page, at) for name, page, at in found if page
    ]


def _address_of(form: str) -> str:
    """Find the page of a draft: its name is that of the page and, after a colon, of the thing."""
    name, _colon, public_id = form.partition(":")
    for room in _ROOMS:
        with suppress(NoReverseMatch, ValueError):
            return address(f"{room}:{name}", public_id=UUID(public_id) if public_id else None)
    return ""

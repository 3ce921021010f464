"""What the cities of a visit are told: an invitation, an answer, a programme, the end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.filters import day
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import CONFIRMING, WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit

INVITED = "visits.invited"
ANSWERED = "visits.answered"
PLANNED = "visits.planned"
CANCELLED = "visits.cancelled"
GUEST = "visits.guest_answered"


def page_of(visit: Visit) -> str:
    """Give the address of a visit's page, without the language."""
    return f"/desk/visits/{visit.public_id}/"


def of_invitation(visit: Visit, *, by: User | None) -> None:
    """Ask the guests' cities for their word."""
    _tell(_guest_cities(visit), INVITED, visit, visit.host, by)


def of_answer(visit: Visit, city: Municipality, *, by: User | None, accepted: bool) -> None:
    """Tell the host what a city that is invited has answered."""
    _tell([visit.host_id], ANSWERED, visit, city, by, accepted=accepted)


def of_programme(visit: Visit, *, by: User | None) -> None:
    """Tell the guests' cities that the programme stands."""
    _tell(_guest_cities(visit), PLANNED, visit, visit.host, by)


def of_end(visit: Visit, *, by: User | None) -> None:
    """Tell the guests' cities that the visit is cancelled."""
    _tell(_guest_cities(visit), CANCELLED, visit, visit.host, by)


def of_guest(member: Member, *, accepted: bool) -> None:
    """Tell the host and the guest's own city that one guest has answered; without the name."""
    visit = member.visit
    cities = [visit.host_id, member.city_id]
    _tell(cities, GUEST, visit, member.city, None, accepted=accepted)


def _tell(
    cities: list[int],
    kind: str,
    visit: Visit,
    city: Municipality,
    by: User | None,
    **more: object,
) -> None:
    facts: dict[str, Any] = {
        "visit": visit.pk,
        "title": dict(visit.title),
        "city": dict(city.name),
        "since": visit.starts_on.isoformat(),
        **more,
    }
    people = people_of(cities, CONFIRMING if kind == INVITED else WRITING)
    tell([person for person in people if person != by], kind, facts, page_of(visit))


def _guest_cities(visit: Visit) -> list[int]:
    return list(visit.guest_cities.values_list("city", flat=True))


def _words(facts: Facts) -> dict[str, str]:
    language = get_language() or "en"
    said = {key: Wordings(facts[key]).said(language).text for key in ("title", "city")}
    return {**said, "day": day(dt.date.fromisoformat(facts["since"]))}


def _invited(facts: Facts) -> str:
    return _(
        "%(city)s invites your city: %(title)s, from %(day)s. Your answer is awaited."
    ) % _words(facts)


def _answered(facts: Facts) -> str:
    if facts["accepted"]:
        return _("%(city)s has accepted the visit: %(title)s, from %(day)s.") % _words(facts)
    return _("%(city)s cannot come: %(title)s, from %(day)s.") % _words(facts)


def _planned(facts: Facts) -> str:
    return _("The programme stands: %(title)s, from %(day)s, received by %(city)s.") % _words(facts)


def _cancelled(facts: Facts) -> str:
    return _("%(city)s has cancelled the visit: %(title)s, from %(day)s.") % _words(facts)


def _guest(facts: Facts) -> str:
    if facts["accepted"]:
        return _("A guest from %(city)s has accepted the invitation: %(title)s.") % _words(facts)
    return _("A guest from %(city)s cannot come: %(title)s.") % _words(facts)


def _writes(person: User) -> bool:
    return bool(mandate_now(person).cities(CONFIRMING))


def _concerns(person: User, facts: Facts) -> bool:
    return Visit.objects.visible_to(person).filter(pk=facts["visit"]).exists()


def _kind(name: str, label: Promise, sentence: Callable[[Facts], str]) -> None:
    register(Kind(name, label, sentence, reaches=_writes, concerns=_concerns))


_kind(INVITED, gettext_lazy("A partner city invites you to a visit"), _invited)
_kind(ANSWERED, gettext_lazy("A city answers the invitation to a visit"), _answered)
_kind(PLANNED, gettext_lazy("The programme of a visit stands"), _planned)
_kind(CANCELLED, gettext_lazy("A visit is cancelled"), _cancelled)
_kind(GUEST, gettext_lazy("A guest answers the invitation"), _guest)

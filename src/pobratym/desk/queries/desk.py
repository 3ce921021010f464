"""The desk of one person: the same number of statements however much there is."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.desk.queries import gathering
from pobratym.desk.queries.agreed import of_agreements
from pobratym.desk.queries.awaited import of_partners
from pobratym.desk.queries.linked import of_links
from pobratym.desk.queries.matters import Matter, MatterGroup, grouped
from pobratym.desk.queries.places import City, Place, Places, institutions_of, places_of
from pobratym.desk.queries.tending import troubles
from pobratym.desk.queries.vault import ANSWERING
from pobratym.desk.queries.waiting import editions
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.states import (
    AT_INSTITUTION,
    READING,
    READING_JOURNAL,
    READING_PEOPLE,
    TRANSLATING,
    WRITING,
    Mandate,
    Role,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page shows.

    ``writes``, ``reads``, ``translates`` and the like say what the reader's roles let them do;
    ``only_audits`` that they read a city and change nothing.
    """

    groups: list[MatterGroup]
    overdue: int
    own: gathering.Own
    places: Places
    institutions: list[Place]
    writing: list[City]
    peopled: list[City]
    reads: bool
    reads_journal: bool
    translates: bool
    only_audits: bool
    keeps_vault: bool
    has_role: bool
    today: dt.date
    editions: list[RegisterEdition] = field(default_factory=list)


def desk_of(reader: User, now: dt.datetime) -> Desk:
    """Gather the desk of a person as it stands at a moment.

    Ten statements at most, and three more where agreements are on their routes or in force.
    """
    today = timezone.localtime(now).date()
    mandate = mandate_of(reader)
    places = places_of(mandate, today)
    own = gathering.own_of(reader, now)
    matters = [*_matters(reader, mandate, now), *own.corrections]
    roles = {post.role for post in mandate.posts}

    def cities(wanted: frozenset[Role]) -> list[City]:
        return [places.cities[key] for key in sorted(mandate.cities(wanted))]

    return Desk(
        groups=grouped(matters, today),
        overdue=sum(matter.day is not None and matter.day < today for matter in matters),
        own=own,
        places=places,
        institutions=institutions_of(mandate) if roles & AT_INSTITUTION else [],
        writing=cities(WRITING),
        reads_journal=bool(roles & READING_JOURNAL),
        peopled=cities(READING_PEOPLE),
        reads=bool(roles & READING),
        translates=bool(roles & TRANSLATING),
        only_audits=roles == {Role.AUDITOR},
        keeps_vault=bool(roles & ANSWERING),
        has_role=bool(roles),
        today=today,
        editions=editions() if reader.is_administrator else [],
    )


def _matters(reader: User, mandate: Mandate, now: dt.datetime) -> Iterator[Matter]:
    yield from of_partners(reader, mandate, now)
    yield from gathering.steps(reader)
    yield from of_agreements(mandate, timezone.localtime(now).date())
    yield from of_links(mandate, timezone.localtime(now).date())
    yield from gathering.people(mandate, now)
    yield from gathering.to_verify(reader)
    yield from troubles(reader)
    yield from gathering.texts(mandate)

"""Kinds of municipality and what their figures count, as plain data."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Country(StrEnum):
    """Countries whose registers are read (ISO 3166-1)."""

    PL = "PL"
    UA = "UA"


class Scheme(StrEnum):
    """Official code lists of territories."""

    TERC = "TERC"
    KATOTTG = "KATOTTG"


class Kind(StrEnum):
    """What a municipality is in the law of its country."""

    GMINA_URBAN = "gmina_urban"
    GMINA_RURAL = "gmina_rural"
    GMINA_URBAN_RURAL = "gmina_urban_rural"
    HROMADA_CITY = "hromada_city"
    HROMADA_SETTLEMENT = "hromada_settlement"
    HROMADA_VILLAGE = "hromada_village"


class Unit(StrEnum):
    """Whose residents a population figure counts."""

    CITY = "city"
    HROMADA = "hromada"
    GMINA = "gmina"


class Size(StrEnum):
    """Classes of size, by residents."""

    UNKNOWN = "unknown"
    VILLAGE = "under_5"
    SMALL = "5_to_20"
    MIDDLE = "20_to_50"
    LARGE = "50_to_100"
    GREAT = "over_100"


_UPPER_BOUNDS = [
    (5_000, Size.VILLAGE),
    (20_000, Size.SMALL),
    (50_000, Size.MIDDLE),
    (100_000, Size.LARGE),
]


def size_of(residents: int | None) -> Size:
    """Name the class that a number of residents falls into."""
    if residents is None:
        return Size.UNKNOWN
    return next((size for bound, size in _UPPER_BOUNDS if residents < bound), Size.GREAT)


WHOLE = frozenset({Unit.HROMADA, Unit.GMINA})
"""Units that are the whole municipality, as opposed to the city at its centre."""


def weight_of_figure(unit: str, on: dt.date) -> tuple[bool, dt.date]:
    """Say how much a population figure counts when a municipality's size is told: the most wins.

    A partner is the whole gmina or hromada, so a figure of the whole goes before one of its city,
    even a newer one; among equals the newest counts. ``unit`` is a value of :class:`Unit`.
    """
    return unit in WHOLE, on


class Role(StrEnum):
    """What a person does for a city, or for an institution of it."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"
    MAYOR = "mayor"
    COUNCIL_OFFICE = "council_office"
    FINANCE = "finance"
    INTERPRETER = "interpreter"
    AUDITOR = "auditor"
    HEAD = "head"
    TEACHER = "teacher"


AT_INSTITUTION = frozenset({Role.HEAD, Role.TEACHER})
"""Roles in a school or care centre; all others are roles in the city hall."""
WRITING = frozenset({Role.OFFICER, Role.COORDINATOR})
"""Who changes the records of the city, in its name."""
CONFIRMING = frozenset({Role.OFFICER, Role.COORDINATOR, Role.MAYOR})
"""Who says yes or no to what the partner city proposes."""
READING = frozenset(Role) - AT_INSTITUTION
"""Who reads what the cities share in their partnerships."""
READING_NOTES = WRITING | {Role.MAYOR, Role.AUDITOR}
"""Who reads what the city keeps for itself: its contact log, its plans for a partner."""
READING_JOURNAL = frozenset({Role.OFFICER, Role.COORDINATOR, Role.MAYOR, Role.AUDITOR})
TRANSLATING = WRITING | {Role.INTERPRETER}
MANAGING = frozenset({Role.COORDINATOR})
"""Who invites people to the city, ends their roles and confirms heads of institutions."""
NEEDING_SECOND_FACTOR = frozenset({Role.OFFICER, Role.COORDINATOR, Role.MAYOR, Role.HEAD})
"""Who must sign in with a second factor, besides administrators of the installation."""
READING_PEOPLE = frozenset({Role.OFFICER, Role.COORDINATOR, Role.MAYOR, Role.AUDITOR})
"""Who sees the people of the whole city; heads see those of their institution."""

INVITED_BY: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset(Role),
    Role.OFFICER: frozenset({Role.HEAD}),
    Role.HEAD: frozenset({Role.HEAD, Role.TEACHER}),
}
"""Whom the holder of a role invites: heads only to their own institution, others to their city."""
INVITED_BY_ADMINISTRATOR = frozenset({Role.COORDINATOR, Role.HEAD})
"""Whom an administrator of the installation invites, to any city."""


class InvitationState(StrEnum):
    """Where an invitation stands; one that is open and past its day has expired."""

    WAITING = "waiting"
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


INVITATION_MOVES: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.WAITING: frozenset(
        {InvitationState.OPEN, InvitationState.DECLINED, InvitationState.WITHDRAWN}
    ),
    InvitationState.OPEN: frozenset(
        {InvitationState.OPEN, InvitationState.ACCEPTED, InvitationState.WITHDRAWN}
    ),
    InvitationState.ACCEPTED: frozenset(),
    InvitationState.WITHDRAWN: frozenset(),
    InvitationState.DECLINED: frozenset(),
}
"""What may follow what; open follows open when the letter is sent again under a new token."""
UNFINISHED = frozenset({InvitationState.WAITING, InvitationState.OPEN})
INVITATION_HOLDS = dt.timedelta(days=7)
"""How long a letter of invitation may be answered."""


class InstitutionKind(StrEnum):
    """What an institution of a city is."""

    PRIMARY_SCHOOL = "primary_school"
    SECONDARY_SCHOOL = "secondary_school"
    KINDERGARTEN = "kindergarten"
    SPECIAL_SCHOOL = "special_school"
    VOCATIONAL_SCHOOL = "vocational_school"
    HIGHER_EDUCATION = "higher_education"
    SUPPORT_CENTRE = "support_centre"
    CARE_CENTRE = "care_centre"
    CARE_EDUCATION = "care_education"
    DAY_CENTRE = "day_centre"
    SENIOR_CLUB = "senior_club"
    SOCIAL_CENTRE = "social_centre"
    SERVICE_CENTRE = "service_centre"
    HOSPITAL = "hospital"
    CULTURE = "culture"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Post:
    """One role that somebody holds today: of which city, and in which institution of it (keys)."""

    city: int
    role: Role
    institution: int | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """All that a person holds today: what they may do follows from this alone."""

    posts: tuple[Post, ...] = ()

    def cities(self, roles: Collection[Role]) -> frozenset[int]:
        """Give the keys of the cities for which the person holds one of ``roles``."""
        return frozenset(post.city for post in self.posts if post.role in roles)

    def institutions(self, roles: Collection[Role]) -> frozenset[int]:
        """Give the keys of the institutions in which the person holds one of ``roles``."""
        return frozenset(
            post.institution for post in self.posts if post.institution and post.role in roles
        )

    def covers(self, city: int | None, roles: Collection[Role]) -> bool:
        """Say whether the person holds one of ``roles`` for the city with that key."""
        return city in self.cities(roles)


def may_invite(posts: Collection[Post], role: Role, city: int, institution: int | None) -> bool:
    """Say whether a person who holds ``posts`` invites somebody to that role there."""
    for post in posts:
        of_own = post.role not in AT_INSTITUTION or post.institution == institution
        if post.city == city and of_own and role in INVITED_BY.get(post.role, ()):
            return True
    return False

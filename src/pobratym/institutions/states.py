"""What an institution is, for whom, and what it wishes, as plain data."""

from enum import StrEnum


class Register(StrEnum):
    """Lists that institutions come from."""

    EDEBO_SCHOOLS = "edebo_schools"
    EDEBO_VOCATIONAL = "edebo_vocational"
    EDEBO_HIGHER = "edebo_higher"
    ISUO = "isuo"
    NSZU = "nszu"
    CNAP = "cnap"
    CKE = "cke"
    CARE_HOMES = "care_homes"
    DAY_CENTRES = "day_centres"
    SENIOR_CLUBS = "senior_clubs"
    SOCIAL_CENTRES = "social_centres"
    HOSPITALS_PL = "hospitals_pl"
    OWN_LIST = "own_list"


class Level(StrEnum):
    """Levels of education, ISCED 2011."""

    EARLY = "0"
    PRIMARY = "1"
    LOWER_SECONDARY = "2"
    UPPER_SECONDARY = "3"
    POST_SECONDARY = "4"
    SHORT_TERTIARY = "5"
    BACHELOR = "6"
    MASTER = "7"
    DOCTOR = "8"


class Cefr(StrEnum):
    """Levels of the Common European Framework of Reference for Languages."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Format(StrEnum):
    """Ways in which two institutions work together."""

    ONLINE = "online"
    CLASS_VISIT = "class_visit"
    STAFF_VISIT = "staff_visit"
    JOINT_PROJECT = "joint_project"


class OpenTo(StrEnum):
    """Where an institution looks for a partner."""

    PARTNER_CITIES = "partner_cities"
    ANYWHERE = "anywhere"
    NOBODY = "nobody"


class WishKind(StrEnum):
    """Whether an institution seeks something or offers it."""

    SEEKS = "seeks"
    OFFERS = "offers"


class ClaimState(StrEnum):
    """Where the word of somebody who says to head an institution stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"


CLAIM_MOVES: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.OPEN: frozenset({ClaimState.CONFIRMED, ClaimState.DECLINED, ClaimState.LAPSED}),
    ClaimState.CONFIRMED: frozenset(),
    ClaimState.DECLINED: frozenset(),
    ClaimState.LAPSED: frozenset(),
}
"""What may follow what; nobody answered a claim that has lapsed."""

"""The words that two cities have agreed on, as plain data."""

from enum import StrEnum


class TermStatus(StrEnum):
    """Whether a term is to be used."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    AVOID = "avoid"


class ConceptOrigin(StrEnum):
    """Where a concept of the term base comes from."""

    STARTING = "starting"
    OWN = "own"
    IMPORTED = "imported"


class Area(StrEnum):
    """What a concept belongs to."""

    GOVERNMENT = "government"
    LAW = "law"
    AGREEMENT = "agreement"
    FINANCE = "finance"
    EDUCATION = "education"
    SOCIAL = "social"
    HEALTH = "health"
    CULTURE = "culture"
    ENERGY = "energy"
    INFRASTRUCTURE = "infrastructure"
    SAFETY = "safety"
    PROTOCOL = "protocol"
    OTHER = "other"

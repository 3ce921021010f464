"""What a city decides on a candidate, and where a letter stands, as plain data."""

from enum import StrEnum


class Decision(StrEnum):
    """What a city thinks of a candidate on its short list."""

    CONSIDERING = "considering"
    CHOSEN = "chosen"
    LATER = "later"
    NO = "no"


class MessageState(StrEnum):
    """Where a letter to a city stands; an answer is received."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"


class Way(StrEnum):
    """How a letter left the city hall."""

    HERE = "here"
    COPIED = "copied"

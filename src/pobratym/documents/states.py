"""Kinds of picture, as plain data."""

from enum import StrEnum


class PictureKind(StrEnum):
    """What a picture is for."""

    ARMS = "arms"
    PHOTOGRAPH = "photograph"


SHORTEST_SIDE = {PictureKind.ARMS: 64, PictureKind.PHOTOGRAPH: 320}
"""Pixels; a smaller picture shows nothing on today's screens, and is refused."""
LONGEST_SIDE = {PictureKind.ARMS: 600, PictureKind.PHOTOGRAPH: 1_600}
"""Pixels; a larger picture is made smaller before it is kept."""

"""States of promises, of questionnaires and of reports, and kinds of question, as plain data."""

from enum import StrEnum


class PromiseState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Answering(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    """From 1 (not at all) to 5 (very much)."""
    YES_NO = "yes_no"
    TEXT = "text"


SCALE = (1, 2, 3, 4, 5)
YES_NO = (1, 0)
FEWEST_ANSWERS = 5
"""Below so many answers no result is shown: it could be told who said what."""
MOST_QUESTIONS = 20

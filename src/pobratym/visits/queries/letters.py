"""Letters of invitation as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import LetterState


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter, and its guests whose names the reader may see; ``hidden`` counts the others."""

    letter: Letter
    members: list[Member]
    hidden: int


def letters_of(visit: Visit, seen: Iterable[Member], *, drafts: bool) -> list[LetterRow]:
    """Give the letters of a visit, drafts first, then by number (two statements).

    Args:
        visit: whose.
        seen: guests whose names the reader may see.
        drafts: whether the reader works for the host, who drafts them.
    """
    known = {member.pk for member in seen}
    rows = visit.letters.select_related("document").prefetch_related("members")
    rows = rows if drafts else rows.exclude(state=LetterState.DRAFT)
    found = []
    for letter in rows.order_by("year", "number", "pk"):
        members = list(letter.members.all())
        shown = [one for one in members if one.pk in known]
        found.append(LetterRow(letter, shown, len(members) - len(shown)))
    return found

"""Reads about hand-overs: what would pass, and what has passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.functional import Promise

from pobratym.accounts.http import Reader
from pobratym.directory.duties import duty_named
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.handovers import HandedDuty, HandOver
from pobratym.directory.states import WRITING


@dataclass(frozen=True, slots=True)
class HandedKind:
    """What passed of one kind: how many, and the promises, the most urgent first.

    Who does not work for the city any more gets the number alone.
    """

    label: str | Promise
    count: int
    lines: Sequence[HandedDuty]


def hand_overs_seen(reader: Reader) -> QuerySet[HandOver]:
    """Give the hand-overs that the reader may see, with their people."""
    seen = HandOver.objects.visible_to(reader)
    return seen.select_related("municipality", "from_person", "to_person", "by")


def taken_over_by(reader: Reader, most: int = 3) -> list[HandOver]:
    """Give the newest hand-overs to the reader, for the desk (one statement)."""
    seen = hand_overs_seen(reader).filter(to_person=reader.pk)
    return list(seen.order_by("-pk")[:most])


def duties_in(hand_over: HandOver, reader: Reader) -> list[HandedKind]:
    """Give what passed, kind by kind (one statement once the mandate is read).

    The promises quote the city's notes, so they are told to who writes for the city today: not to
    who has left since.
    """
    lines = list(hand_over.duties.order_by("kind", F("due_on").asc(nulls_last=True), "pk"))
    is_told = mandate_of(reader).covers(hand_over.municipality_id, WRITING)
    found: dict[str, list[HandedDuty]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(line)
    return [
        HandedKind(_label(kind), len(several), several if is_told else [])
        for kind, several in found.items()
    ]


def _label(kind: str) -> str | Promise:
    known = duty_named(kind)
    return known.label if known else kind

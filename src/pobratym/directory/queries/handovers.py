"""Reads about hand-overs: what would pass, and what has passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.functional import Promise

from pobratym.accounts.http import Reader
from pobratym.directory.duties import duty_named
from pobratym.directory.models.handovers import HandedDuty, HandOver


@dataclass(frozen=True, slots=True)
class HandedKind:
    """What passed of one kind, the most urgent first."""

    label: str | Promise
    lines: Sequence[HandedDuty]


def hand_overs_seen(reader: Reader) -> QuerySet[HandOver]:
    """Give the hand-overs that the reader may see, with their people."""
    seen = HandOver.objects.visible_to(reader)
    return seen.select_related("municipality", "from_person", "to_person", "by")


def taken_over_by(reader: Reader, most: int = 3) -> list[HandOver]:
    """Give the newest hand-overs to the reader, for the desk (one statement)."""
    seen = hand_overs_seen(reader).filter(to_person=reader.pk)
    return list(seen.order_by("-pk")[:most])


def duties_in(hand_over: HandOver) -> list[HandedKind]:
    """Give what passed, kind by kind (one statement)."""
    lines = list(hand_over.duties.order_by("kind", F("due_on").asc(nulls_last=True), "pk"))
    kinds = dict.fromkeys(line.kind for line in lines)
    return [
        HandedKind(_label(kind), [line for line in lines if line.kind == kind]) for kind in kinds
    ]


def _label(kind: str) -> str | Promise:
    known = duty_named(kind)
    return known.label if known else kind

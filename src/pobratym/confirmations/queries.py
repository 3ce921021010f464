"""Reads for pages; each costs the same number of statements however long the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.confirmations.deeds import Deed, Shown, deed_named
from pobratym.confirmations.models import (
    Answer,
    JointChange,
    JointChangeQuerySet,
    answers_of_changes,
)
from pobratym.confirmations.states import State
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.queries.aboard import aboard
from pobratym.directory.states import CONFIRMING, WRITING

PAGE_SIZE = 50
CLOSED_SHOWN = 10
WAITING_SHOWN = 50
"""More never wait about one thing: a kind of deed has one proposal at a time."""
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Difference:
    """A field before and after; texts as pairs of (language or "", text)."""

    label: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as a page shows it.

    Attributes:
        change: the row, with its answers.
        deed: what people call what is proposed.
        page: address of the thing's page, without the language.
        differences: what it changes.
        since: what else was changed in the thing since it was proposed; while it is open.
        found: where it was overtaken, what stood there instead of what was expected.
        is_known: whether this installation can still make the change.
        answering: the city for which the reader may answer now.
        withdrawing: the city for which the reader may take it back now.
        absent: cities that have not answered and for which nobody can here.
        on_paper: those of them whose answer the reader may record from paper.
    """

    change: JointChange
    deed: str
    page: str
    differences: list[Difference]
    since: list[Difference]
    found: list[Difference]
    is_known: bool
    answering: Municipality | None
    withdrawing: Municipality | None
    absent: list[Municipality]
    on_paper: list[Municipality]

    @property
    def waiting_for(self) -> list[Wordings]:
        """Name the cities that have not answered."""
        return [one.city.name for one in self.change.answers.all() if not one.said]


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in a list."""

    change: JointChange
    deed: str
    is_asked: bool
    """Whether it waits for an answer of the reader's city."""


@dataclass(frozen=True, slots=True)
class ProposalList:
    """Those that wait, soonest to expire first; a page of the others, newest first."""

    waiting: list[Row]
    closed: list[Row]
    older: str


def proposal_of(change: JointChange, reader: Reader) -> Proposal:
    """Tell all that a page shows of one proposal (two statements).

    Args:
        change: found through ``visible_to`` and ``with_answers``.
        reader: whose roles count.
    """
    deed = deed_named(change.deed)
    thing = deed.things().filter(pk=change.about_key).first()
    return _proposal(change, reader, deed, thing, _absent([change]))


def proposals_about(thing: models.Model, reader: Reader) -> list[Proposal]:
    """Tell of the proposals that wait about a thing (three statements, none waiting: one)."""
    seen = JointChange.objects.visible_to(reader).about(thing).open().with_answers()
    changes = list(seen.order_by("pk"))
    absent = _absent(changes)
    return [_proposal(change, reader, deed_named(change.deed), thing, absent) for change in changes]


def proposals_among(changes: Iterable[JointChange], reader: Reader) -> list[Proposal]:
    """Tell of proposals without a look at what they are about (one statement).

    Args:
        changes: found through ``visible_to`` and ``with_answers``; ``since`` of each stays empty.
        reader: whose roles count.
    """
    told = list(changes)
    absent = _absent([change for change in told if change.is_open])
    return [_proposal(change, reader, deed_named(change.deed), None, absent) for change in told]


def changes_about(thing: models.Model, reader: Reader) -> tuple[list[Proposal], list[Row]]:
    """Tell of the proposals about a thing: those that wait, and the latest that wait no more.

    One statement where none waits, else three.
    """
    seen = JointChange.objects.visible_to(reader).about(thing)
    is_open = Q(state=State.OPEN, expires_at__gt=timezone.now())
    whole = seen.select_related("proposed_by", "proposer").annotate(waits=is_open)
    rows = list(whole.order_by("-waits", "-pk")[: WAITING_SHOWN + CLOSED_SHOWN])
    waiting = sorted((one for one in rows if one.is_open), key=lambda one: one.pk)
    models.prefetch_related_objects(waiting, answers_of_changes())
    absent = _absent(waiting)
    told = [_proposal(one, reader, deed_named(one.deed), thing, absent) for one in waiting]
    closed = [one for one in rows if not one.is_open]
    return told, _rows(closed[:CLOSED_SHOWN], frozenset())


def open_proposal(deed: str, thing: models.Model, reader: Reader) -> JointChange | None:
    """Give the proposal of one kind that waits about a thing, if there is one (one statement)."""
    return JointChange.objects.visible_to(reader).about(thing).open().filter(deed=deed).first()


def asking(reader: Reader) -> JointChangeQuerySet:
    """Give the proposals that wait for an answer which the reader may give, soonest end first."""
    cities = mandate_of(reader).cities(CONFIRMING)
    asked = JointChange.objects.asking(cities).select_related("proposed_by")
    return asked.order_by("expires_at", "pk")


def proposal_list(reader: Reader, after: str) -> ProposalList:
    """Give a page of proposals (three statements).

    Args:
        reader: of a city concerned.
        after: what the page before calls ``older``; then only those that wait no more are given.
    """
    seen = JointChange.objects.visible_to(reader).select_related("proposed_by")
    asked = frozenset(asking(reader).values_list("pk", flat=True)[:PAGE_SIZE])
    waiting = [] if after else _rows(seen.open().order_by("expires_at", "pk")[:PAGE_SIZE], asked)
    closed = seen.exclude(pk__in=JointChange.objects.open().values("pk")).order_by("-pk")
    if after.isascii() and after.isdigit() and len(after) <= _LONGEST_NUMBER:
        closed = closed.filter(pk__lt=int(after))
    found = _rows(closed[: PAGE_SIZE + 1], frozenset())
    shown = found[:PAGE_SIZE]
    return ProposalList(waiting, shown, f"{shown[-1].change.pk}" if len(found) > len(shown) else "")


def _rows(changes: Iterable[JointChange], asked: frozenset[int]) -> list[Row]:
    return [
        Row(change, str(deed_named(change.deed).label), change.pk in asked) for change in changes
    ]


def paper_of(change: JointChange, city: str) -> Answer | None:
    """Give the answer that a city (public id) gave on paper, if it did."""
    given = (one for one in change.answers.all() if str(one.city.public_id) == city)
    return next((one for one in given if one.paper), None)


def _absent(changes: Iterable[JointChange]) -> set[int]:
    """Give the keys of the cities that are asked and for which nobody can answer here."""
    silent = [one.city for change in changes for one in change.answers.all() if not one.said]
    return {city.pk for city in silent} - aboard(silent) if silent else set()


def _proposal(
    change: JointChange,
    reader: Reader,
    deed: Deed,
    thing: models.Model | None,
    absent: set[int],
) -> Proposal:
    mandate, is_open = mandate_of(reader), change.is_open
    silent = [one.city for one in change.answers.all() if not one.said] if is_open else []
    away = [city for city in silent if city.pk in absent]
    confirming = mandate.cities(CONFIRMING) if deed.is_known else frozenset()
    proposes = is_open and mandate.covers(change.proposed_by_id, WRITING)
    now = deed.now(thing) if thing is not None else {}
    return Proposal(
        change=change,
        deed=str(deed.label),
        page=deed.page(thing) if thing is not None else "",
        differences=_differences(deed, change.before, change.after, list(change.after)),
        since=_differences(deed, change.before, now, _others(change, now)) if is_open else [],
        found=_differences(deed, change.before, change.found, list(change.found))
        if change.stage is State.OVERTAKEN
        else [],
        is_known=deed.is_known,
        answering=next((city for city in silent if city.pk in confirming), None),
        withdrawing=change.proposed_by if proposes else None,
        absent=away,
        on_paper=away if proposes and deed.is_known else [],
    )


def _others(change: JointChange, now: Any) -> list[str]:  # noqa: ANN401  values by field
    """Name the fields that the proposal does not touch and that differ since it was made."""
    return [name for name in now if name not in change.after]


def _differences(deed: Deed, before: Any, after: Any, names: list[str]) -> list[Difference]:  # noqa: ANN401  values by field
    unlike = [name for name in names if before.get(name) != after.get(name)]
    return [
        _beside(deed.show(name, before.get(name)), deed.show(name, after.get(name)))
        for name in unlike
    ]


def _beside(before: Shown, after: Shown) -> Difference:
    """Show both; of a text only the languages in which it differs."""
    same = [text for text in before.texts if text in after.texts]
    return Difference(
        after.label,
        [text for text in before.texts if text not in same],
        [text for text in after.texts if text not in same],
    )

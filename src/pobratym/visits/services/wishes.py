"""What is to be seen: wishes of a visit, and events with a fixed hour."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import Wish
from pobratym.visits.planning.problem import Manner, Need
from pobratym.visits.queries.clock import Clock, Comes
from pobratym.visits.services.holding import held, refuse_all_but_host
from pobratym.visits.services.noting import note_in_visit, refuse_too_many
from pobratym.visits.states import InterpreterNeed

MOST_WISHES = 300
"""Of one visit."""
MANY = ("subgroups", "hosts", "after")


class WishFacts(TypedDict, total=False):
    """What is said of a wish; see the model for ``windows``, languages and hours."""

    site: Site
    title: Wordings
    topic: str
    need: Need
    value: int
    least_min: int
    most_min: int
    windows: list[list[str]]
    subgroups: Collection[SubGroup]
    manner: Manner
    rank: int
    hosts: Collection[Host]
    interpreting: InterpreterNeed
    interpreter_from: str
    interpreter_to: str
    interpreter: Interpreter | None
    after: Collection[Wish]
    fixed_on: dt.date | None
    fixed_at: dt.time | None
    wished_by_city: Municipality | None
    wished_by: Member | None


@transaction.atomic
def add_wish(visit: Visit, *, by: User | None, **facts: Unpack[WishFacts]) -> Wish:
    """Enter a wish.

    Args:
        visit: any that stands; is held.
        by: of the host's city.
        facts: at least ``site`` and ``title``.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``too_many``; ``elsewhere``, ``closed``,
            ``outside`` (an hour beyond the days of the visit), ``no_such_hour`` or ``twice`` (the
            clocks change), ``same_language``, ``circle``, naming the form field.
        ValidationError: a fact is missing or not valid.
    """
    visit = held(visit)
    refuse_all_but_host(by, visit)
    refuse_too_many(visit.wishes.standing().count(), MOST_WISHES)
    wish = Wish(visit=visit)
    if "site" in facts:
        wish.site = facts["site"]
    return _kept(wish, visit, facts, "visit.wish_added", by)


@transaction.atomic
def edit_wish(wish: Wish, *, version: int, by: User | None, **facts: Unpack[WishFacts]) -> Wish:
    """Change a wish.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as :func:`add_wish`.
        ValidationError: a fact is missing or not valid.
    """
    wish, visit = _taken(wish, version, by)
    return _kept(wish, visit, facts, "visit.wish_edited", by)


@transaction.atomic
def withdraw_wish(wish: Wish, *, version: int, by: User | None, reason: str) -> Wish:
    """Take a wish back, with the reason; it stays to be read and can be put back.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_reason``.
    """
    wish, visit = _taken(wish, version, by)
    refuse_silence(reason)
    wish.withdrawn_at, wish.withdrawn_because = timezone.now(), reason.strip()
    wish.full_clean()
    wish.save()
    note_in_visit("visit.wish_withdrawn", wish, visit, by=by, why=reason.strip())
    return wish


@transaction.atomic
def restore_wish(wish: Wish, *, version: int, by: User | None) -> Wish:
    """Put a wish back that was taken back.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``too_many``.
    """
    wish, visit = _taken(wish, version, by)
    refuse_too_many(visit.wishes.standing().count(), MOST_WISHES)
    wish.withdrawn_at, wish.withdrawn_because = None, ""
    wish.save()
    note_in_visit("visit.wish_restored", wish, visit, by=by)
    return wish


def _taken(wish: Wish, version: int, by: User | None) -> tuple[Wish, Visit]:
    visit = held(wish.visit)
    refuse_all_but_host(by, visit)
    found = take_version(Wish.objects.all(), wish.pk, version)
    found.visit = visit
    return found, visit


def _kept(wish: Wish, visit: Visit, facts: Mapping[str, Any], what: str, by: User | None) -> Wish:
    many = {name: list(facts[name]) for name in MANY if name in facts}
    old = put(wish, {name: value for name, value in facts.items() if name not in MANY})
    _refuse_unfit(wish, visit, many)
    wish.full_clean()
    wish.save()
    changes = changes_of(wish, old)
    changed = _relate(wish, many)
    if old or changed:
        note_changed(wish, old, by)
        note_in_visit(what, wish, visit, by=by, changes=changes, also=changed)
    return wish


def _relate(wish: Wish, many: Mapping[str, list[Any]]) -> list[str]:
    """Set relations to many rows; give the names of those that changed."""
    changed = []
    for name, rows in many.items():
        relation = getattr(wish, name)
        wanted = {row.pk for row in rows}
        if wanted != set(relation.values_list("pk", flat=True)):
            relation.set(wanted)
            changed.append(name)
    return changed


def _refuse_unfit(wish: Wish, visit: Visit, many: Mapping[str, list[Any]]) -> None:
    _refuse_elsewhere(wish, visit, many)
    _refuse_hour(wish, visit)
    if wish.interpreting != InterpreterNeed.NONE and wish.interpreter_from == wish.interpreter_to:
        raise DomainError(
            _("Choose two different languages, or no interpreting."),
            code="same_language",
            field="interpreter_to",
        )
    if "after" in many:
        _refuse_circle(wish, many["after"])


def _refuse_elsewhere(wish: Wish, visit: Visit, many: Mapping[str, list[Any]]) -> None:
    if wish.site_id and wish.site.city_id != visit.host_id:
        raise DomainError(
            _("Choose a site of the city that hosts the visit."), code="elsewhere", field="site"
        )
    if wish.site_id and wish.site.closed_at is not None and wish.withdrawn_at is None:
        raise DomainError(
            _("This site is shown to guests no more. Choose another one, or show it again."),
            code="closed",
            field="site",
        )
    of_visit = [*many.get("subgroups", ()), *many.get("after", ())]
    of_visit += [row for row in (wish.interpreter, wish.wished_by) if row is not None]
    if any(row.visit_id != visit.pk for row in of_visit) or any(
        host.city_id != visit.host_id for host in many.get("hosts", ())
    ):
        raise DomainError(_("Choose only what belongs to this visit."), code="elsewhere")


def _refuse_hour(wish: Wish, visit: Visit) -> None:
    """Let a fixed hour lie in the visit, and come exactly once there."""
    if wish.fixed_on is None or wish.fixed_at is None:
        return
    if not visit.starts_on <= wish.fixed_on <= visit.ends_on:
        raise DomainError(
            _("This day is not within the visit. Choose one of its days."),
            code="outside",
            field="fixed_on",
        )
    refuse_clock_change(Clock(visit), wish.fixed_on, wish.fixed_at, "fixed_at")


def refuse_clock_change(clock: Clock, day: dt.date, at: dt.time, field: str) -> None:
    """Ask for another hour where clocks change: none is guessed.

    Raises:
        DomainError: ``no_such_hour`` or ``twice``, naming the form field.
    """
    comes = clock.comes(day, at)
    if comes is Comes.NEVER:
        raise DomainError(
            _("There is no such hour that night: the clocks go forward. Choose a later one."),
            code="no_such_hour",
            field=field,
        )
    if comes is Comes.TWICE:
        raise DomainError(
            _("This hour comes twice that night: the clocks go back. Choose another one."),
            code="twice",
            field=field,
        )


def _refuse_circle(wish: Wish, after: list[Wish]) -> None:
    """Let nothing come after itself, not even by a way round."""
    rows = Wish.after.through.objects.filter(from_wish__visit=wish.visit_id)
    later: dict[int, set[int]] = {}
    for one, earlier in rows.exclude(from_wish=wish.pk).values_list("from_wish", "to_wish"):
        later.setdefault(one, set()).add(earlier)
    reached: set[int] = set()
    ahead = [one.pk for one in after]
    while ahead:
        key = ahead.pop()
        if key == wish.pk:
            raise DomainError(
                _("These wishes would each have to come after the other. Leave one of them out."),
                code="circle",
                field="after",
            )
        if key not in reached:
            reached.add(key)
            ahead += later.get(key, ())

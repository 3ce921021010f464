"""A proposal of the planner becomes the programme."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.queries.runs import merged, stop_of
from pobratym.programmes.queries.stops import (
    BY_HAND,
    Standing,
    digest_of,
    standing_of,
    subgroups_of,
    to_plan,
)
from pobratym.programmes.services.holding import hold, is_told, leave, note, void_release
from pobratym.programmes.services.items import cancel_held
from pobratym.programmes.services.undoing import refuse_stale
from pobratym.programmes.states import Change, ItemKind, RunState
from pobratym.programmes.words import meal_title
from pobratym.visits.models.visits import Visit
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.problem import Stop
from pobratym.visits.queries.keys import read_break_key
from pobratym.visits.states import Meal


@transaction.atomic
def take_over(run: PlanRun, *, by: User | None) -> ProgrammeVersion:
    """Make a proposal the programme: what it has moves, what it has not goes or is cancelled.

    An item keeps its calendar entry where its wish stays. What was put in by hand, and what had
    begun when the proposal was asked for, is left alone. The proposal is checked once more.

    Raises:
        DomainError: as :func:`holding.hold`; ``not_done``, ``stale`` (somebody changed the
            programme since), ``outdated`` (wishes, sites or guests are others by now), ``broken``.
    """
    visit = hold(run.visit, by)
    run = PlanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != RunState.DONE:
        raise DomainError(_("There is no finished proposal to take over."), code="not_done")
    refuse_stale(visit, run.base_version)
    standing = standing_of(visit, items_for(visit, drafts=True))
    problem = to_plan(standing, keeps=run.keeps, now=run.asked_at)
    stops = [stop_of(one) for one in run.stops]
    if digest_of(problem) != run.inputs_hash:
        raise DomainError(
            _("Wishes, sites or guests have changed since. Ask for a new proposal."),
            code="outdated",
        )
    if broken(problem, stops):
        raise DomainError(
            _("This proposal breaks a rule as things stand. Ask for a new one."), code="broken"
        )
    _Taking(visit, run, standing).take(merged(stops))
    run.taken_at = timezone.now()
    run.save(update_fields=["taken_at"])
    left = leave(visit, Change.PLANNED, by=by)
    note("programme.planned", run, visit, by=by)
    return left


class _Taking:
    """Brings the items of a held visit to what a proposal says."""

    def __init__(self, visit: Visit, run: PlanRun, standing: Standing) -> None:
        self._visit, self._standing = visit, standing
        self._since = run.asked_at
        self._every = len(standing.problem.groups)
        ahead = Item.objects.filter(visit=visit, starts_at__gt=run.asked_at)
        self._free = self._by_key(ahead.order_by("cancelled_at", "starts_at", "pk"))
        self._wishes = {str(wish.pk): wish for wish in standing.ground.wishes}
        self._pauses = {str(pause.pk): pause for pause in standing.ground.pauses}

    def _by_key(self, items: Iterable[Item]) -> defaultdict[str, list[Item]]:
        """Give the items that a stop may take up again, standing ones first."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        by_row = {row.pk: key for key, rows in self._standing.items.items() for row in rows}
        for item in items:
            key = by_row.get(item.pk) or (str(item.wish_id) if item.wish_id else "")
            if key and not key.startswith(BY_HAND):
                found[key].append(item)
        for some in found.values():
            some.sort(key=lambda one: one.cancelled_at is not None)
        return found

    def take(self, stops: Sequence[Stop]) -> None:
        for stop in stops:
            if not stop.key.startswith(BY_HAND):
                self._put(self._taken_up(stop), stop)
        for item in [item for rest in self._free.values() for item in rest]:
            if item.cancelled_at is not None:
                continue
            if is_told(self._visit):
                item.version += 1
                cancel_held(item, "")
            else:
                item.delete()

    def _taken_up(self, stop: Stop) -> Item:
        """Give the item whose place a stop takes: of the same groups, else any, else a new one."""
        rest = self._free[stop.key]
        groups = subgroups_of(stop, self._every)
        same = [one for one in rest if sorted(g.pk for g in one.subgroups.all()) == groups]
        if not rest:
            return Item(visit=self._visit, version=0)
        item = (same or rest)[0]
        rest.remove(item)
        item.visit = self._visit
        return item

    def _put(self, item: Item, stop: Stop) -> None:
        before = _bearing(item) if item.pk else None
        is_new, was = item.pk is None, (item.title, item.site_id)
        self._say(item, stop)
        self._time(item, stop)
        item.locked = stop.locked and item.locked
        item.interpreter_id = int(stop.helper) if stop.helper else None
        groups = subgroups_of(stop, self._every)
        if is_new:
            item.version = 1
            item.full_clean()
            item.save()
            item.subgroups.set(groups)
            self._host(item, stop)
            return
        void_release(item, was)
        item.cancelled_at, item.cancelled_because = None, ""
        item.subgroups.set(groups)
        if _bearing(item) != before:
            item.sequence += 1
            item.version += 1
            item.full_clean()
            item.save()

    def _say(self, item: Item, stop: Stop) -> None:
        """Say what it is; what a person wrote on an item that stays is kept."""
        wish = self._wishes.get(stop.key)
        if wish is not None:
            if item.pk is None:
                item.kind, item.wish, item.title = ItemKind.VISIT, wish, wish.title
            item.site_id = wish.site_id
            return
        found = read_break_key(stop.key)
        pause = self._pauses[str(found[0])] if found else None
        if pause is not None and item.pk is None:
            item.kind = ItemKind.REST if pause.kind == Meal.REST else ItemKind.MEAL
            item.pause, item.title, item.site_id = pause, meal_title(pause.kind), pause.site_id

    def _time(self, item: Item, stop: Stop) -> None:
        clock = self._standing.ground.clock
        begin, end = clock.wall(stop.start), clock.wall(stop.end)
        item.day, item.starts, item.fold, item.ends = begin.day, begin.at, begin.fold, end.at
        item.starts_at, item.ends_at = clock.moment(stop.start), clock.moment(stop.end)

    def _host(self, item: Item, stop: Stop) -> None:
        if stop.key in self._wishes:
            hosts = self._standing.ground.hosts_of.get(self._wishes[stop.key].pk, [])
            item.hosts.set(hosts)


def _bearing(item: Item) -> tuple[object, ...]:
    groups = sorted(item.subgroups.values_list("pk", flat=True))
    return (
        item.starts_at, item.ends_at, item.site_id, item.interpreter_id, groups,
        item.cancelled_at is None,
    )  # fmt: skip

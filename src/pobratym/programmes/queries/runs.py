"""Proposals of the planner as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pobratym.accounts.http import Reader
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries.personal import items_for
from pobratym.programmes.queries.stops import BY_HAND, Standing, digest_of, standing_of, to_plan
from pobratym.programmes.queries.troubles import names_in
from pobratym.programmes.queries.versions import latest_number
from pobratym.visits.models.visits import Visit
from pobratym.visits.planning.problem import Stop
from pobratym.visits.planning.programme import Broken, Fault, Mistake, Rule
from pobratym.visits.queries.clock import Wall
from pobratym.visits.queries.naming import Naming
from pobratym.visits.telling_rules import sentence

_RUNS = 10


@dataclass(frozen=True, slots=True)
class Proposed:
    """One item of a proposal; ``how`` says what it does to what stands.

    ``how`` is ``new``, ``moved``, ``same`` or ``gone``; ``before`` is when it stands now.
    """

    title: str
    who: str
    begin: Wall
    end: Wall
    helper: str
    how: str
    before: Wall | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A wish that is not in a proposal: why, in sentences, or what takes its place."""

    title: str
    who: str
    reasons: Sequence[str]
    instead: str


@dataclass(frozen=True, slots=True)
class RunShown:
    """A proposal for its page.

    Attributes:
        run: the row.
        items: in order.
        gone: what stands now and is not in it.
        missing: wishes that are left out.
        conflict: rules that exclude one another, in sentences.
        faults: what is wrong with the wishes, in sentences.
        is_stale: programme, wishes or sites have changed since; it cannot be taken over.
        percent: the gap as a share of a hundred.
    """

    run: PlanRun
    items: Sequence[Proposed]
    gone: Sequence[Proposed]
    missing: Sequence[Missing]
    conflict: Sequence[str]
    faults: Sequence[str]
    is_stale: bool
    percent: float


def run_seen_by(reader: Reader, public_id: UUID) -> PlanRun | None:
    """Give a run of a visit that the reader's city hosts."""
    rows = PlanRun.objects.visible_to(reader).filter(public_id=public_id)
    return rows.select_related("visit__host", "visit__partnership").first()


def latest_of(visit: Visit) -> list[PlanRun]:
    """List the latest runs of a visit."""
    rows = PlanRun.objects.filter(visit=visit.pk).order_by("-asked_at", "-pk")
    return list(rows.select_related("asked_by").defer("stops", "left_out", "conflict")[:_RUNS])


def shown(run: PlanRun) -> RunShown:
    """Show a run that has ended."""
    standing = standing_of(run.visit, items_for(run.visit, drafts=True))
    naming = names_in(standing)
    stops = merged(stop_of(one) for one in run.stops)
    asked = to_plan(standing, keeps=run.keeps, now=run.asked_at)
    is_taken = run.taken_at is not None
    changed = latest_number(run.visit_id) != run.base_version
    return RunShown(
        run=run,
        items=[_proposed(stop, standing, naming) for stop in stops],
        gone=[] if is_taken else _gone(stops, run, standing, naming),
        missing=[_missing(one, naming) for one in run.left_out],
        conflict=[sentence(broken_of(one), naming) for one in run.conflict],
        faults=[sentence(fault_of(one), naming) for one in run.faults],
        is_stale=not is_taken and (changed or digest_of(asked) != run.inputs_hash),
        percent=round(run.gap * 100, 1),
    )


def _proposed(stop: Stop, standing: Standing, naming: Naming) -> Proposed:
    clock = standing.ground.clock
    now = [one for one in standing.stops if one.key == stop.key and one.groups & stop.groups]
    told = (stop.start, stop.end, stop.helper)
    same = now and all((one.start, one.end, one.helper) == told for one in now)
    return Proposed(
        title=_title(stop, naming),
        who=_who(stop, standing, naming),
        begin=clock.wall(stop.start),
        end=clock.wall(stop.end),
        helper=naming.name("helper", stop.helper) if stop.helper else "",
        how="same" if same else "moved" if now else "new",
        before=clock.wall(now[0].start) if now and not same else None,
        is_locked=stop.locked,
    )


def _title(stop: Stop, naming: Naming) -> str:
    return naming.name("break" if ":" in stop.key else "wish", stop.key)


def _who(stop: Stop, standing: Standing, naming: Naming) -> str:
    if len(stop.groups) == len(standing.problem.groups):
        return ""
    return naming.all("group", tuple(sorted(stop.groups)))


def _gone(
    stops: Sequence[Stop], run: PlanRun, standing: Standing, naming: Naming
) -> list[Proposed]:
    """Give what stands ahead and is not in a proposal; what is for other groups now has moved."""
    if not stops:
        return []
    since = standing.ground.clock.since_zero(run.asked_at)
    kept = {stop.key for stop in stops}
    clock = standing.ground.clock
    return [
        Proposed(
            _title(stop, naming),
            _who(stop, standing, naming),
            clock.wall(stop.start),
            clock.wall(stop.end),
            "",
            "gone",
        )
        for stop in standing.stops
        if stop.start > since and stop.key not in kept and not stop.key.startswith(BY_HAND)
    ]


def _missing(one: Mapping[str, Any], naming: Naming) -> Missing:
    reasons = [sentence(broken_of(reason), naming) for reason in one["reasons"]]
    return Missing(
        naming.name("wish", one["wish"]),
        naming.all("group", tuple(one["groups"])) if one["groups"] else "",
        list(dict.fromkeys(reasons)),
        ", ".join(naming.name("break" if ":" in key else "wish", key) for key in one["instead"]),
    )


def stop_of(data: Mapping[str, Any]) -> Stop:
    """Read a stop from JSON."""
    return Stop(
        data["key"],
        frozenset(data["groups"]),
        data["start"],
        data["end"],
        data["place"],
        data["helper"],
        data["locked"],
    )


def merged(stops: Iterable[Stop]) -> list[Stop]:
    """Make one item of a meal that several groups have at one time, wherever each of them is."""
    found: dict[object, Stop] = {}
    for number, stop in enumerate(stops):
        is_meal = ":" in stop.key
        mark = (stop.key, stop.start, stop.end) if is_meal else number
        if mark in found:
            stop = replace(found[mark], groups=found[mark].groups | stop.groups)  # noqa: PLW2901
        found[mark] = stop
    return list(found.values())


def broken_of(data: Mapping[str, Any]) -> Broken:
    """Read a rule from JSON."""
    return Broken(Rule(data["rule"]), _keys(data), data["facts"])


def fault_of(data: Mapping[str, Any]) -> Fault:
    """Read a mistake from JSON."""
    return Fault(Mistake(data["mistake"]), _keys(data), data["facts"])


def _keys(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(keys) for kind, keys in data["keys"].items()}

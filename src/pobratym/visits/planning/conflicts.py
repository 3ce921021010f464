"""What excludes what: a smallest set of rules found that cannot all be kept.

First what must be is narrowed to things that cannot be together (a deletion filter: whatever may
go while the rest stays impossible, goes: Chinneck and Dravnieks 1991). Then each rule about them
is lifted in turn; those without which all would fit are what is told. Every step is a problem of
the same kind, so nothing here knows how it is solved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pobratym.visits.planning.building import resume
from pobratym.visits.planning.checker import broken
from pobratym.visits.planning.improving import Search
from pobratym.visits.planning.lifting import lifts
from pobratym.visits.planning.model import Model
from pobratym.visits.planning.obstacles import obstacles
from pobratym.visits.planning.problem import Break, Need, Problem, Stop, Wish
from pobratym.visits.planning.programme import Broken, Rule
from pobratym.visits.planning.proving import Prover, arcs_of
from pobratym.visits.planning.state import begun

_STEPS = 15
_EFFORT = 0.25
_MOST = 60
_LARGEST = 250_000
"""Arcs; beyond them laying a problem out takes minutes and gigabytes, and nothing can stop it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What must be, or some of it."""

    wishes: tuple[Wish, ...]
    breaks: tuple[Break, ...]
    locked: tuple[Stop, ...]

    def __len__(self) -> int:
        return len(self.wishes) + len(self.breaks) + len(self.locked)

    def without(self, low: int, high: int) -> "_Part":
        """Leave out the things from one number up to another."""
        numbered = [*self.breaks, *self.locked, *self.wishes]
        kept = numbered[:low] + numbered[high:]
        return _Part(
            tuple(one for one in kept if isinstance(one, Wish)),
            tuple(one for one in kept if isinstance(one, Break)),
            tuple(one for one in kept if isinstance(one, Stop)),
        )

    def problem(self, whole: Problem) -> Problem:
        """Give the problem that only has these."""
        held = {one.key for one in self.locked}
        kept = {one.key for one in self.wishes}
        wishes = [one for one in whole.wishes if one.key in held | kept]
        keys = {one.key for one in wishes}
        return replace(
            whole,
            wishes=tuple(
                replace(
                    one,
                    need=Need.MUST if one.key in kept else Need.COULD,
                    after=one.after & keys,
                )
                for one in wishes
            ),
            breaks=tuple(one for one in whole.breaks if one in self.breaks or one.key in held),
            locked=self.locked,
            before=(),
        )


class Conflicts:
    """Looks for what excludes what, with an effort that is the same on every machine."""

    def __init__(
        self,
        problem: Problem,
        stop: Callable[[], bool] | None = None,
        *,
        effort: float = _EFFORT,
        most: int = _MOST,
    ) -> None:
        self.problem, self.stop = problem, stop
        self.effort, self.most = effort, most
        self.asked = 0

    def find(self, more: Sequence[Wish] = ()) -> tuple[Broken, ...]:
        """Give a smallest set found of rules that exclude one another; nothing if none was proved.

        Args:
            more: wishes that must be as well.
        """
        extra = {one.key for one in more}
        wishes = [one for one in self.problem.wishes if one.need is Need.MUST or one.key in extra]
        for wish in wishes:
            if found := obstacles(self.problem, wish):
                musts = (Broken(Rule.MUST, {"wish": (wish.key,), "group": wish.groups}),)
                return found if wish.key in extra else musts + found
        if found := self._locked():
            return found
        part = _Part(tuple(wishes), self.problem.breaks, self.problem.locked)
        if self.possible(part.problem(self.problem)):
            return ()
        part = self._narrowed(part)
        return self._told(part, part.problem(self.problem))

    def _locked(self) -> tuple[Broken, ...]:
        """Give what locked items break by themselves."""
        lacking = {Rule.MUST, Rule.DAY, Rule.TRAVEL}
        return tuple(
            one
            for one in broken(self.problem, self.problem.locked)
            if one.rule not in lacking
            and (one.rule is not Rule.BREAK or one.facts)
            and (one.rule is not Rule.HELPER or "helper" in one.keys)
        )

    def possible(self, problem: Problem) -> bool:
        """Tell whether a problem has a programme; yes where that is not known."""
        self.asked += 1
        if self.asked > self.most or (self.stop is not None and self.stop()):
            return True
        model = Model(problem)
        state = begun(model)
        if state is not None:
            resume(state, problem.before)
            search = Search(model, state, 0)
            for step in range(_STEPS):
                if not search.best.absent():
                    return True
                search.step(step / _STEPS)
            if not search.best.absent():
                return True
        if arcs_of(model) > _LARGEST:
            return True
        return not Prover(model).solve(effort=self.effort, stop=self.stop).impossible

    def _narrowed(self, part: _Part) -> _Part:
        """Leave out whatever may go while the rest stays impossible, many things at a time."""
        size = max(1, len(part) // 2)
        while True:
            low = 0
            while low < len(part):
                smaller = part.without(low, low + size)
                if len(smaller) < len(part) and not self.possible(smaller.problem(self.problem)):
                    part = smaller
                else:
                    low += size
            if size == 1:
                return part
            size //= 2

    def _told(self, part: _Part, problem: Problem) -> tuple[Broken, ...]:
        """Give the rules that a part needs to be impossible."""
        needed: list[Broken] = []
        for lift in lifts(problem) if problem.days else ():
            lifted = lift.problem(problem)
            if lifted == problem or (
                lift.unless and any(one.rule in lift.unless for one in needed)
            ):
                continue
            if self.possible(lifted):
                needed += lift.told(problem)
            else:
                problem = lifted
        things = [
            Broken(Rule.MUST, {"wish": (one.key,), "group": one.groups}) for one in part.wishes
        ]
        things += [
            Broken(
                Rule.BREAK,
                {"break": (one.key,), "group": tuple(sorted(one.groups))},
                {"start": one.window.start, "end": one.window.end, "needed": one.minutes},
            )
            for one in part.breaks
        ]
        things += [
            Broken(
                Rule.FIXED,
                {"wish": (one.key,), "group": tuple(sorted(one.groups))},
                {"start": one.start, "end": one.end},
            )
            for one in part.locked
        ]
        return (*things, *needed)

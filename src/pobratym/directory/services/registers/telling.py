"""Tells what is wrong with a file: every kind of trouble, but no flood of one kind."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext, ngettext

from pobratym.core.cells import safe_cell
from pobratym.core.filters import number
from pobratym.directory.registers.problems import Problem
from pobratym.directory.services.registers.wording import place_of, reason_of, sentence

MOST_OF_ONE_KIND = 20

Say = Callable[[str, bool], None]
"""Hears a sentence, and whether it is only a note."""


class Telling:
    """Tells the problems of one file as they are found, of each kind the first few.

    Rows that hang on one missing unit are one trouble: it is told once, with their number.
    """

    def __init__(self, file_name: str, say: Say, *, tell_all: bool) -> None:
        """Begin.

        Args:
            file_name: of the file they are in.
            say: hears each sentence.
            tell_all: whether every problem is told.
        """
        self._file, self._say, self._tell_all = file_name, say, tell_all
        self._found: Counter[str] = Counter()
        self._last: dict[str, Problem] = {}
        self._causes: dict[str | int, Problem] = {}
        self._hanging: Counter[str | int] = Counter()

    def hear(self, problem: Problem) -> None:
        """Hear of one problem."""
        root = problem.facts.get("root")
        if self._tell_all or root is None:
            self._tell(problem)
        else:
            self._causes.setdefault(root, problem)
            self._hanging[root] += 1

    def finish(self) -> None:
        """Tell what was held back: the causes, and how many more there are of each kind."""
        causes = list(self._causes.items())
        for root, problem in causes[:MOST_OF_ONE_KIND]:
            self._say(self._with_hanging(problem, self._hanging[root]), problem.is_note)
        untold = sum(self._hanging[root] for root, _problem in causes[MOST_OF_ONE_KIND:])
        if untold:
            self._say(self._more(causes[MOST_OF_ONE_KIND - 1][1], untold), False)
        for reason, count in self._found.items():
            if count > MOST_OF_ONE_KIND:
                problem = self._last[reason]
                self._say(self._more(problem, count - MOST_OF_ONE_KIND), problem.is_note)

    def _tell(self, problem: Problem) -> None:
        self._found[problem.reason] += not self._tell_all
        if self._found[problem.reason] <= MOST_OF_ONE_KIND:
            self._last[problem.reason] = problem
            self._say(sentence(self._file, problem), problem.is_note)

    def _with_hanging(self, problem: Problem, count: int) -> str:
        said = sentence(self._file, problem)
        if count == 1:
            return said
        hanging = ngettext(
            "%(count)s row hangs on this.", "%(count)s rows hang on this.", count
        ) % {"count": number(count)}
        return f"{said} {hanging}"

    def _more(self, like: Problem, count: int) -> str:
        words = ngettext(
            "%(file)s: and %(count)s more row of this kind, as %(place)s; --all-problems shows "
            "every one.",
            "%(file)s: and %(count)s more rows of this kind, as %(place)s; --all-problems shows "
            "every one.",
            count,
        )
        return words % {"file": self._file, "count": number(count), "place": place_of(like)}


def write_report(path: Path, problems: Iterable[tuple[str, Problem]]) -> None:
    """Write problems as a table that any spreadsheet program opens.

    Args:
        path: of the CSV; what stands there is written over.
        problems: each with the name of its file.

    Raises:
        OSError: it cannot be written there.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([gettext("file"), gettext("line"), gettext("code"), gettext("reason")])
        for name, problem in problems:
            cells = (name, str(problem.line), problem.code, reason_of(problem))
            table.writerow(map(safe_cell, cells))


_STEPS = {"read": 60, "compared": 65, "territories": 75, "municipalities": 98, "recorded": 100}
"""Where a loading stands, in percent, when each step is done."""


def percent_of(step: str, done: int, of: int) -> int:
    """Say in percent how far a loading is; takes what `loading.Progress` hears."""
    until = _STEPS[step]
    begun = max((place for place in (0, *_STEPS.values()) if place < until), default=0)
    return begun + (until - begun) * min(done, of) // of if of else begun

"""Loads an official register or a statistic: looks first, changes all or nothing."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.models.territories import Source as SourceOfFact
from pobratym.directory.registers.problems import Problem, RefusedFileError, Report
from pobratym.directory.registers.recognising import TERRITORIES, AnyRow, Register, recognise
from pobratym.directory.registers.sources import Source, opened
from pobratym.directory.services.registers import figures, municipalities, staging, territories
from pobratym.directory.services.registers.territories import Change
from pobratym.directory.services.registers.wording import refusal
from pobratym.directory.states import Scheme
from pobratym.journal.services import record

Family = Literal["territories", "statistics"]
Progress = Callable[[str, int, int], None]
"""Hears the step (``read``, ``compared``, ``territories``, ``municipalities``, ``recorded``), how
far it is, and how far it goes (0 where that is not known)."""

_LARGEST_SHARE_TO_END = 0.05
_FEW = 20
_SHOWN_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for.

    Attributes:
        family: which kind of file is expected.
        on: the day the file is true of, where it does not say so itself.
        source: who published it, where the file does not show that.
        dry_run: look only.
        older_edition: take an edition older than the one in force.
        skip_bad_rows: load the good rows although there are bad ones.
        accept_endings: let a large part of the register end.
    """

    family: Family
    on: dt.date | None = None
    source: str = ""
    dry_run: bool = False
    older_edition: bool = False
    skip_bad_rows: bool = False
    accept_endings: bool = False


@dataclass(slots=True)
class Outcome:
    """What a loading did, or would do.

    Attributes:
        scheme: which register or statistic.
        dated_on: the day it is true of; none where it has no day.
        form: ``csv``, ``xml``, ``json``, ``xlsx`` or ``xls``.
        encoding: of a text file; empty unless it was concluded from the letters.
        rows: good rows.
        bad: rows left out.
        notes: things told that stop nothing.
        counts: rows ``added``, ``changed``, ``ended``, ``unchanged``.
        changes: the first changes and endings, in order.
        applied: whether anything was written.
        refusal: why a trial run would be refused, were it real; else nothing.
    """

    scheme: str
    dated_on: dt.date | None
    form: str
    encoding: str
    rows: int = 0
    bad: int = 0
    notes: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    applied: bool = False
    refusal: DomainError | None = None

    @property
    def differs(self) -> bool:
        """Whether the file says anything new."""
        return any(self.counts.get(kind) for kind in ("added", "changed", "ended"))

    def notices(self) -> list[str]:
        """Say what else there is to tell of this kind of register."""
        return []


def _quiet(step: str, done: int, of: int) -> None:
    """Hear nothing."""


def import_register(
    path: Path, choices: Choices, *, report: Report, progress: Progress = _quiet
) -> Outcome:
    """Load one official file: everything in it, or nothing.

    The rows are read as a stream into a temporary table; the database finds doubles, orphans and
    what differs from the edition in force. So far nobody has to wait. Then, in one transaction, it
    compares anew, the differences are written, municipalities follow and one line goes into the
    journal. The same file again changes nothing.

    Args:
        path: the file, packed or not.
        choices: what the person asked for.
        report: hears of every bad row, and of what was mended, as it is found.
        progress: hears how far it is.

    Raises:
        DomainError: the file as a whole cannot be read (`wording.REFUSALS`); or ``other_family``,
            ``no_date``, ``other_date``, ``future``, ``no_source``, ``no_territories``,
            ``older_edition``, ``busy``; or ``many_would_end``, ``bad_rows``, which a trial run
            leaves to `Outcome.refusal`, since it goes on looking.
    """
    today = timezone.localdate()
    try:
        with opened(path) as source:
            register = recognise(source)
            loading = _Loading(path, source, register, choices, report, progress)
            loading.run(today)
    except RefusedFileError as error:
        raise DomainError(refusal(path.name, error), code=error.reason) from error
    return loading.outcome


class _Loading:
    """One file on its way in."""

    def __init__(  # noqa: PLR0913, PLR0917 - gathers what import_register was given
        self,
        path: Path,
        source: Source,
        register: Register,
        choices: Choices,
        report: Report,
        progress: Progress,
    ) -> None:
        self.path, self.source, self.register = path, source, register
        self.choices, self._report, self.progress = choices, report, progress
        concluded = source.encoding if source.encoding_concluded else ""
        self.outcome = Outcome(register.scheme, None, source.form, concluded)

    def run(self, today: dt.date) -> None:
        is_territorial = self.register.scheme in TERRITORIES
        self._check_family(is_territorial=is_territorial)
        on = self.outcome.dated_on = self._day(today)
        if is_territorial:
            self._check_age(on)
            self._load_territories(Scheme(self.register.scheme), on)
        else:
            self._load_figures(on)

    def _check_family(self, *, is_territorial: bool) -> None:
        if is_territorial == (self.choices.family == "territories"):
            return
        given = {"file": self.path.name}
        if is_territorial:
            message = _("%(file)s is a register of territories. Load it with: import territories")
        else:
            message = _("%(file)s holds statistics. Load it with: import statistics")
        raise DomainError(str(message) % given, code="other_family")

    def _day(self, today: dt.date) -> dt.date:
        own, given = self.register.dated_on, self.choices.on
        if own and given and own != given:
            message = _("%(file)s says itself that it is of %(own)s. Leave out --on.")
            raise DomainError(
                str(message) % {"file": self.path.name, "own": day(own)}, code="other_date"
            )
        on = own or given
        if on is None:
            raise DomainError(self._asking_for_day(), code="no_date")
        if on > today:
            message = _("%(file)s is of %(day)s, a day to come. Check the file or the date given.")
            facts = {"file": self.path.name, "day": day(on)}
            raise DomainError(str(message) % facts, code="future")
        return on

    def _asking_for_day(self) -> str:
        if self.register.scheme == Scheme.KATOTTG:  # the only one whose file name is asked
            message = _(
                "Neither the content nor the name of %(file)s says which day it is true of. Say it "
                "with --on 2026-01-31."
            )
        else:
            message = _(
                "%(file)s does not say which day it is true of. Say it with --on 2026-01-31."
            )
        return str(message) % {"file": self.path.name}

    def _check_age(self, on: dt.date) -> None:
        newest = _newest(self.register.scheme)
        if newest and on < newest.dated_on and not self.choices.older_edition:
            message = _(
                "%(file)s is of %(day)s, older than the edition in force (%(newest)s). To go back "
                "to it all the same, add --older-edition."
            )
            facts = {
                "file": self.path.name,
                "day": day(on),
                "newest": day(newest.dated_on),
            }
            raise DomainError(str(message) % facts, code="older_edition")

    def _listen(self, problem: Problem) -> None:
        if problem.is_note:
            self.outcome.notes += 1
        else:
            self.outcome.bad += 1
        self._report(problem._replace(counted=self.source.counted))

    def _rows(self, on: dt.date) -> Iterator[AnyRow]:
        for count, row in enumerate(self.register.rows(self._listen, on), start=1):
            yield row
            if not count % 500:
                self.progress("read", row[0], self.source.lines)
        self.progress("read", self.source.lines, self.source.lines)

    def _check_bad_rows(self) -> None:
        bad = self.outcome.bad
        if not bad or self.choices.skip_bad_rows:
            return
        if self.choices.dry_run:
            message = ngettext(
                "%(file)s has %(count)d bad row; nothing would be changed. Correct the file, or "
                "load the good rows with --skip-bad-rows.",
                "%(file)s has %(count)d bad rows; nothing would be changed. Correct the file, or "
                "load the good rows with --skip-bad-rows.",
                bad,
            )
        else:
            message = ngettext(
                "%(file)s has %(count)d bad row; nothing was changed. Correct the file, or load "
                "the good rows with --skip-bad-rows.",
                "%(file)s has %(count)d bad rows; nothing was changed. Correct the file, or load "
                "the good rows with --skip-bad-rows.",
                bad,
            )
        facts = {"file": self.path.name, "count": bad}
        self._refuse(DomainError(message % facts, code="bad_rows"))

    def _refuse(self, refusal: DomainError) -> None:
        """Stop here; a trial run keeps the refusal and goes on looking."""
        if not self.choices.dry_run:
            raise refusal
        self.outcome.refusal = refusal

    def _load_territories(self, scheme: Scheme, on: dt.date) -> None:
        with staging.staged(territories.TABLE):
            with staging.looking():
                rows = self._rows(on)
                self.outcome.rows = staging.fill_staged(territories.TABLE, rows, *territories.KEYS)
                territories.drop_doubles(self._listen)
                territories.drop_orphans(self._listen)
                self._check_bad_rows()
                self._compare_territories(scheme, on)
                self.progress("compared", 1, 1)
            if self._is_news(on):
                with staging.writing():
                    self._apply_territories(scheme, on)

    def _compare_territories(self, scheme: Scheme, on: dt.date) -> None:
        self._check_age(on)
        counts = self.outcome.counts = territories.compare(scheme)
        if self.outcome.bad:  # a row left out is not a unit abolished
            counts["ended"] = 0
        self._note_changes(territories.changes(scheme))
        self._check_endings(scheme)

    def _apply_territories(self, scheme: Scheme, on: dt.date) -> None:
        """Compare anew, since others may have written meanwhile, and write what differs."""
        self._compare_territories(scheme, on)
        if not self._is_news(on):
            return
        edition = self._edition(on)
        territories.apply(scheme, edition.pk, on, may_end=not self.outcome.bad)
        self.progress("territories", 1, 1)
        municipalities.keep_up(scheme, on, self._tick)
        self._finish(edition)

    def _load_figures(self, on: dt.date) -> None:
        if not figures.is_ready():
            message = _("There are no municipalities yet. Load TERC or KATOTTG first.")
            raise DomainError(message, code="no_territories")
        name = self._source_name()
        with staging.staged(figures.TABLE):
            with staging.looking():
                rows = figures.resolved(self._rows(on), self._listen)
                self.outcome.rows = staging.fill_staged(figures.TABLE, rows, *figures.KEYS)
                figures.drop_doubles(self._listen)
                self._check_bad_rows()
                self._compare_figures(name)
                self.progress("compared", 1, 1)
            if self._is_news(on):
                with staging.writing():
                    self._apply_figures(name, on)

    def _compare_figures(self, name: str) -> None:
        self.outcome.counts = figures.compare(name)
        self._note_changes(figures.changes())

    def _apply_figures(self, name: str, on: dt.date) -> None:
        """Compare anew, since others may have written meanwhile, and write what differs."""
        self._compare_figures(name)
        if not self._is_news(on):
            return
        edition = self._edition(on)
        said, _made = SourceOfFact.objects.get_or_create(name=name, url="", dated_on=on)
        if figures.apply(said):
            municipalities.keep_up(Scheme.KATOTTG, on, self._tick)
        self._finish(edition)

    def _source_name(self) -> str:
        name = (self.choices.source or self.register.source).strip()[:200]
        if not name:
            message = _("%(file)s does not show who published it. Say it with --source.")
            raise DomainError(str(message) % {"file": self.path.name}, code="no_source")
        return name

    def _note_changes(self, changes: Iterator[Change]) -> None:
        kept = itertools.islice(changes, _SHOWN_CHANGES)
        self.outcome.changes = [change for change in kept if self.outcome.counts[change.kind]]

    def _check_endings(self, scheme: Scheme) -> None:
        ended = self.outcome.counts["ended"]
        limit = max(_FEW, int(territories.live_count(scheme) * _LARGEST_SHARE_TO_END))
        if ended > limit and not self.choices.accept_endings:
            message = ngettext(
                "%(file)s lacks %(count)d unit of the edition in force, as if the file were cut "
                "short, and is refused. If they were really abolished, add --accept-endings.",
                "%(file)s lacks %(count)d units of the edition in force, as if the file were cut "
                "short, and is refused. If they were really abolished, add --accept-endings.",
                ended,
            )
            facts = {"file": self.path.name, "count": ended}
            self._refuse(DomainError(message % facts, code="many_would_end"))

    def _is_news(self, on: dt.date) -> bool:
        if self.choices.dry_run:
            return False
        newest = _newest(self.register.scheme)
        is_newer = newest is None or newest.dated_on < on
        return self.outcome.differs or is_newer

    def _edition(self, on: dt.date) -> RegisterEdition:
        return RegisterEdition.objects.create(
            scheme=self.register.scheme,
            dated_on=on,
            file_name=self.path.name[:200],
            sha256=_digest(self.path),
            rows=self.outcome.rows,
            **self.outcome.counts,
        )

    def _tick(self, count: int) -> None:
        self.progress("municipalities", count, 0)

    def _finish(self, edition: RegisterEdition) -> None:
        record(
            "register.loaded",
            edition,
            by=None,
            scheme=edition.scheme,
            dated_on=edition.dated_on.isoformat(),
            file=edition.file_name,
            left_out=self.outcome.bad,
            counts=self.outcome.counts,
        )
        self.outcome.applied = True
        self.progress("recorded", 1, 1)


def _newest(scheme: str) -> RegisterEdition | None:
    return RegisterEdition.objects.filter(scheme=scheme).order_by("-dated_on", "-pk").first()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Loads a register of institutions: looks first, changes all or nothing."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.filters import day, number
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.models.territories import Source as SourceOfFact
from pobratym.directory.registers.problems import Problem, RefusedFileError, Report
from pobratym.directory.registers.rows import Row
from pobratym.directory.registers.sources import Source, opened
from pobratym.directory.services.registers import staging
from pobratym.directory.services.registers.loading import Progress
from pobratym.directory.services.registers.wording import refusal
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.institutions.registers.recognising import Recognised, recognise
from pobratym.institutions.services.registers import applying, staged
from pobratym.institutions.services.registers.asked import Choices, Outcome, OwnList
from pobratym.institutions.services.registers.gazetteer import gazetteer
from pobratym.institutions.services.registers.joining import join_known
from pobratym.institutions.states import Register
from pobratym.journal.services import record
from pobratym.search.services.indexing import changed_many

_LARGEST_SHARE_TO_END = 0.1
_FEW = 20
_SHOWN = 200
_SCHEME_SIGNS = 20
_MOST_UNPACKED, _MOST_ROWS, _MOST_CELLS = 8 << 20, 20_000, 100
"""What a city's own list may have at most: bytes when unpacked, rows, cells in a row."""


def _few(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows of a city's own list; a page waits for them, so there are not many.

    Raises:
        RefusedFileError: ``too_many_rows``.
    """
    for count, row in enumerate(rows):
        if count > _MOST_ROWS or len(row[1]) > _MOST_CELLS:
            raise RefusedFileError("too_many_rows", most=number(_MOST_ROWS), cells=_MOST_CELLS)
        yield row


def _quiet(step: str, done: int, of: int) -> None:
    """Hear nothing."""


def import_institutions(
    path: Path,
    choices: Choices,
    *,
    report: Report,
    progress: Progress = _quiet,
    own: OwnList | None = None,
) -> Outcome:
    """Load one register of institutions: everything in it that has a place, or nothing.

    The rows are read as a stream into a temporary table, each with the municipality it lies in;
    the database finds doubles and what differs from what is listed. Then, in one transaction, it
    compares anew, the differences are written and one line goes into the journal. The same file
    again changes nothing. Rows whose place cannot be told are reported and left out.

    Args:
        path: the file, packed or not.
        choices: what the person asked for.
        report: hears of every bad row and of every row without a place, as it is found.
        progress: hears how far it is.
        own: whose own list it is; None for a published register.

    Raises:
        DomainError: the file as a whole cannot be read; or ``not_own_list``, ``no_date``,
            ``other_date``, ``future``, ``no_territories``, ``no_places``, ``no_rows``,
            ``older_edition``, ``busy``, ``not_your_city``; or ``many_would_end``, ``bad_rows``,
            which a trial run leaves to `Outcome.refusal`, since it goes on looking.
    """
    try:
        with opened(path, _MOST_UNPACKED if own else None) as source:
            if own:
                source.tables = map(_few, source.tables)
            recognised = recognise(source)
            loading = _Loading(path, source, recognised, choices, report, progress, own)
            loading.run(timezone.localdate())
    except RefusedFileError as error:
        raise DomainError(refusal(path.name, error), code=error.reason) from error
    return loading.outcome


class _Loading:
    """One file on its way in."""

    def __init__(  # noqa: PLR0913, PLR0917 - gathers what import_institutions was given
        self,
        path: Path,
        source: Source,
        recognised: Recognised,
        choices: Choices,
        report: Report,
        progress: Progress,
        own: OwnList | None,
    ) -> None:
        self.path, self.source, self.recognised = path, source, recognised
        self.choices, self._report, self.progress, self.own = choices, report, progress, own
        self.register = recognised.register
        concluded = source.encoding if source.encoding_concluded else ""
        self.outcome = Outcome(self.register.value, None, source.form, concluded)

    def run(self, today: dt.date) -> None:
        if self.own and self.register != Register.OWN_LIST:
            message = _("This is a published register. Your administrator loads it for all cities.")
            raise DomainError(message, code="not_own_list")
        on = self.outcome.dated_on = self._day(today)
        if not Municipality.objects.filter(ended_on=None).exists():
            message = _("There are no municipalities yet. Load TERC or KATOTTG first.")
            raise DomainError(message, code="no_territories")
        known = gazetteer()
        with staging.staged(staged.TABLE):
            with staging.looking():
                self._stage(known)
                self._check_places()
                self._check_bad_rows()
                self._compare(on)
                self.progress("compared", 1, 1)
            if self._is_news(on):
                with staging.writing():
                    self._apply(on)

    def _day(self, today: dt.date) -> dt.date:
        own, given = self.recognised.dated_on, self.choices.on
        if own and given and own != given:
            message = _("%(file)s says itself that it is of %(own)s. Leave out --on.")
            facts = {"file": self.path.name, "own": day(own)}
            raise DomainError(str(message) % facts, code="other_date")
        on = own or given or (today if self.register == Register.OWN_LIST else None)
        if on is None:
            message = _(
                "Neither the content nor the name of %(file)s says which day it is true of. Say it "
                "with --on 2026-01-31."
            )
            raise DomainError(str(message) % {"file": self.path.name}, code="no_date")
        if on > today:
            message = _("%(file)s is of %(day)s, a day to come. Check the file or the date given.")
            facts = {"file": self.path.name, "day": day(on)}
            raise DomainError(str(message) % facts, code="future")
        return on

    def _listen(self, problem: Problem) -> None:
        if problem.is_note:
            self.outcome.notes += 1
        else:
            self.outcome.bad += 1
        self._report(problem._replace(counted=self.source.counted))

    def _stage(self, known: Any) -> None:  # noqa: ANN401 - a Gazetteer
        placed = staged.Placed(known, self.register, self._listen)
        city = self.own.city if self.own else None
        rows = self.recognised.rows(self._listen, "PL" if city and city.country == "PL" else "UA")
        if city is None:
            rows = self.recognised.rows(self._listen)
        counted = self._counted(placed.staged(rows, city.pk if city else None))
        staging.fill_staged(staged.TABLE, counted, *staged.KEYS)
        if self.register in staged.SHARING_NUMBERS:
            staged.part_numbers()
        staged.drop_doubles(self.register, self._listen)
        self.outcome.rows, self.outcome.placed = placed.rows, placed.placed
        self.outcome.left = placed.left

    def _counted(self, rows: Any) -> Any:  # noqa: ANN401 - a stream of tuples, passed through
        for count, row in enumerate(rows, start=1):
            yield row
            if not count % 500:
                self.progress("read", row[0], self.source.lines)
        self.progress("read", self.source.lines, self.source.lines)

    def _check_places(self) -> None:
        """Refuse a file of which no row has a place: other columns, or no territories loaded."""
        if not self.outcome.rows and not self.outcome.bad:
            message = _("%(file)s has column names only and no institution. Fill it in first.")
            raise DomainError(str(message) % {"file": self.path.name}, code="no_rows")
        if self.outcome.rows and not self.outcome.placed:
            message = _(
                "%(file)s: none of its places is in the record. Load the territories of its "
                "country first (TERC, KATOTTG), or look whether two columns are swapped."
            )
            raise DomainError(str(message) % {"file": self.path.name}, code="no_places")

    def _check_bad_rows(self) -> None:
        bad = self.outcome.bad
        if not bad or self.choices.skip_bad_rows:
            return
        message = ngettext(
            "%(file)s has %(count)d bad row; nothing was changed. Correct the file, or load "
            "the good rows with --skip-bad-rows.",
            "%(file)s has %(count)d bad rows; nothing was changed. Correct the file, or load "
            "the good rows with --skip-bad-rows.",
            bad,
        )
        self._refuse(DomainError(message % {"file": self.path.name, "count": bad}, code="bad_rows"))

    def _refuse(self, refused: DomainError) -> None:
        """Stop here; a trial run keeps the refusal and goes on looking."""
        if not self.choices.dry_run:
            raise refused
        self.outcome.refusal = self.outcome.refusal or refused

    def _compare(self, on: dt.date) -> None:
        self._check_age(on)
        counts = self.outcome.counts = staged.compare(self.register)
        if not self._may_end():
            counts["ended"] = 0
        join_known(self.register)
        self.outcome.joined = staged.joined_count()
        kept = itertools.islice(staged.changes(self.register), _SHOWN)
        self.outcome.changes = [change for change in kept if counts[change.kind]]
        self.outcome.new = staged.new_ones(_SHOWN)
        self._check_endings()

    def _may_end(self) -> bool:
        """A row left out is not an institution gone."""
        return self.choices.is_complete and not self.outcome.bad

    def _scheme(self) -> str:
        """Name the edition: of a list that regions publish for themselves with its region."""
        regions = staged.regions() if self.register in staged.REGIONAL else []
        if len(regions) == 1:
            return f"{self.register.value}:{regions[0]}"[:_SCHEME_SIGNS]
        return self.register.value

    def _check_age(self, on: dt.date) -> None:
        newest = self._newest()
        if newest and on < newest.dated_on and not self.choices.older_edition:
            message = _(
                "%(file)s is of %(day)s, older than the edition in force (%(newest)s). To go back "
                "to it all the same, add --older-edition."
            )
            facts = {"file": self.path.name, "day": day(on), "newest": day(newest.dated_on)}
            raise DomainError(str(message) % facts, code="older_edition")

    def _newest(self) -> RegisterEdition | None:
        editions = RegisterEdition.objects.filter(scheme=self._scheme())
        return editions.order_by("-dated_on", "-pk").first()

    def _check_endings(self) -> None:
        ended = self.outcome.counts["ended"]
        limit = max(_FEW, int(staged.live_count(self.register) * _LARGEST_SHARE_TO_END))
        if ended > limit and not self.choices.accept_endings:
            message = ngettext(
                "%(file)s lacks %(count)d institution of the edition in force, as if the file were "
                "cut short, and is refused. If it is really gone, add --accept-endings.",
                "%(file)s lacks %(count)d institutions of the edition in force, as if the file "
                "were cut short, and is refused. If they are really gone, add --accept-endings.",
                ended,
            )
            facts = {"file": self.path.name, "count": ended}
            self._refuse(DomainError(message % facts, code="many_would_end"))

    def _is_news(self, on: dt.date) -> bool:
        if self.choices.dry_run:
            return False
        newest = self._newest()
        is_newer = newest is None or (newest.dated_on < on and self.own is None)
        return self.outcome.differs or is_newer

    def _apply(self, on: dt.date) -> None:
        """Compare anew, since others may have written meanwhile, and write what differs."""
        if self.own:
            held = hold_city(self.own.city)
            refuse_outsider(self.own.by, held.pk)
        self._compare(on)
        if not self._is_news(on):
            return
        edition = self._edition(on)
        name = self.choices.source or self.recognised.source or self._publisher()
        said, _made = SourceOfFact.objects.get_or_create(name=name[:200], url="", dated_on=on)
        touched = applying.apply(
            applying.Loading(
                self.register, edition, said, on, self.own.by if self.own else None,
                self._may_end(), self._tick,
            )
        )  # fmt: skip
        self._finish(edition)
        changed_many("directory.institution", touched)

    def _publisher(self) -> str:
        """Name the city whose list it is, else the file."""
        return str(self.own.city.name) if self.own else self.path.name

    def _edition(self, on: dt.date) -> RegisterEdition:
        counts = self.outcome.counts
        return RegisterEdition.objects.create(
            scheme=self._scheme(),
            dated_on=on,
            file_name=self.path.name[:200],
            sha256=_digest(self.path),
            rows=self.outcome.rows,
            **{kind: counts[kind] for kind in ("added", "changed", "ended", "unchanged")},
        )

    def _tick(self, count: int) -> None:
        self.progress("municipalities", count, 0)

    def _finish(self, edition: RegisterEdition) -> None:
        record(
            "institution.list_loaded" if self.own else "register.loaded",
            edition,
            by=self.own.by if self.own else None,
            city=self.own.city.code if self.own else "",
            scheme=edition.scheme,
            dated_on=edition.dated_on.isoformat(),
            file=edition.file_name,
            left_out=self.outcome.bad + self.outcome.counts["left_out"],
            counts=self.outcome.counts,
        )
        self.outcome.applied = True
        self.progress("recorded", 1, 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

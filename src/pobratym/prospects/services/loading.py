"""Loads published figures and lists of partner cities: everything in a file, or nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import KnownPartnership
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.registers.codes import identity
from pobratym.directory.registers.problems import Problem, RefusedFileError, Report
from pobratym.directory.registers.sources import opened
from pobratym.directory.services.registers import staging
from pobratym.directory.services.registers.wording import refusal
from pobratym.directory.services.sources import source_named
from pobratym.journal.services import record
from pobratym.prospects.models.indicators import IndicatorValue
from pobratym.prospects.queries.places import Places, country_code, partner_key
from pobratym.prospects.registers import figures, partners
from pobratym.search.services.indexing import changed_many

BATCH = 2_000


@dataclass(slots=True)
class Loaded:
    """What a loading did, or would do.

    Attributes:
        scheme: which file it was.
        dated_on: the day it is true of.
        rows: good rows.
        bad: rows left out.
        notes: things told that stop nothing.
        counts: rows ``added``, ``changed``, ``unchanged``, ``ended``.
        applied: whether anything was written.
    """

    scheme: str
    dated_on: dt.date
    rows: int = 0
    bad: int = 0
    notes: int = 0
    counts: dict[str, int] = field(
        default_factory=lambda: {"added": 0, "changed": 0, "unchanged": 0, "ended": 0}
    )
    applied: bool = False

    def hearing(self, report: Report) -> Report:
        """Count what is told to ``report``."""

        def hear(problem: Problem) -> None:
            if problem.is_note:
                self.notes += 1
            else:
                self.bad += 1
            report(problem)

        return hear


def import_indicators(
    path: Path, *, report: Report, dry_run: bool = False, skip_bad_rows: bool = False
) -> Loaded:
    """Load the indicators of one file.

    Args:
        path: the file, packed or not.
        report: hears of every bad row.
        dry_run: look only.
        skip_bad_rows: load the good rows although there are bad ones.

    Raises:
        DomainError: the file cannot be read (`wording.REFUSALS`), ``bad_rows``, ``busy``,
            ``no_territories``.
    """
    known = _known_codes()
    try:
        with opened(path) as source:
            found = figures.recognise(source)
            loaded = Loaded(found.scheme, found.dated_on)
            hear = loaded.hearing(report)
            rows = _joined(found.rows(hear), known, hear)
    except RefusedFileError as error:
        raise DomainError(refusal(path.name, error), code=error.reason) from error
    loaded.rows = len(rows)
    _check(path, loaded, skip_bad_rows=skip_bad_rows)
    _write(
        path, loaded, lambda: _save_values(rows, found, loaded, dry_run=dry_run), dry_run=dry_run
    )
    return loaded


def _known_codes() -> dict[str, int]:
    rows = Municipality.objects.values_list("code", "pk", "ended_on")
    in_order = sorted(rows, key=lambda row: row[2] is None)
    if not in_order:
        message = _("There are no municipalities yet. Load the territories first.")
        raise DomainError(message, code="no_territories")
    return {identity(code): key for code, key, _ended in in_order}


def _joined(
    rows: Iterable[figures.ValueRow], known: dict[str, int], report: Report
) -> list[tuple[int, figures.ValueRow]]:
    """Join each row to its municipality; a figure that stands twice is read once."""
    joined: dict[tuple[int, str, dt.date], tuple[int, figures.ValueRow]] = {}
    unknown: set[str] = set()
    for row in rows:
        key = known.get(identity(row.code))
        if key is None:
            if row.code not in unknown:
                unknown.add(row.code)
                report(Problem(row.line, row.code, "unknown_code"))
            continue
        earlier = joined.setdefault((key, row.indicator, row.period), (key, row))[1]
        if earlier is not row:
            reason = "same_row_twice" if earlier.value == row.value else "duplicate_code"
            report(Problem(row.line, row.code, reason, {"first": earlier.line}))
    return list(joined.values())


def _save_values(
    rows: Sequence[tuple[int, figures.ValueRow]],
    found: figures.Figures,
    loaded: Loaded,
    *,
    dry_run: bool,
) -> None:
    known = {
        (value.municipality_id, value.indicator, value.period): value
        for value in IndicatorValue.objects.filter(
            indicator__in={row.indicator for _key, row in rows}
        )
    }
    source = None if dry_run else source_named(found.source, on=found.dated_on)
    added, changed = [], []
    for key, row in rows:
        value = known.get((key, row.indicator, row.period))
        if value is None:
            added.append(
                IndicatorValue(
                    municipality_id=key,
                    indicator=row.indicator,
                    value=row.value,
                    period=row.period,
                    source=source,
                    quality=row.quality,
                )
                if source
                else None
            )
        elif (value.value, value.quality) != (row.value, row.quality):
            value.value, value.quality, value.source = (
                row.value,
                row.quality,
                source or value.source,
            )
            changed.append(value)
    loaded.counts["added"], loaded.counts["changed"] = len(added), len(changed)
    loaded.counts["unchanged"] = len(rows) - len(added) - len(changed)
    if not dry_run:
        IndicatorValue.objects.bulk_create(filter(None, added), batch_size=BATCH)
        IndicatorValue.objects.bulk_update(
            changed, ["value", "quality", "source"], batch_size=BATCH // 4
        )


def import_partners(
    path: Path,
    *,
    on: dt.date | None,
    report: Report,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> Loaded:
    """Load the partner cities of one list.

    Lists are parts of the whole: a partner that this one does not have stays.

    Args:
        path: the file, packed or not.
        on: the day it is true of; today unless given.
        report: hears of every place that is none of ours, and of bad rows.
        dry_run: look only.
        skip_bad_rows: load the good rows although there are bad ones.

    Raises:
        DomainError: the file cannot be read (`wording.REFUSALS`), ``bad_rows``, ``busy``,
            ``future``, ``no_territories``.
    """
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("The list cannot be of a day to come."), code="future")
    _known_codes()
    places = Places()
    loaded = Loaded("", day)
    hear = loaded.hearing(report)
    try:
        found, rows = partners.read(path, hear)
    except RefusedFileError as error:
        raise DomainError(refusal(path.name, error), code=error.reason) from error
    loaded.scheme = found.scheme
    joined = _partners_joined(rows, places, hear)
    loaded.rows = len(joined)
    _check(path, loaded, skip_bad_rows=skip_bad_rows)
    _write(
        path,
        loaded,
        lambda: _save_partners(joined, found, loaded, dry_run=dry_run),
        dry_run=dry_run,
    )
    return loaded


PartnerKey = tuple[int, str, str]


def _partners_joined(
    rows: Iterable[partners.PartnerRow], places: Places, report: Report
) -> dict[PartnerKey, tuple[partners.PartnerRow, str]]:
    joined: dict[PartnerKey, tuple[partners.PartnerRow, str]] = {}
    for row in rows:
        country = country_code(row.partner_country)
        if not country:
            facts = {"name": row.partner_country[:40]}
            report(Problem(row.line, "", "unknown_country", facts))
            continue
        key, reason, count = places.find(row)
        if key is None:
            report(Problem(row.line, row.code, reason, {"name": row.name[:40], "count": count}))
            continue
        confidence = "inferred" if reason == "alike" else row.confidence
        joined.setdefault((key, country, partner_key(row.partner)), (row, confidence))
    return joined


def _save_partners(
    joined: dict[PartnerKey, tuple[partners.PartnerRow, str]],
    found: partners.Partners,
    loaded: Loaded,
    *,
    dry_run: bool,
) -> None:
    stored: dict[PartnerKey, KnownPartnership] = {}
    ours = KnownPartnership.objects.filter(source__name=found.source)
    for one in ours:
        stored[one.municipality_id, one.partner_country, partner_key(str(one.partner_name))] = one
    added = [key for key in joined if key not in stored]
    changed = []
    for key, (row, confidence) in joined.items():
        known = stored.get(key)
        if known and (known.since_on, known.confidence) != (row.since, confidence):
            known.since_on, known.confidence = row.since, confidence
            known.since_precision = row.precision
            changed.append(known)
    loaded.counts |= {"added": len(added), "changed": len(changed)}
    loaded.counts["unchanged"] = len(joined) - len(added) - len(changed)
    if dry_run or not (added or changed):
        return
    source = source_named(found.source, found.url, loaded.dated_on)
    assert source  # noqa: S101  every list has a name
    KnownPartnership.objects.bulk_update(
        changed, ["since_on", "since_precision", "confidence"], batch_size=BATCH // 4
    )
    KnownPartnership.objects.bulk_create(
        [
            KnownPartnership(
                municipality_id=key[0],
                partner_name=Wordings({"en": joined[key][0].partner}),
                partner_country=key[1],
                since_on=joined[key][0].since,
                since_precision=joined[key][0].precision,
                confidence=joined[key][1],
                source=source,
            )
            for key in added
        ],
        batch_size=BATCH,
    )
    changed_many("directory.municipality", {key[0] for key in added})


def _check(path: Path, loaded: Loaded, *, skip_bad_rows: bool) -> None:
    if loaded.bad and not skip_bad_rows:
        message = ngettext(
            "%(file)s has %(count)d bad row; nothing was changed. Correct the file, or load the "
            "good rows with --skip-bad-rows.",
            "%(file)s has %(count)d bad rows; nothing was changed. Correct the file, or load the "
            "good rows with --skip-bad-rows.",
            loaded.bad,
        )
        raise DomainError(message % {"file": path.name, "count": loaded.bad}, code="bad_rows")


def _write(path: Path, loaded: Loaded, save: Callable[[], None], *, dry_run: bool) -> None:
    """Write what differs in one transaction, with its edition and its line in the journal."""
    if dry_run:
        with staging.looking():
            save()
        return
    with staging.writing():
        save()
        if not any(loaded.counts[kind] for kind in ("added", "changed", "ended")):
            return
        edition = RegisterEdition.objects.create(
            scheme=loaded.scheme,
            dated_on=loaded.dated_on,
            file_name=path.name[:200],
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            rows=loaded.rows,
            **loaded.counts,
        )
        record("register.loaded", edition, by=None, scheme=loaded.scheme)
        loaded.applied = True

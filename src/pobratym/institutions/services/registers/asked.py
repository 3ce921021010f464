"""What a loading of a register of institutions is asked for, and what it did."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.filters import number
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.registers.territories import Change


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for.

    Attributes:
        on: the day the file is true of, where it does not say so itself.
        source: who published it, where the file does not show that.
        dry_run: look only.
        older_edition: take an edition older than the one in force.
        skip_bad_rows: load the good rows although there are bad ones.
        accept_endings: let a large part of the register end.
        is_complete: take what the file lacks for gone.
    """

    on: dt.date | None = None
    source: str = ""
    dry_run: bool = False
    older_edition: bool = False
    skip_bad_rows: bool = False
    accept_endings: bool = False
    is_complete: bool = True


@dataclass(slots=True)
class Outcome:
    """What a loading did, or would do.

    Attributes:
        scheme: which register.
        dated_on: the day it is true of.
        form: ``csv``, ``xlsx`` or ``xls`` and the like.
        encoding: of a text file; empty unless it was concluded from the letters.
        rows: good rows.
        placed: how many of them lie in a municipality that is known.
        left: why the others do not, counted.
        bad: rows left out because something is wrong with them.
        notes: things told that stop nothing.
        joined: institutions that were in the record already, under another list or by hand.
        counts: rows ``added``, ``changed``, ``ended``, ``unchanged``, ``closed``, ``left_out``.
        changes: the first changes and endings, in order.
        new: line, kind and name of the first institutions that are new.
        applied: whether anything was written.
        refusal: why a trial run would be refused, were it real; else nothing.
    """

    scheme: str
    dated_on: dt.date | None
    form: str
    encoding: str
    rows: int = 0
    placed: int = 0
    left: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    notes: int = 0
    joined: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    new: list[tuple[int, str, str]] = field(default_factory=list)
    applied: bool = False
    refusal: DomainError | None = None

    @property
    def differs(self) -> bool:
        """Whether the file says anything new."""
        return any(self.counts.get(kind) for kind in ("added", "changed", "ended"))

    def notices(self) -> list[str]:
        """Say how many have a place, were there already, or are closed."""
        told = []
        if self.rows:
            words = gettext("%(placed)s of %(rows)s rows have a place (%(share)s %%).")
            share = number(round(100 * self.placed / self.rows, 1))
            facts = {"placed": number(self.placed), "rows": number(self.rows), "share": share}
            told.append(words % facts)
        for count, words in (
            (self.joined, gettext("Of the new ones, %(count)s were in the record already.")),
            (self.counts.get("closed", 0), gettext("%(count)s closed ones were passed over.")),
        ):
            if count:
                told.append(words % {"count": number(count)})
        return told


@dataclass(frozen=True, slots=True)
class OwnList:
    """Whose own list it is, and who brings it."""

    city: Municipality
    by: User

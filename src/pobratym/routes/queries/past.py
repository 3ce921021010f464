"""What happened to a step, and why a text was sent back, as the journal tells it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.states import Stage
from pobratym.journal.models import Entry
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.lanes import Lane, lanes_of

_WHY = "why"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Past:
    """One deed on a step: ``what`` as in the journal, with its reason."""

    what: str
    at: dt.datetime
    by: User | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class SentBack:
    """The routes of the last earlier text, and when and why the text was sent back."""

    version: TextVersion
    lanes: list[Lane]
    at: dt.datetime | None = None
    why: str = ""


def history_of(step: Step, *, own: bool) -> list[Past]:
    """Give what was done on a step, the latest first; two statements.

    Args:
        step: which one.
        own: whether the reader may see what the city keeps for itself.
    """
    lines = Entry.objects.filter(kind="routes.step", key=step.pk).select_related("by")
    if not own:
        lines = lines.filter(is_own=False)
    rows = lines.order_by("-id").prefetch_related("personal_values")[:_LONGEST]
    return [Past(line.what, line.at, line.by, _why(line)) for line in rows]


def _why(line: Entry) -> str:
    values = (one.value for one in line.personal_values.all() if one.name == _WHY)
    return str(next(values, ""))


def sent_back(agreement: Agreement, own: Collection[int] = ()) -> SentBack | None:
    """Give the routes of the last text that does not count any more, where any had begun.

    Args:
        agreement: with its parties.
        own: keys of the cities whose notes the reader may see.
    """
    versions = TextVersion.objects.filter(agreement=agreement, walks__isnull=False)
    if agreement.text_version_id is not None:
        versions = versions.exclude(pk=agreement.text_version_id)
    last = versions.order_by("-number").first()
    if last is None:
        return None
    lines = Entry.objects.filter(
        kind="agreements.agreement",
        key=agreement.pk,
        what="agreement.moved",
        at__gte=last.frozen_at,
    )
    back = (
        line
        for line in lines.order_by("id").prefetch_related("personal_values")
        if line.details.get("to") == Stage.NEGOTIATION
    )
    line = next(back, None)
    lanes = lanes_of(agreement, last, own)
    return SentBack(last, lanes, line.at if line else None, _why(line) if line else "")

"""What an agreement's force depends on, and until when it goes on."""

import datetime as dt
from dataclasses import dataclass

from pobratym.agreements.models.agreements import Agreement
from pobratym.directory.models.cities import Municipality
from pobratym.routes.lasting.force import Terms
from pobratym.routes.lawbook.entries import Entry, Known
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.book import edition_of
from pobratym.routes.states import FULFILLED


@dataclass(frozen=True, slots=True)
class ForForce:
    """A step that the force depends on; ``entry.needed_for_force`` says how far that is known."""

    step: Step
    entry: Entry
    city: Municipality

    @property
    def is_met(self) -> bool:
        """Whether it holds the force up no longer."""
        return self.step.state in FULFILLED

    @property
    def is_certain(self) -> bool:
        """Whether the law book is sure that the force depends on it."""
        return self.entry.needed_for_force == Known.YES


def steps_for_force(agreement: Agreement) -> list[ForForce]:
    """Give the steps that the force of the version that counts depends on (one statement).

    Where the law book does not know whether it does, it does until the step is done or waived.
    """
    if agreement.text_version_id is None:
        return []
    steps = Step.objects.filter(walk__text_version=agreement.text_version_id).select_related(
        "walk", "walk__city"
    )
    found = []
    for step in steps.order_by("walk__city", "place"):
        edition = edition_of(step.walk)
        entry = edition.entries.get(step.code) if edition else None
        if entry is not None and entry.needed_for_force != Known.NO:
            found.append(ForForce(step, entry, step.walk.city))
    return found


def terms_of(agreement: Agreement, effective_from: dt.date | None = None) -> Terms | None:
    """Give what an agreement says of its force; None before its first day is known."""
    first = effective_from or agreement.effective_from
    if first is None:
        return None
    return Terms(
        first,
        agreement.duration_months,
        agreement.renewal_months if agreement.auto_renew else None,
        agreement.notice_months,
    )

"""What an agreement's force depends on, and until when it goes on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import SIGNED
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country
from pobratym.routes.lasting.force import Terms, last_day_for_notice
from pobratym.routes.lawbook.entries import Entry, Known
from pobratym.routes.models.force import GivenNotice, RegisterEntry, Renewal
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.book import edition_of
from pobratym.routes.queries.register import COLUMNS, row_of
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


@dataclass(frozen=True, slots=True)
class ForcePage:
    """All that the page of the force shows.

    Attributes:
        needed: steps that the force depends on.
        renewals: newest first.
        notice: given by a city, if one was.
        notice_bound: last day on which notice still stops the next renewal.
        changing: signed amendments and terminations of this agreement, oldest first.
        entry: in the Ukrainian register, where a Ukrainian city takes part.
        row: its twelve columns by their headings; none where no Ukrainian city takes part.
    """

    needed: Sequence[ForForce]
    renewals: Sequence[Renewal]
    notice: GivenNotice | None
    notice_bound: dt.date | None
    changing: Sequence[Agreement]
    entry: RegisterEntry | None
    row: Sequence[tuple[str, str]]


def force_of(agreement: Agreement) -> ForcePage:
    """Give the force of an agreement, in seven statements at most.

    Args:
        agreement: with its parties, cities and languages (``with_cities``).
    """
    notice = notice_of(agreement)
    terms, end = terms_of(agreement), agreement.ends_on
    goes_on = terms is not None and end is not None and notice is None
    bound = last_day_for_notice(terms, end) if goes_on and terms and end else None
    is_ukrainian = any(party.city.country == Country.UA for party in agreement.parties.all())
    changing = Agreement.objects.standing().filter(parent=agreement.pk, stage__in=sorted(SIGNED))
    return ForcePage(
        needed=steps_for_force(agreement),
        renewals=list(Renewal.objects.filter(agreement=agreement).order_by("-begins_on")),
        notice=notice,
        notice_bound=bound,
        changing=list(changing.order_by("signed_on", "pk")),
        entry=RegisterEntry.objects.filter(agreement=agreement).first() if is_ukrainian else None,
        row=list(zip(COLUMNS, row_of(agreement).cells(), strict=True)) if is_ukrainian else [],
    )


def notice_of(agreement: Agreement) -> GivenNotice | None:
    """Give the notice of an agreement, with its city and its letter."""
    rows = GivenNotice.objects.filter(agreement=agreement)
    return rows.select_related("city", "document").first()

"""What agreements ask of the reader's cities: drafts, talks, routes, signatures, plans, ends."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from pobratym.agreements.models.agreements import Agreement, AgreementParty
from pobratym.agreements.models.plans import PlanLine
from pobratym.agreements.states import STANDING, PlanState, Stage
from pobratym.core.addresses import address
from pobratym.core.prepared import prepared
from pobratym.core.words import gettext, language
from pobratym.desk.queries.matters import Matter
from pobratym.directory.states import CONFIRMING, READING_NOTES, WRITING, Mandate
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.routes.queries.waiting import WaitingStep, waiting_for

MOST = 50
SHOWN_END = dt.timedelta(days=180)
"""So long before the last day an agreement stands on the desk."""
SHOWN_LINE = dt.timedelta(days=30)
_ON_ROUTE = frozenset({Stage.TEXT_AGREED, Stage.APPROVALS})
_ASKING = frozenset({Stage.DRAFT, Stage.NEGOTIATION, Stage.READY_TO_SIGN}) | _ON_ROUTE | STANDING


def of_agreements(mandate: Mandate, today: dt.date) -> Iterator[Matter]:
    """Give what waits in the agreements of cities that the reader acts for.

    One statement, and where there are agreements of the kind: one for plans, two for legal routes.
    """
    cities = tuple(sorted(mandate.cities(CONFIRMING)))
    noting = tuple(sorted(mandate.cities(READING_NOTES)))
    found = _agreements(cities, noting) if cities else []
    stages = set()
    for public_id, title, stage, ends_on, is_sample in found:
        stages.add(stage)
        if matter := _matter(public_id, Stage(stage), ends_on, today):
            what, action, page, on = matter
            yield Matter(what, action, page, about=title, on=on, is_sample=is_sample)
    writing = tuple(sorted(mandate.cities(WRITING)))
    if writing and stages & STANDING:
        yield from _lines(writing, today)
    if writing and stages - {Stage.DRAFT, Stage.NEGOTIATION}:
        yield from (_step(step) for step in waiting_for(writing, today))


def _matter(
    public_id: UUID, stage: Stage, ends_on: dt.date | None, today: dt.date
) -> tuple[str, str, str, dt.date | None] | None:
    """Say what an agreement at this stage asks for: what, the action, its page, until when."""

    def page(name: str) -> str:
        return address(name, public_id=public_id)

    if stage is Stage.DRAFT:
        what = gettext("A draft of an agreement waits to be finished or sent")
        return what, gettext("Go on"), page("agreements:text"), None
    if stage is Stage.NEGOTIATION:
        what = gettext("The text of an agreement is being settled")
        return what, gettext("See what is left"), page("desk:agreement"), None
    if stage is Stage.READY_TO_SIGN:
        return gettext("An agreement can be signed"), gettext("Sign"), page("routes:signing"), None
    if stage in STANDING and ends_on is not None and ends_on <= today + SHOWN_END:
        what = gettext("An agreement ends unless it is renewed")
        return what, gettext("See it"), page("desk:agreement"), ends_on
    return None


@prepared
def _agreements(
    cities: tuple[int, ...], noting: tuple[int, ...]
) -> QuerySet[Agreement, tuple[Any, ...]]:
    joined = AgreementParty.objects.filter(city__in=cities).values("agreement")
    known = Q(shared_on__isnull=False) | Q(opened_by__in=noting)
    works = Partnership.objects.of_cities(cities, noting).standing().values("pk")
    rows = Agreement.objects.standing().filter(known, pk__in=joined, partnership__in=works)
    return (
        rows.filter(stage__in=sorted(_ASKING))
        .order_by("-pk")
        .values_list("public_id", "title", "stage", "ends_on", "is_sample")[:MOST]
    )


def _lines(cities: tuple[int, ...], today: dt.date) -> Iterator[Matter]:
    for action, due_on, year, public_id, title, line, is_sample in _due(cities, today + SHOWN_LINE):
        page = address("agreements:plan", public_id=public_id, year=year)
        yield Matter(
            what=action.said(language()).text,
            action=gettext("Say how it stands"),
            address=f"{page}#line-{line}",
            about=title,
            on=due_on,
            is_sample=is_sample,
        )


@prepared
def _due(cities: tuple[int, ...], until: dt.date) -> QuerySet[PlanLine, tuple[Any, ...]]:
    joined = AgreementParty.objects.filter(city__in=cities).values("agreement")
    shared = Q(city__isnull=True, plan__agreement__in=joined)
    rows = PlanLine.objects.filter(
        Q(city__in=cities) | shared,
        due_on__lte=until,
        state__in=[PlanState.PLANNED.value, PlanState.RUNNING.value],
        plan__adopted_on__isnull=False,
        plan__agreement__stage__in=sorted(STANDING),
        plan__agreement__withdrawn_at__isnull=True,
    )
    return rows.order_by("due_on", "pk").values_list(
        "action", "due_on", "plan__year", "plan__agreement__public_id", "plan__agreement__title",
        "public_id", "plan__is_sample",
    )[:MOST]  # fmt: skip


def _step(step: WaitingStep) -> Matter:
    what: str = gettext("Begin the legal route of an agreement")
    if step.code:
        what = f"{step.code}: {step.title.said(language()).text}"
    return Matter(
        what=what,
        action=gettext("See the step") if step.code else gettext("Begin"),
        address=f"/{language()}{step.page}",
        about=step.agreement_title,
        on=step.due_on,
    )

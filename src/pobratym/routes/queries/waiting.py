"""What waits for a city on its legal routes."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from pobratym.agreements.models.agreements import AgreementParty
from pobratym.agreements.states import FROZEN, Stage
from pobratym.core.wordings import Wordings
from pobratym.routes.models.steps import Step, StepQuerySet, Walk
from pobratym.routes.queries.book import entries_of
from pobratym.routes.states import StepState

WAITING_STATES = frozenset(
    {StepState.OPEN, StepState.SENT, StepState.RETURNED, StepState.REFUSED}
)  # fmt: skip
_BEGINNING = frozenset({Stage.TEXT_AGREED, Stage.APPROVALS})


@dataclass(frozen=True, slots=True)
class WaitingStep:
    """One matter: a step to be done, watched or mended; or, without ``code``, a route to begin.

    ``page`` is its address without the language.
    """

    agreement: UUID
    agreement_title: Wordings
    city: Wordings
    city_pk: int
    page: str
    code: str = ""
    title: Wordings = Wordings()  # noqa: RUF009  never changed in place
    state: StepState | None = None
    due_on: dt.date | None = None
    is_overdue: bool = False


def running_steps() -> StepQuerySet:
    """Give steps under way on texts that count, of agreements that stand."""
    return Step.objects.filter(
        walk__text_version=F("walk__agreement__text_version"),
        walk__agreement__stage__in=sorted(FROZEN),
        walk__agreement__withdrawn_at__isnull=True,
        walk__agreement__partnership__withdrawn_at__isnull=True,
        state__in=sorted(WAITING_STATES),
    ).select_related("walk__agreement", "walk__city")


def waiting_for(cities: Collection[int], today: dt.date) -> list[WaitingStep]:
    """Give what waits for these cities, the most urgent first; two statements.

    Args:
        cities: keys of the reader's cities.
        today: the reader's day.
    """
    if not cities:
        return []
    keys = sorted(cities)
    steps = running_steps().filter(walk__city__in=keys).order_by("pk")
    found = [_to_begin(party) for party in _without_walk(keys)]
    found += [_waiting(step, today) for step in steps]
    return sorted(found, key=lambda one: (one.due_on or dt.date.max, one.code))


def _without_walk(cities: list[int]) -> list[AgreementParty]:
    begun = Walk.objects.filter(city__in=cities, text_version=F("agreement__text_version")).values(
        "agreement_id", "city_id"
    )
    pairs = Q(agreement__stage__in=sorted(_BEGINNING), agreement__withdrawn_at__isnull=True,
              agreement__partnership__withdrawn_at__isnull=True)  # fmt: skip
    rows = AgreementParty.objects.filter(pairs, city__in=cities).select_related("agreement", "city")
    done = {(one["agreement_id"], one["city_id"]) for one in begun}
    return [one for one in rows.order_by("pk") if (one.agreement_id, one.city_id) not in done]


def _to_begin(party: AgreementParty) -> WaitingStep:
    agreement = party.agreement
    return WaitingStep(
        agreement.public_id,
        agreement.title,
        party.city.name,
        party.city_id,
        f"/desk/agreements/{agreement.public_id}/route/",
    )


def _waiting(step: Step, today: dt.date) -> WaitingStep:
    agreement = step.walk.agreement
    entry = entries_of(step.walk).get(step.code)
    return WaitingStep(
        agreement.public_id,
        agreement.title,
        step.walk.city.name,
        step.walk.city_id,
        f"/desk/steps/{step.public_id}/",
        step.code,
        entry.title if entry else Wordings({"en": step.code}),
        StepState(step.state),
        step.due_on,
        step.due_on is not None and step.due_on < today,
    )

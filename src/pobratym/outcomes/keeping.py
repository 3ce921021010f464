"""What is kept about people who note what came of a visit, or promised something."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.outcomes.models.answers import Answered, Questionnaire, Reply
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.models.reports import VisitReport


def _promises(person: int) -> Rows:
    rows = Promise.objects.filter(Q(owner=person) | Q(noted_by=person)).order_by("pk")
    return [
        {
            "what": dict(row.what),
            "yours": row.owner_id == person,
            "due": row.due_on.isoformat(),
            "state": row.state,
        }
        for row in rows
    ]


def _answered(person: int) -> Rows:
    rows = Answered.objects.filter(member__user=person).select_related("questionnaire__visit")
    return [{"visit": dict(row.questionnaire.visit.title)} for row in rows.order_by("pk")]


def _of(rows: Callable[[int], QuerySet[Any]]) -> Callable[[int], Rows]:
    def give(person: int) -> Rows:
        return [
            {"at": row.created_at.isoformat(), "visit": dict(row.visit.title)}
            for row in rows(person).select_related("visit").order_by("pk")
        ]

    return give


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


def _keeper(
    model: type[Model], give: Callable[[int], Rows], label: Lazy, *others: type[Model]
) -> Keeper:
    """Answer for a table, and for others in whose words people are named."""
    names = [one._meta.label_lower for one in (model, *others)]  # noqa: SLF001  Django's own
    models = frozenset(names)
    return Keeper(name=names[0], models=models, give=give, erase=_stays, label=label)


KEEPERS = (
    _keeper(Promise, _promises, _("promises that you made or noted on visits")),
    _keeper(
        Answered, _answered, _("that you answered the questions after a visit; not what"), Reply
    ),
    _keeper(
        Minute,
        _of(lambda one: Minute.objects.filter(noted_by=one)),
        _("minutes that you wrote"),
        AgendaPoint,
    ),
    _keeper(
        Decision,
        _of(lambda one: Decision.objects.filter(noted_by=one)),
        _("decisions that you noted"),
    ),
    _keeper(
        SeenPractice,
        _of(lambda one: SeenPractice.objects.filter(noted_by=one)),
        _("practices that you noted on visits"),
    ),
    _keeper(
        VisitReport,
        _of(lambda one: VisitReport.objects.filter(finished_by=one)),
        _("reports on visits that you finished"),
    ),
    _keeper(
        Questionnaire,
        _of(lambda one: Questionnaire.objects.filter(opened_by=one)),
        _("questions to guests that you opened"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)

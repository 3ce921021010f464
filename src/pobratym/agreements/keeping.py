"""What agreements keep about people: who wrote, said yes, commented, proposed; and what waits.

Words that bind, and who wrote them for which city, are facts of the record: they stay, and lose
their author's name with the account.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import ClauseText, Wording, WorkingCopy
from pobratym.agreements.models.negotiation import Amendment, ClauseConsent, Comment
from pobratym.agreements.models.plans import Evidence
from pobratym.core.keeping import Keeper, Rows, keep

KEPT_UNSAVED = dt.timedelta(days=90)
_ERASED = "–"


def _opened(person: int) -> Rows:
    rows = Agreement.objects.filter(created_by=person).order_by("pk")
    return [{"title": dict(row.title), "at": row.created_at.isoformat()} for row in rows]


def _written(person: int) -> Rows:
    rows = Wording.objects.filter(by=person).select_related("clause__agreement").order_by("pk")
    return [
        {
            "agreement": dict(row.clause.agreement.title),
            "language": row.language,
            "heading": row.heading,
            "body": row.body,
            "at": row.at.isoformat(),
        }
        for row in rows
    ]


def _current(person: int) -> Rows:
    rows = ClauseText.objects.filter(changed_by=person).select_related("clause__agreement")
    return [
        {"agreement": dict(row.clause.agreement.title), "language": row.language}
        for row in rows.order_by("pk")
    ]


def _unsaved(person: int) -> Rows:
    rows = WorkingCopy.objects.filter(person=person).select_related("clause__agreement")
    return [
        {
            "agreement": dict(row.clause.agreement.title),
            "language": row.language,
            "heading": row.heading,
            "body": row.body,
            "at": row.at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def _drop_unsaved(person: int) -> int:
    return WorkingCopy.objects.filter(person=person).delete()[0]


def forget_old_working_copies() -> int:
    """Drop what nobody has saved for 90 days; say how many there were."""
    return WorkingCopy.objects.filter(at__lt=timezone.now() - KEPT_UNSAVED).delete()[0]


def _consents(person: int) -> Rows:
    rows = ClauseConsent.objects.filter(by=person).select_related("clause__agreement", "city")
    return [
        {
            "agreement": dict(row.clause.agreement.title),
            "city": row.city.code,
            "at": row.at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def _comments(person: int) -> Rows:
    own = Comment.objects.filter(by=person) | Comment.objects.filter(resolved_by=person)
    rows = own.select_related("clause__agreement", "city").order_by("pk")
    return [
        {
            "agreement": dict(row.clause.agreement.title),
            "city": row.city.code,
            "text": row.text if row.by_id == person else "",
            "settled": row.resolved_by_id == person,
            "at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _forget_comments(person: int) -> int:
    """Take out what the person wrote; that the city commented there stays."""
    return Comment.objects.filter(by=person).exclude(text=_ERASED).update(text=_ERASED)


def _amendments(person: int) -> Rows:
    rows = Amendment.objects.filter(by=person).select_related("clause__agreement", "city")
    return [
        {
            "agreement": dict(row.clause.agreement.title),
            "city": row.city.code,
            "language": row.language,
            "body": row.body,
            "reason": row.reason,
        }
        for row in rows.order_by("pk")
    ]


def _forget_amendments(person: int) -> int:
    """Take out why, which the person said; the proposed wording is the city's."""
    return Amendment.objects.filter(by=person).exclude(reason=_ERASED).update(reason=_ERASED)


def _evidence(person: int) -> Rows:
    rows = Evidence.objects.filter(by=person).select_related("line").order_by("pk")
    return [
        {"line": dict(row.line.action), "says": row.says, "on": row.on.isoformat()} for row in rows
    ]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


def _keeper(
    name: str,
    give: Callable[[int], Rows],
    label: Promise,
    erase: Callable[[int], int] = _stays,
    also: frozenset[str] = frozenset(),
) -> Keeper:
    table = f"agreements.{name}"
    return Keeper(name=table, models=also | {table}, give=give, erase=erase, label=label)


KEEPERS = (
    _keeper("agreement", _opened, _("agreements that you opened")),
    _keeper("wording", _written, _("wordings of clauses that you wrote")),
    _keeper("clausetext", _current, _("clauses whose present wording is yours")),
    _keeper("workingcopy", _unsaved, _("wordings that you have not saved"), _drop_unsaved),
    _keeper("clauseconsent", _consents, _("clauses to which you said yes for your city")),
    _keeper("comment", _comments, _("your comments on clauses"), _forget_comments),
    _keeper("amendment", _amendments, _("amendments that you proposed"), _forget_amendments),
    _keeper(
        "evidence",
        _evidence,
        _("evidence in work plans that you added"),
        also=frozenset({"agreements.planline"}),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)

"""What people are told of legal routes: due days, what came back, and that all may sign."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.core.filters import day
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.queries.book import entries_of
from pobratym.routes.rules import WALKING
from pobratym.routes.states import FULFILLED, StepState

READY = "routes.ready"
SETBACK = "routes.setback"
DUE = "routes.due"
OVERDUE = "routes.overdue"


def route_page(agreement: Agreement) -> str:
    """Give the address of an agreement's routes, without the language."""
    return f"/desk/agreements/{agreement.public_id}/route/"


def step_page(step: Step) -> str:
    """Give the address of a step, without the language."""
    return f"/desk/steps/{step.public_id}/"


def tell_of_readiness(agreement: Agreement, *, by: User | None) -> None:
    """Tell those who write for all parties that the agreement may be signed."""
    people = people_of([party.city_id for party in agreement.parties.all()], WRITING)
    facts = {"title": dict(agreement.title), "agreement": agreement.pk}
    tell([one for one in people if one != by], READY, facts, route_page(agreement))


def tell_of_setback(step: Step, *, by: User | None) -> None:
    """Tell the other cities, and the colleagues, that a step was refused or came back."""
    agreement = step.walk.agreement
    people = people_of([party.city_id for party in agreement.parties.all()], WRITING)
    told = [one for one in people if one != by]
    facts = {**_facts(step), "state": str(step.state), "reason": step.reason}
    tell(told, SETBACK, facts, step_page(step))


def tell_of_term(step: Step, days: int) -> int:
    """Tell the officers of a step's city that its term ends in so many days, or is over.

    Args:
        step: with its walk, agreement and city.
        days: until its last day; negative once that has passed.
    """
    kind = OVERDUE if days < 0 else DUE
    facts = {**_facts(step), "days": days}
    return tell(people_of([step.walk.city_id], WALKING), kind, facts, step_page(step))


def _facts(step: Step) -> dict[str, Any]:
    entry = entries_of(step.walk).get(step.code)
    term = entry.term if entry else None
    return {
        "step": step.pk,
        "code": step.code,
        "name": dict(entry.title) if entry else {"en": step.code},
        "city": dict(step.walk.city.name),
        "title": dict(step.walk.agreement.title),
        "agreement": step.walk.agreement_id,
        "due_on": step.due_on.isoformat() if step.due_on else "",
        "whose": dict(term.whose) if term else {},
        "term_days": term.days if term else 0,
        "waits_for_other": step.state == StepState.SENT,
    }


def _words(facts: Facts) -> dict[str, Any]:
    """Name the things of a sentence in the reader's language."""
    language = get_language() or "en"
    names = ("name", "city", "title", "whose")
    said = {one: Wordings(facts.get(one, {})).said(language).text for one in names}
    due = facts.get("due_on", "")
    return {
        **said,
        "code": facts.get("code", ""),
        "reason": facts.get("reason", ""),
        "day": day(dt.date.fromisoformat(due)) if due else "–",
        "count": facts.get("term_days", 0),
    }


def _ready(facts: Facts) -> str:
    said = _("All cities have finished their legal routes. The agreement may be signed: %(title)s.")
    return said % _words(facts)


def _setback(facts: Facts) -> str:
    said = (
        pgettext(
            "notice",
            "Step %(code)s of %(city)s was refused: %(name)s (%(title)s). The reason: %(reason)s",
        )
        if facts.get("state") == StepState.REFUSED
        else pgettext(
            "notice",
            "Step %(code)s of %(city)s came back: %(name)s (%(title)s). The reason: %(reason)s",
        )
    )
    return said % _words(facts)


def _setback_in_short(facts: Facts) -> str:
    """Head the letter with what happened to which step."""
    said = (
        pgettext("subject", "Refused: %(code)s, %(name)s")
        if facts.get("state") == StepState.REFUSED
        else pgettext("subject", "Came back: %(code)s, %(name)s")
    )
    return said % _words(facts)


def _due(facts: Facts) -> str:
    said = pgettext("notice", "Step %(code)s is due on %(day)s: %(name)s (%(title)s).")
    return said % _words(facts)


def _overdue(facts: Facts) -> str:
    if facts.get("waits_for_other") and facts.get("whose"):
        said = ngettext(
            "The term of %(count)d day is over (%(whose)s): step %(code)s, %(name)s (%(title)s)."
            " It ended on %(day)s.",
            "The term of %(count)d days is over (%(whose)s): step %(code)s, %(name)s (%(title)s)."
            " It ended on %(day)s.",
            facts.get("term_days", 0),
        )
    else:
        said = pgettext("notice", "Step %(code)s was due on %(day)s: %(name)s (%(title)s).")
    return said % _words(facts)


def _reaches(person: User) -> bool:
    return bool(mandate_now(person).cities(WALKING))


def _concerns_party(person: User, facts: Facts) -> bool:
    """Say whether the person still works for a party of an agreement that stands."""
    found = Agreement.objects.standing().filter(pk=facts["agreement"]).first()
    return found is not None and found.takes_part(mandate_now(person).cities(WALKING))


def _concerns_step(person: User, facts: Facts) -> bool:
    """Say whether the step still waits, for the text that counts, and is of the person's city."""
    step = Step.objects.filter(pk=facts["step"]).select_related("walk__agreement").first()
    if step is None or step.state in FULFILLED:
        return False
    walk: Walk = step.walk
    counts = walk.agreement.text_version_id == walk.text_version_id
    stands = walk.agreement.withdrawn_at is None
    return counts and stands and mandate_now(person).covers(walk.city_id, WALKING)


def _kind(
    name: str,
    label: Promise,
    sentence: Callable[[Facts], str],
    concerns: Callable[[User, Facts], bool] = _concerns_party,
    headline: Callable[[Facts], str] | None = None,
) -> None:
    register(Kind(name, label, sentence, reaches=_reaches, concerns=concerns, headline=headline))


_kind(READY, gettext_lazy("An agreement may be signed"), _ready)
_kind(
    SETBACK,
    gettext_lazy("A legal step was refused or came back"),
    _setback,
    headline=_setback_in_short,
)
_kind(DUE, gettext_lazy("A legal step falls due"), _due, _concerns_step)
_kind(OVERDUE, gettext_lazy("The term of a legal step is over"), _overdue, _concerns_step)

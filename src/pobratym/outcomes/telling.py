"""Who is told of a promise: the person who is to keep it."""

import datetime as dt
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.filters import day
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell
from pobratym.outcomes.models.promises import Promise

PROMISED = "outcomes.promised"


def page_of(promise: Promise) -> str:
    """Give the address of a promise's page, without the language."""
    return f"/desk/promises/{promise.public_id}/"


def of_promise(promise: Promise, *, by: User | None) -> None:
    """Tell who is to keep a promise; the words are on the page only."""
    owner = promise.owner
    if owner is None or owner == by:
        return
    facts: dict[str, Any] = {
        "promise": promise.pk,
        "visit": dict(promise.visit.title),
        "due_on": promise.due_on.isoformat(),
    }
    tell([owner], PROMISED, facts, page_of(promise))


def _sentence(facts: Facts) -> str:
    return _("You are to keep a promise of the visit %(visit)s by %(day)s.") % {
        "visit": Wordings(facts["visit"]).said(get_language() or "en").text,
        "day": day(dt.date.fromisoformat(facts["due_on"])),
    }


def _concerns(person: User, facts: Facts) -> bool:
    """Say whether the promise is still open, and still the person's."""
    promise = Promise.objects.due().filter(pk=facts["promise"], owner=person).first()
    return promise is not None and mandate_now(person).covers(promise.city_id, WRITING)


def _writes(person: User) -> bool:
    return bool(mandate_now(person).cities(WRITING))


register(
    Kind(
        PROMISED,
        gettext_lazy("You are to keep a promise"),
        _sentence,
        reaches=_writes,
        concerns=_concerns,
    )
)

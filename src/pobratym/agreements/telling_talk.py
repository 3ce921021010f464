"""What people are told of the talk about a text: drafts sent, comments, texts sent back."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.telling import concerns, reaches
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import TRANSLATING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.models import Pace

SHARED = "agreements.shared"
REOPENED = "agreements.reopened"
GIVEN_UP = "agreements.given_up"
COMMENTED = "agreements.commented"


def _words(facts: Facts) -> dict[str, str]:
    language = get_language() or "en"
    said = {name: Wordings(facts[name]).said(language).text for name in ("city", "title")}
    return {**said, "reason": facts.get("reason", "")}


def _shared(facts: Facts) -> str:
    said = _("%(city)s has sent your city the draft of an agreement: %(title)s.")
    return said % _words(facts)


def _reopened(facts: Facts) -> str:
    said = _(
        "%(city)s has sent the agreed text back to negotiation: %(title)s. The reason: %(reason)s"
    )
    return said % _words(facts)


def _given_up(facts: Facts) -> str:
    said = _("%(city)s has given the agreement up: %(title)s. The reason: %(reason)s")
    return said % _words(facts)


def _commented(facts: Facts) -> str:
    return _("%(city)s has commented on a clause: %(title)s.") % _words(facts)


def _reads(person: User) -> bool:
    return bool(mandate_now(person).cities(TRANSLATING))


def _reads_text(person: User, facts: Facts) -> bool:
    """Say whether the person still writes or translates for one of the cities."""
    found = Agreement.objects.filter(pk=facts["agreement"]).first()
    return found is not None and found.takes_part(mandate_now(person).cities(TRANSLATING))


def _kind(name: str, label: Promise, sentence: Callable[[Facts], str]) -> None:
    register(Kind(name, label, sentence, reaches=reaches, concerns=concerns))


_kind(SHARED, gettext_lazy("A partner city sends the draft of an agreement"), _shared)
_kind(REOPENED, gettext_lazy("A partner city sends an agreed text back"), _reopened)
_kind(GIVEN_UP, gettext_lazy("A partner city gives an agreement up"), _given_up)
register(
    Kind(
        COMMENTED,
        gettext_lazy("A partner city comments on a clause"),
        _commented,
        usual=Pace.DAILY,
        reaches=_reads,
        concerns=_reads_text,
    )
)

"""What people are told of proposals: registered when the application starts."""

import datetime as dt
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.confirmations.deeds import deed_named
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.states import State
from pobratym.core.filters import moment
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import READING
from pobratym.notices.kinds import Facts, Kind, register


def _words(facts: Facts) -> dict[str, str]:
    """Name the things of a sentence in the reader's language."""
    language = get_language() or "en"
    return {
        "deed": str(deed_named(facts["deed"]).label),
        "title": Wordings(facts["title"]).said(language).text,
        "city": Wordings(facts["by"]).said(language).text,
        "until": moment(dt.datetime.fromisoformat(facts["until"])),
        "reason": facts.get("reason", ""),
    }


def _asked(facts: Facts) -> str:
    return _(
        "%(city)s asks you to confirm: %(deed)s (%(title)s). Your answer is awaited until"
        " %(until)s."
    ) % _words(facts)


def _answered(facts: Facts) -> str:
    if facts.get("said") == "yes":
        said = pgettext("notice", "%(city)s has confirmed: %(deed)s (%(title)s).")
    elif facts.get("reason"):
        said = pgettext(
            "notice", "%(city)s has declined: %(deed)s (%(title)s). The reason: %(reason)s"
        )
    else:
        said = pgettext("notice", "%(city)s has declined: %(deed)s (%(title)s).")
    return said % _words(facts)


def _answer_in_short(facts: Facts) -> str:
    """Head the letter with the answer itself, and whose it is; the reason stands in the letter."""
    said = (
        pgettext("subject", "Confirmed: %(city)s, %(title)s")
        if facts.get("said") == "yes"
        else pgettext("subject", "Declined: %(city)s, %(title)s")
    )
    return said % _words(facts)


def _done(facts: Facts) -> str:
    return _("The proposal is confirmed and done: %(deed)s (%(title)s).") % _words(facts)


def _overtaken(facts: Facts) -> str:
    return _(
        "The proposal of %(city)s was overtaken by another change, so nothing was changed by it:"
        " %(deed)s (%(title)s)."
    ) % _words(facts)


def _closed(facts: Facts) -> str:
    said = (
        _("%(city)s has taken its proposal back: %(deed)s (%(title)s).")
        if facts.get("state") == State.WITHDRAWN
        else _("The proposal of %(city)s has expired without an answer: %(deed)s (%(title)s).")
    )
    return said % _words(facts)


def _expiring(facts: Facts) -> str:
    return _(
        "Little time is left to answer the proposal of %(city)s: %(deed)s (%(title)s). It expires"
        " on %(until)s."
    ) % _words(facts)


def _reaches(person: User) -> bool:
    """Say whether the person reads for a city at all."""
    return bool(mandate_now(person).cities(READING))


def _concerns(person: User, facts: Facts) -> bool:
    """Say whether the person still reads for one of the cities concerned."""
    seen = JointChange.objects.visible_to(person)
    return seen.filter(public_id=facts["proposal"]).exists()


def _kind(
    name: str,
    label: Promise,
    sentence: Callable[[Facts], str],
    headline: Callable[[Facts], str] | None = None,
) -> None:
    kind = Kind(
        name=f"confirmations.{name}",
        label=label,
        sentence=sentence,
        headline=headline,
        reaches=_reaches,
        concerns=_concerns,
    )
    register(kind)


_kind("asked", gettext_lazy("A partner city asks for a confirmation"), _asked)
_kind(
    "answered", gettext_lazy("A city has answered a proposal"), _answered, headline=_answer_in_short
)
_kind("done", gettext_lazy("A joint change is confirmed and done"), _done)
_kind("overtaken", gettext_lazy("A proposal was overtaken by another change"), _overtaken)
_kind("closed", gettext_lazy("A proposal was taken back or has expired"), _closed)
_kind("expiring", gettext_lazy("A proposal waits for your answer and will expire soon"), _expiring)

"""What people are told of signatures and of the force of agreements."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.telling import concerns, reaches
from pobratym.core.filters import day
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell

SIGNED = "routes.signed"
SIGNATURE_WITHDRAWN = "routes.signature_withdrawn"
ALL_SIGNED = "routes.all_signed"
IN_FORCE = "routes.in_force"
ENDED = "routes.ended"
RENEWED = "routes.renewed"
NOTICE_GIVEN = "routes.notice_given"
NOTICE_TAKEN_BACK = "routes.notice_taken_back"
ENDS_SOON = "routes.ends_soon"
NOTICE_BOUND = "routes.notice_bound"


def tell_parties(
    kind: str,
    agreement: Agreement,
    *,
    by: User | None,
    city: Municipality | None = None,
    **facts: Any,  # noqa: ANN401  JSON values of the kind's sentence
) -> None:
    """Tell those who write for the agreement's cities, except who did it.

    Args:
        kind: one of this module's.
        agreement: with its parties and cities.
        by: who did it; None for the calendar.
        city: in whose name; its own people are not told. None tells all cities.
        facts: what else the sentence needs.
    """
    keys = [party.city_id for party in agreement.parties.all()]
    told = people_of([key for key in keys if city is None or key != city.pk], WRITING)
    known: dict[str, Any] = {
        "title": dict(agreement.title),
        "agreement": agreement.pk,
        **({"city": dict(city.name)} if city is not None else {}),
        **facts,
    }
    page = "signing" if kind in {SIGNED, SIGNATURE_WITHDRAWN, ALL_SIGNED} else "force"
    address = f"/desk/agreements/{agreement.public_id}/{page}/"
    tell([person for person in told if person != by], kind, known, address)


def _words(facts: Facts) -> Mapping[str, str]:
    language = get_language() or "en"
    said = {
        name: Wordings(facts[name]).said(language).text
        for name in ("city", "title", "signatory")
        if name in facts
    }
    named = [name for name in ("on", "bound") if name in facts]
    days = {name: str(day(dt.date.fromisoformat(facts[name]))) for name in named}
    return {**said, **days}


def _signed(facts: Facts) -> str:
    said = _("%(city)s has recorded the signature of %(signatory)s: %(title)s.")
    return said % _words(facts)


def _signature_withdrawn(facts: Facts) -> str:
    said = _("%(city)s has withdrawn a signature that was recorded by mistake: %(title)s.")
    return said % _words(facts)


def _all_signed(facts: Facts) -> str:
    return _("All cities have signed: %(title)s.") % _words(facts)


def _in_force(facts: Facts) -> str:
    return _("In force since %(on)s: %(title)s.") % _words(facts)


def _ended(facts: Facts) -> str:
    return _("No longer in force; the last day was %(on)s: %(title)s.") % _words(facts)


def _renewed(facts: Facts) -> str:
    return _("Renewed by itself until %(on)s: %(title)s.") % _words(facts)


def _notice_given(facts: Facts) -> str:
    said = _("%(city)s has given notice; the last day in force is %(on)s: %(title)s.")
    return said % _words(facts)


def _notice_taken_back(facts: Facts) -> str:
    said = _("%(city)s has withdrawn a notice that was recorded by mistake: %(title)s.")
    return said % _words(facts)


def _ends_soon(facts: Facts) -> str:
    return _("The last day in force is %(on)s: %(title)s.") % _words(facts)


def _notice_bound(facts: Facts) -> str:
    said = _(
        "It is renewed by itself after %(on)s. Notice can be given until %(bound)s: %(title)s."
    )
    return said % _words(facts)


def _end_in_short(facts: Facts) -> str:
    return pgettext("subject", "An agreement ends on %(on)s") % _words(facts)


def _bound_in_short(facts: Facts) -> str:
    return pgettext("subject", "Notice can be given until %(bound)s") % _words(facts)


def _kind(
    name: str,
    label: Promise,
    sentence: Callable[[Facts], str],
    headline: Callable[[Facts], str] | None = None,
) -> None:
    register(Kind(name, label, sentence, reaches=reaches, concerns=concerns, headline=headline))


_kind(SIGNED, gettext_lazy("A partner city records a signature"), _signed)
_kind(
    SIGNATURE_WITHDRAWN,
    gettext_lazy("A partner city withdraws a recorded signature"),
    _signature_withdrawn,
)
_kind(ALL_SIGNED, gettext_lazy("All cities have signed an agreement"), _all_signed)
_kind(IN_FORCE, gettext_lazy("An agreement comes into force"), _in_force)
_kind(ENDED, gettext_lazy("An agreement ends"), _ended)
_kind(RENEWED, gettext_lazy("An agreement is renewed by itself"), _renewed)
_kind(NOTICE_GIVEN, gettext_lazy("A partner city gives notice"), _notice_given)
_kind(
    NOTICE_TAKEN_BACK,
    gettext_lazy("A partner city withdraws a recorded notice"),
    _notice_taken_back,
)
_kind(ENDS_SOON, gettext_lazy("An agreement ends in 90, 30 and 7 days"), _ends_soon, _end_in_short)
_kind(
    NOTICE_BOUND,
    gettext_lazy("The last day to give notice comes in 90, 30 and 7 days"),
    _notice_bound,
    _bound_in_short,
)

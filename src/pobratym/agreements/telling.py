"""What people are told of agreements that another city changed on its own."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell

FACTS_CHANGED = "agreements.facts_changed"
PAGE_TAKEN_DOWN = "agreements.page_taken_down"
WITHDRAWN = "agreements.withdrawn"


def tell_others(  # noqa: PLR0913  what, of what, who, for whom, where, why
    kind: str,
    agreement: Agreement,
    *,
    by: User | None,
    city: Municipality,
    page: str = "",
    reason: str = "",
) -> None:
    """Tell those who write for the other cities what ``city`` has done on its own.

    Args:
        kind: one of this module's, or of ``telling_talk``.
        agreement: with its parties; of one that was not shared nobody is told.
        by: who did it, and needs no notice.
        city: in whose name.
        page: where to look, without the language; the agreement's page where there is none.
        reason: why, as the person wrote it for all.
    """
    if agreement.shared_on is None:
        return
    others = [party.city_id for party in agreement.parties.all() if party.city_id != city.pk]
    told = [person for person in people_of(others, WRITING) if person != by]
    facts = {
        "city": dict(city.name),
        "title": dict(agreement.title),
        "agreement": agreement.pk,
        **({"reason": reason} if reason else {}),
    }
    tell(told, kind, facts, page or f"/desk/agreements/{agreement.public_id}/")


def _words(facts: Facts) -> dict[str, str]:
    language = get_language() or "en"
    return {name: Wordings(facts[name]).said(language).text for name in ("city", "title")}


def _facts_changed(facts: Facts) -> str:
    said = _("%(city)s has changed the languages, titles or term of the agreement: %(title)s.")
    return said % _words(facts)


def _taken_down(facts: Facts) -> str:
    said = _("%(city)s has taken down the public page of the agreement: %(title)s.")
    return said % _words(facts)


def _withdrawn(facts: Facts) -> str:
    return _("%(city)s has withdrawn as a mistake: %(title)s.") % _words(facts)


def reaches(person: User) -> bool:
    """Say whether the person writes for any city today."""
    return bool(mandate_now(person).cities(WRITING))


def concerns(person: User, facts: Facts) -> bool:
    """Say whether the person still writes for one of the cities of the agreement."""
    found = Agreement.objects.filter(pk=facts["agreement"]).first()
    return found is not None and found.takes_part(mandate_now(person).cities(WRITING))


def _kind(name: str, label: Promise, sentence: Callable[[Facts], str]) -> None:
    register(Kind(name, label, sentence, reaches=reaches, concerns=concerns))


_kind(
    FACTS_CHANGED,
    gettext_lazy("A partner city changes languages, titles or term of an agreement"),
    _facts_changed,
)
_kind(
    PAGE_TAKEN_DOWN,
    gettext_lazy("A partner city takes the public page of an agreement down"),
    _taken_down,
)
_kind(WITHDRAWN, gettext_lazy("A partner city withdraws an agreement as a mistake"), _withdrawn)

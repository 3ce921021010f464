"""What people are told of partnerships that another city changed on its own."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import WRITING
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell
from pobratym.partnerships.models.partnerships import Partnership

ENTERED = "partnerships.entered"
EDITED = "partnerships.edited"
PAGE_TAKEN_DOWN = "partnerships.page_taken_down"


def tell_others(
    kind: str, partnership: Partnership, *, by: User | None, city: Municipality, page: str = ""
) -> None:
    """Tell those who write for the other cities what ``city`` has done on its own.

    Args:
        kind: one of this module's.
        partnership: known to all its parties.
        by: who did it, and needs no notice.
        city: in whose name.
        page: where to look, without the language; the partnership's page where there is none.
    """
    others = partnership.parties.current().exclude(municipality=city)
    people = people_of(others.values_list("municipality_id", flat=True), WRITING)
    facts = {
        "city": dict(city.name),
        "title": dict(partnership.title),
        "partnership": partnership.pk,
    }
    told = [person for person in people if person != by]
    tell(told, kind, facts, page or f"/desk/partnerships/{partnership.public_id}/")


def journal_of(partnership: Partnership) -> str:
    """Give the address of a partnership's journal, without the language: it shows differences."""
    return f"/desk/journal/partnerships.partnership/{partnership.pk}/"


def _words(facts: Facts) -> dict[str, str]:
    language = get_language() or "en"
    return {name: Wordings(facts[name]).said(language).text for name in ("city", "title")}


def _entered(facts: Facts) -> str:
    return _("%(city)s has entered a partnership with your city: %(title)s.") % _words(facts)


def _edited(facts: Facts) -> str:
    said = _("%(city)s has changed what is said of the partnership: %(title)s.")
    return said % _words(facts)


def _taken_down(facts: Facts) -> str:
    said = _("%(city)s has taken down the public page of the partnership: %(title)s.")
    return said % _words(facts)


def _reaches(person: User) -> bool:
    return bool(mandate_now(person).cities(WRITING))


def _concerns(person: User, facts: Facts) -> bool:
    """Say whether the person still writes for one of the cities."""
    found = Partnership.objects.standing().filter(pk=facts["partnership"]).first()
    return found is not None and found.takes_part(mandate_now(person).cities(WRITING))


def _kind(name: str, label: Promise, sentence: Callable[[Facts], str]) -> None:
    register(Kind(name, label, sentence, reaches=_reaches, concerns=_concerns))


_kind(ENTERED, gettext_lazy("A city enters a partnership with yours"), _entered)
_kind(EDITED, gettext_lazy("A partner city changes a partnership's description"), _edited)
_kind(PAGE_TAKEN_DOWN, gettext_lazy("A partner city takes a public page down"), _taken_down)

"""What people are told of who says to head an institution."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import WRITING
from pobratym.directory.telling import administrators
from pobratym.institutions.models.claims import Claim
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell

CLAIM_MADE = "institutions.claim_made"
CLAIM_ANSWERED = "institutions.claim_answered"


def page_of(claim: Claim) -> str:
    """Give the address of the page on which a claim is answered, without the language."""
    return f"/desk/claims/{claim.public_id}/"


def tell_city_hall(claim: Claim) -> None:
    """Tell who writes for the city; the administrators where nobody does yet.

    Nothing that the stranger typed stands in the letter.
    """
    people = people_of([claim.institution.municipality_id], WRITING)
    told = people or administrators()
    tell(told, CLAIM_MADE, _facts(claim), page_of(claim))


def tell_claimant(claim: Claim) -> None:
    """Tell whoever has an account here what the city hall said; others get no letter of this."""
    if claim.user is not None:
        facts = {**_facts(claim), "state": str(claim.state)}
        tell([claim.user], CLAIM_ANSWERED, facts, page_of(claim))


def _facts(claim: Claim) -> dict[str, object]:
    return {"place": dict(claim.institution.name)}


def _place(facts: Facts) -> str:
    return Wordings(facts["place"]).said(get_language() or "en").text


def _made(facts: Facts) -> str:
    return _("Somebody says to head this institution, and waits for your answer: %(place)s.") % {
        "place": _place(facts)
    }


def _answered(facts: Facts) -> str:
    if facts.get("state") == "confirmed":
        words = _("The city hall has confirmed that you head this institution: %(place)s.")
    else:
        words = _("The city hall has not confirmed that you head this institution: %(place)s.")
    return words % {"place": _place(facts)}


def _answers(person: User) -> bool:
    return person.is_administrator or bool(mandate_now(person).cities(WRITING))


def register_kinds() -> None:
    """Take the kinds in; called once when the application starts."""
    register(
        Kind(
            CLAIM_MADE,
            gettext_lazy("Somebody says to head an institution of your city"),
            _made,
            reaches=_answers,
        )
    )
    register(Kind(CLAIM_ANSWERED, gettext_lazy("Whether you head an institution"), _answered))

"""Who is told of a gift that waits for a decision."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.rules import DECIDING
from pobratym.allowances.states import GiftState
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.queries.aboard import people_of
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell

WAITING = "allowances.gift_waiting"


def page_of(gift: Gift) -> str:
    """Give the address of a gift's page, without the language."""
    return f"/desk/gifts/{gift.public_id}/"


def of_waiting_gift(gift: Gift, *, by: User | None) -> None:
    """Ask all who may decide for the city, but not who entered it."""
    people = [person for person in people_of([gift.city_id], DECIDING) if person != by]
    facts: dict[str, Any] = {"gift": gift.pk, "visit": dict(gift.visit.title)}
    tell(people, WAITING, facts, page_of(gift))


def _sentence(facts: Facts) -> str:
    title = Wordings(facts["visit"]).said(get_language() or "en").text
    return _(
        "A gift is worth more than the ceiling of your city and waits for your decision: %(visit)s."
    ) % {"visit": title}


def _concerns(person: User, facts: Facts) -> bool:
    """Say whether the gift still waits, and the person may decide."""
    gift = Gift.objects.filter(pk=facts["gift"], state=GiftState.WAITING).first()
    if gift is None or gift.entered_by_id == person.pk:
        return False
    return mandate_now(person).covers(gift.city_id, DECIDING)


def _decides(person: User) -> bool:
    return bool(mandate_now(person).cities(DECIDING))


register(
    Kind(
        WAITING,
        gettext_lazy("A gift above the ceiling waits for a decision"),
        _sentence,
        reaches=_decides,
        concerns=_concerns,
    )
)

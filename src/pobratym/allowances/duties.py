"""What waits about money when somebody leaves: gifts above the ceiling."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.allowances.models.gifts import Gift
from pobratym.directory.duties import Duty, Line, register


def _waiting(person: int, city: int) -> list[Line]:
    """List the gifts of the city that wait for a decision; the city's, whoever leaves."""
    del person
    rows = Gift.objects.waiting().filter(city=city).select_related("visit").order_by("on", "pk")
    return [
        Line(
            what=gift.description,
            for_whom=gift.visit.title,
            due_on=gift.on,
            page=f"/desk/gifts/{gift.public_id}/",
        )
        for gift in rows
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take it in; called once when the application starts."""
    label = _("Gifts that wait for a decision")
    register(Duty("allowances.gift", label, _waiting, _stays, is_personal=False))

"""What waits in visits when an officer leaves: visits of the city that are not over."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.directory.duties import Duty, Line, register
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import PLANNABLE


def _visits(person: int, city: int) -> list[Line]:
    """List the visits that the person entered for the city and that are still to come."""
    rows = Visit.objects.filter(created_by=person, host=city, state__in=sorted(PLANNABLE))
    return [
        Line(
            what="",
            for_whom=visit.title,
            due_on=visit.starts_on,
            page=f"/desk/visits/{visit.public_id}/",
        )
        for visit in rows.order_by("starts_on", "pk")
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    """Move nothing: every officer of the city has it."""
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take it in; called once when the application starts."""
    label = _("Visits that are being prepared")
    register(Duty("visits.visit", label, _visits, _stays, is_personal=False))

"""Open legal steps, shown when a person leaves; they are the city's, so nothing moves."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.duties import Duty, Line, register
from pobratym.routes.queries.book import entries_of
from pobratym.routes.queries.waiting import running_steps


def _open_steps(person: int, city: int) -> list[Line]:
    """List the city's steps under way, whoever leaves."""
    del person
    steps = running_steps().filter(walk__city=city).order_by("due_on", "place", "pk")
    return [
        Line(
            what=step.code,
            for_whom=entry.title if entry else Wordings(),
            due_on=step.due_on,
            page=f"/desk/steps/{step.public_id}/",
        )
        for step in steps
        for entry in [entries_of(step.walk).get(step.code)]
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take it in; called once when the application starts."""
    register(
        Duty("routes.step", _("Legal steps under way"), _open_steps, _stays, is_personal=False)
    )

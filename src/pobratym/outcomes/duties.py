"""What people promised during visits, for the hand-over of a leaving person."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.directory.duties import Duty, Line, register
from pobratym.journal.services import record
from pobratym.outcomes.models.promises import Promise, PromiseQuerySet


def _promises_of(person: int, city: int) -> PromiseQuerySet:
    return Promise.objects.due().filter(owner=person, city=city)


def _open_promises(person: int, city: int) -> list[Line]:
    rows = _promises_of(person, city).select_related("visit").order_by("due_on", "pk")
    return [
        Line(
            what=promise.what.said(get_language() or "en").text,
            for_whom=promise.visit.title,
            due_on=promise.due_on,
            page=f"/desk/promises/{promise.public_id}/",
        )
        for promise in rows
    ]


def _move_promises(person: int, successor: User, city: int, by: User | None) -> int:
    """Give every open promise to the successor; each says so in the journal."""
    rows = _promises_of(person, city).select_for_update(of=("self",))
    moved = list(rows.select_related("city", "visit").order_by("pk"))
    for promise in moved:
        promise.owner = successor
        promise.version += 1
        promise.full_clean()
        promise.save()
        record(
            "promise.handed_over",
            promise,
            by=by,
            city=promise.city.code,
            changes={"owner": (person, successor)},
            within=("partnerships.partnership", promise.visit.partnership_id),
            renews=False,
        )
    return len(moved)


def register_duties() -> None:
    """Take it in; called once when the application starts."""
    register(Duty("outcomes.promise", _("Promises of visits"), _open_promises, _move_promises))

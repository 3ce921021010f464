"""What waits in the links of an institution, for the hand-over of its leaving head."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.directory.duties import Duty, Line, register
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import AT_INSTITUTION, Role
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.queries.shown import title_of
from pobratym.links.states import ActivityState


def _proposals(person: int, city: int) -> list[Line]:
    """List the proposals that wait for the word of whoever heads the person's institution."""
    held = Employment.objects.in_force().filter(user=person, municipality=city, role=Role.HEAD)
    places = held.values("institution")
    asked = Q(a__in=places, accepted_a_at=None) | Q(b__in=places, accepted_b_at=None)
    waiting = Link.objects.unfinished().filter(asked).with_both().order_by("pk")
    return [
        Line(what="", for_whom=title_of(link), page=f"/desk/links/{link.public_id}/")
        for link in waiting
    ]


def _plans(person: int, city: int) -> list[Line]:
    """List what is planned in the links of the institutions in which the person works."""
    held = Employment.objects.in_force().filter(
        user=person, municipality=city, role__in=sorted(AT_INSTITUTION)
    )
    places = held.values("institution")
    own = Q(link__a__in=places) | Q(link__b__in=places)
    planned = Activity.objects.filter(own, state=ActivityState.PLANNED).order_by("until", "pk")
    return [
        Line(
            what="",
            for_whom=activity.title,
            due_on=activity.until,
            page=f"/desk/activities/{activity.public_id}/",
        )
        for activity in planned
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    """Move nothing: whoever works in the institution next has it."""
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take both kinds in; called once when the application starts."""
    for name, label, lines in (
        ("links.proposal", _("Proposed links that wait for the head"), _proposals),
        ("links.activity", _("Planned activities of partner institutions"), _plans),
    ):
        register(Duty(name, label, lines, _stays, is_personal=False))

"""What people have promised in partnerships, for the hand-over of a leaving person."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.models import JointChange
from pobratym.directory.duties import Duty, Line, register
from pobratym.journal.services import record
from pobratym.partnerships.models.contacts import Contact, ContactQuerySet


def _steps_of(person: int, city: int) -> ContactQuerySet:
    return Contact.objects.due().filter(owner=person, city=city)


def _open_steps(person: int, city: int) -> list[Line]:
    steps = _steps_of(person, city).select_related("partnership").order_by("due_on", "pk")
    return [
        Line(
            what=step.next_step,
            for_whom=step.partnership.title,
            due_on=step.due_on,
            page=f"/desk/contacts/{step.public_id}/edit/",
        )
        for step in steps
    ]


def _move_steps(person: int, successor: User, city: int, by: User | None) -> int:
    """Give every open step to the successor; each line of the log says so in the journal."""
    steps = _steps_of(person, city).select_for_update(of=("self",)).select_related("city")
    moved = list(steps.order_by("pk"))
    for step in moved:
        step.owner = successor
        step.version += 1
        step.full_clean()
        step.save()
        record(
            "contact.handed_over",
            step,
            by=by,
            city=step.city.code,
            changes={"owner": (person, successor)},
            within=("partnerships.partnership", step.partnership_id),
            own=True,
        )
    return len(moved)


def _open_proposals(person: int, city: int) -> list[Line]:
    """List what the city has proposed and what it is asked; the city's, whoever leaves."""
    del person
    waiting = JointChange.objects.open().filter(
        proposed_by=city
    ) | JointChange.objects.open().filter(answers__city=city, answers__said="")
    return [
        Line(
            what="",
            for_whom=proposal.title,
            due_on=proposal.expires_at.date(),
            page=f"/desk/proposals/{proposal.public_id}/",
        )
        for proposal in waiting.distinct().order_by("expires_at", "pk")
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take both kinds in; called once when the application starts."""
    register(
        Duty("partnerships.next_step", _("Next steps with partners"), _open_steps, _move_steps)
    )
    register(
        Duty(
            "partnerships.proposal",
            _("Proposals that wait for an answer"),
            _open_proposals,
            _stays,
            is_personal=False,
        )
    )

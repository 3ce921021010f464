"""What a city has open in its agreements, shown when a person leaves; it is the city's."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.negotiation import Comment
from pobratym.agreements.models.plans import PlanLine
from pobratym.agreements.states import STANDING, WRITABLE, Audience, PlanState
from pobratym.core.wordings import Wordings
from pobratym.directory.duties import Duty, Line, register


def _open_comments(person: int, city: int) -> list[Line]:
    """List the threads that nobody has settled: the city's own, and those of all parties."""
    del person
    seen = Comment.objects.filter(city=city) | Comment.objects.filter(
        audience=Audience.PARTIES, clause__agreement__parties__city=city
    )
    threads = seen.filter(
        answers__isnull=True,
        resolved_at__isnull=True,
        clause__removed_at__isnull=True,
        clause__agreement__stage__in=sorted(WRITABLE),
        clause__agreement__withdrawn_at__isnull=True,
    ).distinct()
    return [
        Line(
            what=one.text,
            for_whom=one.clause.agreement.title,
            page=f"/desk/clauses/{one.clause.public_id}/",
        )
        for one in threads.select_related("clause__agreement").order_by("pk")
    ]


def _open_drafts(person: int, city: int) -> list[Line]:
    """List the agreements whose text the city is writing."""
    del person
    rows = Agreement.objects.standing().filter(stage__in=sorted(WRITABLE), parties__city=city)
    known = rows.filter(shared_on__isnull=False) | rows.filter(opened_by=city)
    return [
        Line(what="", for_whom=one.title, page=f"/desk/agreements/{one.public_id}/")
        for one in known.distinct().order_by("pk")
    ]


def _open_lines(person: int, city: int) -> list[Line]:
    """List what the city has to do under adopted plans, the most urgent first."""
    del person
    rows = PlanLine.objects.filter(
        city=city,
        state__in=[PlanState.PLANNED.value, PlanState.RUNNING.value],
        plan__adopted_on__isnull=False,
        plan__agreement__stage__in=sorted(STANDING),
        plan__agreement__withdrawn_at__isnull=True,
    ).select_related("plan__agreement")
    return [
        Line(
            what="",
            for_whom=Wordings(one.action),
            due_on=one.due_on,
            page=f"/desk/agreements/{one.plan.agreement.public_id}/plans/{one.plan.year}/",
        )
        for one in rows.order_by("due_on", "pk")
    ]


def _stays(person: int, successor: User, city: int, by: User | None) -> int:
    del person, successor, city, by
    return 0


def register_duties() -> None:
    """Take them in; called once when the application starts."""
    for name, label, open_lines in (
        ("agreements.text", _("Agreements whose text is being written"), _open_drafts),
        ("agreements.comment", _("Comments on clauses that wait"), _open_comments),
        ("agreements.line", _("Lines of work plans to be done"), _open_lines),
    ):
        register(Duty(name, label, open_lines, _stays, is_personal=False))

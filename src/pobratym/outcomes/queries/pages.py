"""What the pages after a visit show."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.states import READING, WRITING
from pobratym.outcomes.models.answers import Questionnaire
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.models.reports import VisitReport
from pobratym.outcomes.standard import standard_questions
from pobratym.outcomes.states import PromiseState
from pobratym.programmes.models.items import Item
from pobratym.programmes.release import audience_of, items_known, knows_programme
from pobratym.programmes.states import ItemKind
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import acting_cities
from pobratym.visits.states import VisitState


@dataclass(frozen=True, slots=True)
class Under:
    """A point of the agenda, or none, with what was said and decided under it."""

    point: AgendaPoint | None
    minutes: list[Minute]
    decisions: list[Decision]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """The page of what came of a visit, as one reader sees it.

    ``acting`` are keys of the cities that the reader writes for; ``there`` how many guests were
    there, ``guests`` how many came onto the list.
    """

    visit: Visit
    acting: frozenset[int]
    under: list[Under]
    promises: list[Promise]
    practices: list[SeenPractice]
    questionnaire: Questionnaire | None
    report: VisitReport | None
    guests: int
    there: int
    reads_for_host: bool

    @property
    def may_note(self) -> bool:
        """Whether the reader may note something."""
        return bool(self.acting) and self.visit.state != VisitState.CANCELLED

    @property
    def is_host(self) -> bool:
        """Whether the reader may write the report and the questions."""
        return self.may_note and self.visit.host_id in self.acting

    @property
    def has_begun(self) -> bool:
        """Whether guests can have been there."""
        return self.visit.state in {VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED}

    def is_own(self, city: int) -> bool:
        """Whether the reader may change what a city noted."""
        return self.may_note and city in self.acting


def afterwards_of(visit: Visit, reader: User) -> Afterwards:
    """Gather the page (eleven statements)."""
    minutes: dict[int | None, list[Minute]] = defaultdict(list)
    decisions: dict[int | None, list[Decision]] = defaultdict(list)
    for minute in Minute.objects.visible_to(reader).filter(visit=visit).select_related("city"):
        minutes[minute.point_id].append(minute)
    for decision in Decision.objects.visible_to(reader).filter(visit=visit).select_related("city"):
        decisions[decision.point_id].append(decision)
    points: list[AgendaPoint | None] = [*points_of(visit), None]
    under = [
        Under(one, minutes[one.pk if one else None], decisions[one.pk if one else None])
        for one in points
    ]
    attended = list(Member.objects.filter(visit=visit).coming().values_list("attended", flat=True))
    promises = Promise.objects.visible_to(reader).filter(visit=visit)
    return Afterwards(
        visit=visit,
        acting=frozenset(city.pk for city in acting_cities(visit, mandate_of(reader))),
        under=[one for one in under if one.point or one.minutes or one.decisions],
        promises=list(promises.select_related("city", "owner")),
        practices=list(
            SeenPractice.objects.filter(visit=visit)
            .select_related("city", "institution")
            .order_by("pk")
        ),
        questionnaire=Questionnaire.objects.filter(visit=visit).first(),
        report=VisitReport.objects.filter(visit=visit).first(),
        guests=len(attended),
        there=attended.count(True),
        reads_for_host=visit.host_id in mandate_of(reader).cities(READING),
    )


def points_of(visit: Visit) -> list[AgendaPoint]:
    """Give the agenda in order."""
    rows = AgendaPoint.objects.filter(visit=visit)
    return list(rows.select_related("city", "item").order_by("place", "pk"))


def meetings_of(visit: Visit, reader: User) -> list[Item]:
    """Give the items of the programme that something can be noted of, as the reader knows them."""
    audience = audience_of(reader, visit)
    if not knows_programme(visit, audience, timezone.now()):
        return []
    told = {ItemKind.VISIT, ItemKind.MEAL, ItemKind.OTHER}
    return [
        one for one in items_known(visit, audience) if one.kind in told and not one.cancelled_at
    ]


def people_to_choose(cities: Sequence[Municipality]) -> list[tuple[User, str]]:
    """Give the people who may keep a promise, each with name and city (one statement)."""
    posts = Employment.objects.in_force().filter(
        municipality__in=[city.pk for city in cities], role__in=sorted(WRITING)
    )
    rows = posts.filter(user__is_active=True).select_related("user", "municipality")
    found = {}
    for post in rows.order_by("municipality", "user__name", "user"):
        found[post.user_id] = (post.user, f"{post.user.name} ({post.municipality.name})")
    return list(found.values())


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise, and whether the reader may keep or change it."""

    promise: Promise
    may_change: bool


def promise_page(promise: Promise, reader: User) -> PromisePage:
    """Gather the page of a promise."""
    is_open = promise.state == PromiseState.OPEN
    writes = mandate_of(reader).covers(promise.city_id, WRITING)
    cancelled = promise.visit.state == VisitState.CANCELLED
    return PromisePage(promise, is_open and writes and not cancelled)


def sheet_of(visit: Visit) -> Questionnaire | None:
    """Give the questions of a visit."""
    return Questionnaire.objects.filter(visit=visit).first()


def written_of(visit: Visit) -> VisitReport | None:
    """Give what was written in the report on a visit."""
    return VisitReport.objects.filter(visit=visit).first()


def question_values(sheet: Questionnaire | None) -> tuple[int, dict[str, object]]:
    """Give how many questions there are and the values of their boxes; the usual ones at first."""
    asked = (
        [(one.answering, one.text) for one in sheet.questions.all()]
        if sheet is not None
        else standard_questions()
    )
    values: dict[str, object] = {"version": sheet.version if sheet else 0}
    for place, (answering, text) in enumerate(asked):
        values |= {f"text_{place}": text, f"answering_{place}": answering}
    return len(asked), values

"""Pages of the journal: which lines a person may read, and how each of them reads."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.negotiation import Comment
from pobratym.agreements.models.plans import PlanLine, WorkPlan
from pobratym.agreements.models.statements import Statement
from pobratym.confirmations.models import JointChange
from pobratym.core.fields import ShortWordingField
from pobratym.core.prepared import prepared
from pobratym.core.values import LARGEST_NUMBER
from pobratym.core.wordings import Wordings
from pobratym.desk.queries.lines import Line, read_lines
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING_JOURNAL, READING_NOTES
from pobratym.journal.models import Entry
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.queries.shown import title_of
from pobratym.papers.models import PaperText
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.models.steps import Step, Walk

PAGE_SIZE = 25
BATCH = 1_000
LINK = "links.link"
GATHERING = {
    "partnerships.partnership": Partnership,
    "agreements.agreement": Agreement,
    "directory.municipality": Municipality,
    "directory.institution": Institution,
}
"""Things on whose page the lines of what belongs to them are read, too."""
_TITLED: dict[str, type[Partnership] | type[Agreement]] = {
    "partnerships.partnership": Partnership,
    "agreements.agreement": Agreement,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose journal is read: of a city, of a thing, or of the installation itself.

    ``title`` names it; ``lines`` are those that the reader may see. ``cities`` (keys) are those
    whose journal the reader reads: to whom they have written is shown for these only.
    """

    title: Wordings
    lines: "QuerySet[Entry]"
    cities: tuple[int, ...] = ()
    city: str = ""
    is_thing: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see of a journal; days in the reader's zone, both included."""

    since: dt.date | None = None
    until: dt.date | None = None
    by: int | None = None
    what: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal, newest first; ``older``: the number to go on before, or 0."""

    lines: list[Line]
    older: int


def cities_to_read(reader: Reader) -> list[Municipality]:
    """Give the cities whose journal the person reads (one statement)."""
    return _cities(tuple(sorted(mandate_of(reader).cities(READING_JOURNAL))))


@prepared
def _cities(keys: tuple[int, ...]) -> "QuerySet[Municipality]":
    return Municipality.objects.filter(pk__in=keys).order_by("pk")


def journal_of_city(reader: Reader, public_id: UUID) -> Scope | None:
    """Give what was done in the name of a city, for those who read its journal; None otherwise."""
    city = next((one for one in cities_to_read(reader) if one.public_id == public_id), None)
    if city is None:
        return None
    return Scope(city.name, Entry.objects.filter(city=city.code), (city.pk,), city.code)


def journal_of_installation(reader: Reader) -> Scope | None:
    """Give what belongs to no city, such as signing in, for administrators; None otherwise."""
    if not (reader.is_authenticated and reader.is_administrator):
        return None
    return Scope(Wordings(), Entry.objects.filter(city=""))


def journal_of_thing(reader: Reader, kind: str, key: int) -> Scope | None:
    """Give what was done to one thing, for those who may see it; None otherwise.

    A city's own notes, and what was done before the partner knew, stay with that city.
    """
    title = _title_of(reader, kind, key)
    if title is None:
        return None
    found = Q(within_kind=kind, within_key=key) if kind in GATHERING else Q(kind=kind, key=key)
    if kind == "agreements.agreement":
        found |= _of_agreements(Agreement.objects.filter(pk=key))
    if kind == LINK:
        plans = Activity.objects.filter(link=key)
        found |= Q(kind="links.activity", key__in=plans.values("pk"))
    if kind == "partnerships.partnership":
        others = Agreement.objects.filter(partnership=key)
        found &= ~_of_agreements(others.exclude(pk__in=Agreement.objects.of(reader).values("pk")))
    keys = sorted(mandate_of(reader).cities(READING_NOTES))
    own = Municipality.objects.filter(pk__in=keys).values("code")
    lines = Entry.objects.filter(found).filter(Q(is_own=False) | Q(city__in=own))
    reading = tuple(sorted(mandate_of(reader).cities(READING_JOURNAL)))
    return Scope(title, lines, reading, is_thing=True)


def _of_agreements(rows: "QuerySet[Agreement]") -> Q:
    """Find the lines of what belongs to agreements; they are gathered with their partnership."""
    keys = rows.values("pk")
    found = Q(kind="agreements.agreement", key__in=keys)
    for kind, belonging in (
        ("agreements.clause", Clause.objects.filter(agreement__in=keys)),
        ("agreements.comment", Comment.objects.filter(clause__agreement__in=keys)),
        ("agreements.statement", Statement.objects.filter(agreement__in=keys)),
        ("agreements.workplan", WorkPlan.objects.filter(agreement__in=keys)),
        ("agreements.planline", PlanLine.objects.filter(plan__agreement__in=keys)),
        ("papers.papertext", PaperText.objects.filter(agreement__in=keys)),
        ("routes.walk", Walk.objects.filter(agreement__in=keys)),
        ("routes.step", Step.objects.filter(walk__agreement__in=keys)),
        ("routes.signatory", Signatory.objects.filter(agreement__in=keys)),
        ("routes.signature", Signature.objects.filter(agreement__in=keys)),
        ("routes.registerentry", RegisterEntry.objects.filter(agreement__in=keys)),
    ):
        found |= Q(kind=kind, key__in=belonging.values("pk"))
    return found


def _title_of(reader: Reader, kind: str, key: int) -> Wordings | None:
    """Name a thing whose journal the reader may see (one statement); None for all others."""
    cities = mandate_of(reader).cities(READING_JOURNAL)
    schools = mandate_of(reader).institutions(AT_INSTITUTION)
    if kind in _TITLED:
        seen = _TITLED[kind].objects.of(reader).filter(pk=key)
        return seen.values_list("title", flat=True).first()
    if kind == "directory.municipality":
        found = Municipality.objects.filter(pk=key, pk__in=cities)
        return found.values_list("name", flat=True).first()
    if kind == "directory.institution":
        of_city = Institution.objects.filter(Q(municipality__in=cities) | Q(pk__in=schools), pk=key)
        return of_city.values_list("name", flat=True).first()
    if kind == "directory.employment":
        role = Employment.objects.filter(pk=key, municipality__in=cities).select_related("user")
        return next((Wordings({"en": str(one)}) for one in role), None)
    if kind == "confirmations.jointchange":
        change = JointChange.objects.visible_to(reader).filter(pk=key)
        return change.values_list("title", flat=True).first()
    links = Link.objects.visible_to(reader).with_both().filter(pk=key) if kind == LINK else ()
    return next((title_of(link) for link in links), None)


def narrowed(scope: Scope, asked: Asked, zone: ZoneInfo) -> "QuerySet[Entry]":
    """Give the lines that were asked for, newest first.

    A day becomes a range of numbers first, since lines lie in the order of their moments.
    """
    lines = scope.lines
    if asked.by is not None:
        lines = lines.filter(by=asked.by)
    if asked.what:
        lines = lines.filter(what=asked.what)
    if asked.since:
        lines = lines.filter(pk__gte=_first_from(asked.since, zone))
    if asked.until:
        end = _first_from(asked.until + dt.timedelta(days=1), zone)
        lines = lines.filter(pk__lt=end)
    if asked.before is not None:
        lines = lines.filter(pk__lt=asked.before)
    return lines.order_by("-pk")


def _first_from(day: dt.date, zone: ZoneInfo) -> int:
    """Give the number of the first line of a day or after it (one statement)."""
    begins = dt.datetime.combine(day, dt.time(), zone)
    later = Entry.objects.filter(at__gte=begins).order_by("at", "pk").values_list("pk", flat=True)
    return next(iter(later[:1]), LARGEST_NUMBER)


def journal_page(scope: Scope, asked: Asked, zone: ZoneInfo) -> JournalPage:
    """Give one page of the journal (two statements, one more for each day of the period)."""
    rows = _rows(scope, narrowed(scope, asked, zone), PAGE_SIZE + 1)
    shown_rows = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    return JournalPage(read_lines(shown_rows, zone), shown_rows[-1]["pk"] if more else 0)


def whole_journal(
    scope: Scope, asked: Asked, zone: ZoneInfo
) -> Iterator[list[tuple[dict[str, Any], Line]]]:
    """Give all lines that were asked for in batches, newest first, as stored and as read."""
    wanted = narrowed(scope, asked, zone)
    last = LARGEST_NUMBER
    while rows := _rows(scope, wanted.filter(pk__lt=last), BATCH):
        yield list(zip(rows, read_lines(rows, zone), strict=True))
        last = rows[-1]["pk"]


def _rows(scope: Scope, lines: "QuerySet[Entry]", size: int) -> list[dict[str, Any]]:
    """Read lines with the names that their sentences need (one statement)."""
    read_by = Municipality.objects.filter(pk__in=scope.cities, code=OuterRef("city"))
    named = lines.annotate(
        may_know=Exists(read_by),
        person=F("by__name"),
        address=F("by__email"),
        city_name=Subquery(Municipality.objects.filter(code=OuterRef("city")).values("name")[:1]),
        title=Case(
            *(
                When(within_kind=kind, then=Subquery(_names_of(kind, model)))
                for kind, model in GATHERING.items()
            ),
            default=Value(None),
            output_field=ShortWordingField(),
        ),
    )
    found: list[Any] = list(
        named.values(
            "pk", "at", "by", "city", "what", "kind", "key", "within_kind", "within_key", "details",
            "changes", "personal", "prev_hash", "hash", "person", "address", "city_name", "title",
            "may_know",
        )[:size]
    )  # fmt: skip
    return found


def _names_of(kind: str, model: Any) -> Any:  # noqa: ANN401  a queryset of one of three models
    name = "title" if kind in _TITLED else "name"
    return model.objects.filter(pk=OuterRef("within_key")).values(name)[:1]

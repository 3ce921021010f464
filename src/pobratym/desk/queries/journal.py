"""Pages of the journal: which lines a person may read, and how each of them reads."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from pobratym.accounts.http import Reader
from pobratym.confirmations.models import JointChange
from pobratym.core.fields import ShortWordingField
from pobratym.core.keeping import ERASED_DOMAIN
from pobratym.core.wordings import Wordings
from pobratym.desk.deeds import SENTENCES
from pobratym.desk.journal_values import Change, in_words, label_of, shown
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING_JOURNAL, READING_NOTES
from pobratym.journal.models import Entry, PersonalValue
from pobratym.partnerships.models.partnerships import Partnership

PAGE_SIZE = 25
BATCH = 1_000
_NO_NUMBER = 2**63 - 1
GATHERING = {
    "partnerships.partnership": Partnership,
    "directory.municipality": Municipality,
    "directory.institution": Institution,
}
"""Things on whose page the lines of what belongs to them are read, too."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose journal is read: of a city, of a thing, or of the installation itself.

    ``title`` names it; ``lines`` are those that the reader may see.
    """

    title: Wordings
    lines: "QuerySet[Entry]"
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
class Line:
    """One line as people read it; ``at`` in the reader's zone."""

    number: int
    at: dt.datetime
    sentence: str
    who: str
    by: int | None
    about: Wordings
    page: str
    changes: list[Change] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal, newest first; ``older``: the number to go on before, or 0."""

    lines: list[Line]
    older: int


def cities_to_read(reader: Reader) -> list[Municipality]:
    """Give the cities whose journal the person reads (one statement)."""
    keys = sorted(mandate_of(reader).cities(READING_JOURNAL))
    return list(Municipality.objects.filter(pk__in=keys).order_by("pk"))


def journal_of_city(reader: Reader, public_id: UUID) -> Scope | None:
    """Give what was done in the name of a city, for those who read its journal; None otherwise."""
    city = next((one for one in cities_to_read(reader) if one.public_id == public_id), None)
    if city is None:
        return None
    return Scope(city.name, Entry.objects.filter(city=city.code), city.code)


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
    keys = sorted(mandate_of(reader).cities(READING_NOTES))
    own = Municipality.objects.filter(pk__in=keys).values("code")
    lines = Entry.objects.filter(found).filter(Q(is_own=False) | Q(city__in=own))
    return Scope(title, lines, is_thing=True)


def _title_of(reader: Reader, kind: str, key: int) -> Wordings | None:
    """Name a thing whose journal the reader may see (one statement); None for all others."""
    cities = mandate_of(reader).cities(READING_JOURNAL)
    schools = mandate_of(reader).institutions(AT_INSTITUTION)
    if kind == "partnerships.partnership":
        return Partnership.objects.of(reader).filter(pk=key).values_list("title", flat=True).first()
    if kind == "directory.municipality":
        found = Municipality.objects.filter(pk=key, pk__in=cities)
        return found.values_list("name", flat=True).first()
    if kind == "directory.institution":
        seen = Institution.objects.filter(Q(municipality__in=cities) | Q(pk__in=schools), pk=key)
        return seen.values_list("name", flat=True).first()
    if kind == "directory.employment":
        role = Employment.objects.filter(pk=key, municipality__in=cities).select_related("user")
        return next((Wordings({"en": str(one)}) for one in role), None)
    if kind == "confirmations.jointchange":
        change = JointChange.objects.visible_to(reader).filter(pk=key)
        return change.values_list("title", flat=True).first()
    return None


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
    return next(iter(later[:1]), _NO_NUMBER)


def journal_page(scope: Scope, asked: Asked, zone: ZoneInfo) -> JournalPage:
    """Give one page of the journal (two statements, one more for each day of the period)."""
    rows = _rows(narrowed(scope, asked, zone), PAGE_SIZE + 1)
    shown_rows = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    return JournalPage(_read(shown_rows, zone), shown_rows[-1]["pk"] if more else 0)


def whole_journal(
    scope: Scope, asked: Asked, zone: ZoneInfo
) -> Iterator[list[tuple[dict[str, Any], Line]]]:
    """Give all lines that were asked for in batches, newest first, as stored and as read."""
    wanted = narrowed(scope, asked, zone)
    last = _NO_NUMBER
    while rows := _rows(wanted.filter(pk__lt=last), BATCH):
        yield list(zip(rows, _read(rows, zone), strict=True))
        last = rows[-1]["pk"]


def _rows(lines: "QuerySet[Entry]", size: int) -> list[dict[str, Any]]:
    """Read lines with the names that their sentences need (one statement)."""
    named = lines.annotate(
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
        )[:size]
    )  # fmt: skip
    return found


def _names_of(kind: str, model: Any) -> Any:  # noqa: ANN401  a queryset of one of three models
    name = "title" if kind == "partnerships.partnership" else "name"
    return model.objects.filter(pk=OuterRef("within_key")).values(name)[:1]


def _read(rows: list[dict[str, Any]], zone: ZoneInfo) -> list[Line]:
    values = _values(rows)
    return [_line(row, values.get(row["pk"], {}), zone) for row in rows]


def _values(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Read what stands beside these lines and is not erased (one statement at most)."""
    keys = [row["pk"] for row in rows if row["personal"]]
    found: dict[int, dict[str, Any]] = {}
    if keys:
        kept = PersonalValue.objects.filter(entry__in=keys)
        for number, name, value in kept.values_list("entry", "name", "value"):
            found.setdefault(number, {})[name] = value
    return found


def _line(row: dict[str, Any], values: dict[str, Any], zone: ZoneInfo) -> Line:
    who = _who(row)
    sentence = SENTENCES.get(row["what"])
    return Line(
        number=row["pk"],
        at=row["at"].astimezone(zone),
        sentence=str(sentence) % {"who": who} if sentence else f"{who}: {row['what']}",
        who=who,
        by=row["by"],
        about=row["title"] or Wordings(),
        page=f"{row['within_kind']}/{row['within_key']}" if row["title"] else "",
        changes=[
            Change(label_of(row["kind"], name), *_both(row["kind"], name, told, values))
            for name, told in row["changes"].items()
        ],
        facts=_facts(row, values),
    )


def _who(row: dict[str, Any]) -> str:
    """Name who did it, and for which city; nobody signed in is the administrator's command."""
    if row["by"] is None:
        return _("The system")
    name = row["person"] or row["address"]
    if row["address"].endswith(f"@{ERASED_DOMAIN}"):
        name = _("an erased person")
    city = row["city_name"]
    return f"{name} ({in_words(city)})" if city else name


def _both(kind: str, name: str, told: Any, values: dict[str, Any]) -> tuple[Any, Any]:  # noqa: ANN401  JSON
    if told == "changed":
        return shown(kind, name, ""), [("", _("changed; not noted what"))]
    if told == "apart":
        pair = values.get(name)
        if pair is None:
            return [("", _("erased"))], [("", _("erased"))]
        told = pair
    return shown(kind, name, told[0]), shown(kind, name, told[1])


def _facts(row: dict[str, Any], values: dict[str, Any]) -> list[tuple[str, str]]:
    labels = {"why": _("Reason"), "address": _("Network address"), "typed": _("Typed address")}
    noted = [(name, values.get(name, _("erased"))) for name in labels if name in row["personal"]]
    return [(labels[name], str(value)) for name, value in noted]

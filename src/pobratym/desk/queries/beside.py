"""What lines of the journal point to, fetched for a whole page at once: one statement."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.confirmations.models import JointChange
from pobratym.desk.journal_values import target_of
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.facts import PopulationFigure
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.models.territories import Source
from pobratym.documents.models import Picture
from pobratym.journal.models import PersonalValue
from pobratym.partnerships.models.partnerships import Partnership

Thing = Mapping[str, Any]
"""What is told of one row: its names, by what they are for the sentence."""
Row = Mapping[str, Any]
"""One line as read from the database."""

_PEOPLE = "accounts.user"
_VALUE = "journal.personalvalue"
_PERSON_KEYS = ("leaver", "successor")
_PLACED = {"place": "institution__name", "role": "role"}
_TOLD: dict[str, tuple[Callable[[], QuerySet[Any]], dict[str, str]]] = {
    _PEOPLE: (User.objects.all, {"person": "name", "email": "email"}),
    "directory.employment": (
        Employment.objects.all,
        {**_PLACED, "person": "user__name", "email": "user__email", "until": "until"},
    ),
    "directory.invitation": (
        Invitation.objects.all,
        {**_PLACED, "person": "accepted_by__name", "email": "accepted_by__email", "to": "email"},
    ),
    "confirmations.jointchange": (
        JointChange.objects.all,
        {"deed": "deed", "before": "before", "after": "after"},
    ),
    "directory.municipality": (Municipality.objects.all, {"name": "name"}),
    "directory.institution": (Institution.objects.all, {"name": "name"}),
    "directory.populationfigure": (PopulationFigure.objects.all, {"name": "unit"}),
    "directory.source": (Source.objects.all, {"name": "name"}),
    "documents.picture": (Picture.objects.all, {"name": "shows"}),
    "partnerships.partnership": (Partnership.objects.all, {"name": "title"}),
    "agreements.agreement": (Agreement.objects.all, {"name": "title"}),
}
_TEXTS = {"place", "name", "before", "after"}
"""JSON within JSON: SQLite gives it as a text, PostgreSQL as it is."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the lines of a page.

    Attributes:
        values: by line, the values kept apart that are not erased, by name.
        things: by model label and key.
    """

    values: Mapping[int, Mapping[str, Any]]
    things: Mapping[tuple[str, int], Thing]

    def thing(self, kind: str, key: int) -> Thing:
        """Give what is told of a row; nothing where it is gone."""
        return self.things.get((kind, key), {})


def beside(rows: Iterable[Row]) -> Beside:
    """Fetch what these lines point to (one statement; none where they point to nothing)."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for kind, key in _pointed_to(row):
            wanted.setdefault(kind, set()).add(key)
    found = [_asked(kind, keys) for kind, keys in sorted(wanted.items())]
    values: dict[int, dict[str, Any]] = {}
    things: dict[tuple[str, int], Thing] = {}
    if found:
        first, *others = found
        for kind, key, told in first.union(*others, all=True) if others else first:
            if kind == _VALUE:
                values.setdefault(key, {})[told["name"]] = json.loads(told["value"])
            else:
                things[kind, key] = {name: _plain(name, one) for name, one in told.items()}
    return Beside(values, things)


def _pointed_to(row: Row) -> Iterable[tuple[str, int]]:
    if row["personal"]:
        yield _VALUE, row["pk"]
    if row["kind"] in _TOLD:
        yield row["kind"], row["key"]
    for name in _PERSON_KEYS:
        if name in row["details"]:
            yield _PEOPLE, row["details"][name]
    for name, told in row["changes"].items():
        target = target_of(row["kind"], name)
        if target in _TOLD and isinstance(told, list):
            yield from ((target, key) for key in told if isinstance(key, int))


def _asked(kind: str, keys: set[int]) -> QuerySet[Any, Any]:
    label = Cast(Value(kind), CharField())
    if kind == _VALUE:
        kept = PersonalValue.objects.filter(entry__in=sorted(keys)).order_by()
        return kept.values_list(label, F("entry_id"), JSONObject(name="name", value="value"))
    rows, names = _TOLD[kind]
    return rows().filter(pk__in=sorted(keys)).order_by().values_list(
        label, F("pk"), JSONObject(**names)
    )  # fmt: skip


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401  JSON
    if name in _TEXTS and isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value

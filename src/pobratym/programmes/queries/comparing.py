"""Versions of a programme, listed and held against one another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pobratym.core.wordings import Wordings
from pobratym.core.words import language
from pobratym.programmes.models.items import ProgrammeVersion
from pobratym.programmes.queries.board import day_name
from pobratym.programmes.queries.versions import snapshot
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit

Said = Mapping[str, Any]
PAGE = 30


@dataclass(frozen=True, slots=True)
class Unlike:
    """One item that two versions have differently.

    ``how`` is ``new``, ``gone``, ``moved`` or ``changed``; ``points`` has what, before, after.
    """

    title: Wordings
    how: str
    when: str
    points: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; ``older`` is None for the empty programme before the first."""

    older: ProgrammeVersion | None
    newer: ProgrammeVersion
    unlike: Sequence[Unlike]


def versions_of(visit: Visit, before: int = 0) -> list[ProgrammeVersion]:
    """List versions, the latest first; one more than fits on a page says that there are more."""
    rows = ProgrammeVersion.objects.filter(visit=visit.pk).select_related("made_by").defer("items")
    if before:
        rows = rows.filter(number__lt=before)
    return list(rows.order_by("-number")[: PAGE + 1])


def version_of(visit: Visit, number: int) -> ProgrammeVersion | None:
    """Give one version with its items."""
    rows = ProgrammeVersion.objects.filter(visit=visit.pk, number=number)
    return rows.select_related("made_by").first()


def compared(visit: Visit, older: int, newer: int) -> Comparison | None:
    """Hold two versions against one another; None where there is no such version."""
    new = version_of(visit, newer)
    old = version_of(visit, older) if older else None
    if new is None or (older and old is None):
        return None
    return Comparison(old, new, unlike_of(old.items if old else {}, new.items))


def unlike_now(visit: Visit, then: Mapping[str, Said]) -> list[Unlike]:
    """Say what putting a version back would change."""
    return unlike_of(snapshot(visit.pk), then)


def unlike_of(old: Mapping[str, Said], new: Mapping[str, Said]) -> list[Unlike]:
    """Give what differs between two snapshots, in order of time."""
    names = _Names([*old.values(), *new.values()])
    keys = dict.fromkeys([*old, *new])
    found = [
        (_first(old.get(key), new.get(key)), one)
        for key in keys
        if (one := _unlike(_standing(old.get(key)), _standing(new.get(key)), names))
    ]
    return [one for _when, one in sorted(found, key=lambda pair: pair[0])]


def _standing(said: Said | None) -> Said | None:
    return None if said is None or said["cancelled_at"] else said


def _first(old: Said | None, new: Said | None) -> str:
    return str((new or old or {})["starts_at"])


class _Names:
    """Names of all rows that snapshots speak of, one statement for each kind."""

    def __init__(self, items: Iterable[Said]) -> None:
        told = list(items)
        spoken = language()
        sites = Site.objects.filter(pk__in={one["site_id"] for one in told} - {None})
        groups = SubGroup.objects.filter(pk__in={key for one in told for key in one["subgroups"]})
        self.sites: dict[int, str] = {
            pk: name.said(spoken).text for pk, name in sites.values_list("pk", "name")
        }
        self.groups = {pk: name.said(spoken).text for pk, name in groups.values_list("pk", "name")}
        helpers = {one["interpreter_id"] for one in told} - {None}
        self.helpers = dict(Interpreter.objects.filter(pk__in=helpers).values_list("pk", "name"))
        hosts = {key for one in told for key in one["hosts"]}
        self.hosts = dict(Host.objects.filter(pk__in=hosts).values_list("pk", "name"))


def _unlike(old: Said | None, new: Said | None, names: _Names) -> Unlike | None:
    if old is None and new is None:
        return None
    if old is None or new is None:
        said = new or old or {}
        how = "new" if old is None else "gone"
        return Unlike(Wordings(said["title"]), how, _when(said), [])
    points = [
        (what, before, after)
        for what, before, after in (
            (_("When"), _when(old), _when(new)),
            (_("Site"), _site(old, names), _site(new, names)),
            (_("For whom"), _who(old, names), _who(new, names)),
            (_("Interpreter"), _helper(old, names), _helper(new, names)),
            (_("Who receives the guests"), _hosts(old, names), _hosts(new, names)),
            (_("In planning"), _lock(old), _lock(new)),
            (_("Title"), _title(old), _title(new)),
            (_("Note"), _note(old), _note(new)),
        )
        if before != after
    ]
    if not points:
        return None
    how = "moved" if _when(old) != _when(new) else "changed"
    return Unlike(Wordings(new["title"]), how, _when(new), points)


def _when(said: Said) -> str:
    day = day_name(dt.date.fromisoformat(said["day"]), language())
    return f"{day}, {said['starts']}–{said['ends']}"


def _site(said: Said, names: _Names) -> str:
    return names.sites.get(said["site_id"], "–")


def _who(said: Said, names: _Names) -> str:
    return ", ".join(names.groups.get(key, "–") for key in said["subgroups"]) or _("everybody")


def _helper(said: Said, names: _Names) -> str:
    return names.helpers.get(said["interpreter_id"], "–")


def _hosts(said: Said, names: _Names) -> str:
    return ", ".join(names.hosts.get(key, "–") for key in said["hosts"]) or "–"


def _lock(said: Said) -> str:
    return _("stays where it is") if said["locked"] else _("may be moved")


def _title(said: Said) -> str:
    return str(Wordings(said["title"]).said(language()).text)


def _note(said: Said) -> str:
    return str(Wordings(said["note"]).said(language()).text or "–")

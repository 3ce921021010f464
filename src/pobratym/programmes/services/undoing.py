"""A programme is put back to an earlier version; nothing that people were told of vanishes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.queries.versions import PLAIN, latest_number, resolved, snapshot, to_undo
from pobratym.programmes.services.holding import hold, is_told, leave, note, void_release
from pobratym.programmes.services.items import cancel_held
from pobratym.programmes.states import Change
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import Pause, Wish

Said = Mapping[str, Any]
_BEARING = (
    "starts_at", "ends_at", "site_id", "interpreter_id", "subgroups", "hosts", "cancelled_at",
)  # fmt: skip


@transaction.atomic
def undo(visit: Visit, *, number: int, by: User | None) -> ProgrammeVersion:
    """Take the last change back; done again, the one before it.

    Args:
        visit: whose programme.
        number: of the latest version that the person saw.
        by: who does it.

    Raises:
        DomainError: as :func:`put_back`; ``nothing`` (no change is left to take back).
    """
    visit = _held(visit, number, by)
    before = to_undo(visit.pk)
    if before is None:
        raise DomainError(_("There is no change left to take back."), code="nothing")
    return _put_back(visit, before, by)


@transaction.atomic
def put_back(visit: Visit, to: int, *, number: int, by: User | None) -> ProgrammeVersion:
    """Let a programme stand again as an earlier version had it.

    Args:
        visit: whose programme.
        to: number of that version; 0 is the empty programme before the first.
        number: of the latest version that the person saw.
        by: who does it.

    Raises:
        DomainError: ``stale`` (somebody changed the programme meanwhile), ``no_version``; as
            :func:`holding.hold`.
    """
    return _put_back(_held(visit, number, by), resolved(visit.pk, to), by)


def _held(visit: Visit, number: int, by: User | None) -> Visit:
    visit = hold(visit, by)
    refuse_stale(visit, number)
    return visit


def refuse_stale(visit: Visit, number: int) -> None:
    """Let nobody change a programme as a whole who has not seen how it stands.

    Raises:
        DomainError: ``stale``.
    """
    if latest_number(visit.pk) != number:
        raise DomainError(
            _("Somebody changed the programme meanwhile. Look at it as it stands, then try again."),
            code="stale",
        )


def _put_back(visit: Visit, to: int, by: User | None) -> ProgrammeVersion:
    then: dict[str, Said] = {}
    if to:
        version = ProgrammeVersion.objects.filter(visit=visit, number=to).first()
        if version is None:
            raise DomainError(_("There is no such version."), code="no_version")
        then = version.items
    apply(visit, then)
    left = leave(visit, Change.UNDONE, by=by, restores=to)
    note("programme.put_back", visit, visit, by=by)
    return left


def apply(visit: Visit, then: Mapping[str, Said]) -> None:
    """Make the items of a held visit those of a snapshot.

    What is not in it is cancelled where guests may have heard of it; else it goes.
    """
    now = snapshot(visit.pk)
    items = {str(item.public_id): item for item in Item.objects.filter(visit=visit)}
    known = _Known(visit, then.values())
    for key, said in then.items():
        if now.get(key) != said:
            _restore(visit, items.get(key), key, said, now.get(key), known)
    for key, item in items.items():
        if key in then or item.cancelled_at is not None:
            continue
        if is_told(visit):
            item.version += 1
            cancel_held(item, "")
        else:
            item.delete()


class _Known:
    """Which of the rows that a snapshot names are still there."""

    def __init__(self, visit: Visit, items: Iterable[Said]) -> None:
        named = list(items)
        self.wish_id = _there(Wish, {one["wish_id"] for one in named})
        self.pause_id = _there(Pause, {one["pause_id"] for one in named})
        self.site_id = _there(Site, {one["site_id"] for one in named})
        self.interpreter_id = _there(Interpreter, {one["interpreter_id"] for one in named})
        self.hosts = _there(Host, {key for one in named for key in one["hosts"]})
        self.subgroups = set(SubGroup.objects.filter(visit=visit).values_list("pk", flat=True))

    def one(self, name: str, key: int | None) -> int | None:
        """Give a key if its row is still there."""
        return key if key in getattr(self, name) else None


def _there(model: type[Model], keys: set[int | None]) -> set[int]:
    rows = model._default_manager.filter(pk__in=keys - {None})  # noqa: SLF001  Django's documented name
    return set(rows.values_list("pk", flat=True))


def _restore(  # noqa: PLR0913, PLR0917  the item, how it was, how it is
    visit: Visit, item: Item | None, key: str, said: Said, now: Said | None, known: _Known
) -> None:
    if item is None:
        item = Item(visit=visit, public_id=UUID(key), uid=UUID(said["uid"]), version=0)
    elif now is None or any(now[name] != said[name] for name in _BEARING):
        item.sequence += 1
    was = (item.title, item.site_id)
    for name in PLAIN:
        linked = name.endswith("_id")
        setattr(item, name, known.one(name, said[name]) if linked else said[name])
    item.title, item.note = Wordings(said["title"]), Wordings(said["note"])
    void_release(item, was)
    item.day = dt.date.fromisoformat(said["day"])
    item.starts, item.ends = (dt.time.fromisoformat(said[name]) for name in ("starts", "ends"))
    item.starts_at = dt.datetime.fromisoformat(said["starts_at"])
    item.ends_at = dt.datetime.fromisoformat(said["ends_at"])
    was_cancelled = said["cancelled_at"] is not None
    item.cancelled_at = (item.cancelled_at or timezone.now()) if was_cancelled else None
    item.cancelled_because = said["cancelled_because"]
    item.version += 1
    item.full_clean()
    item.save()
    item.subgroups.set(sorted(set(said["subgroups"]) & known.subgroups))
    item.hosts.set(sorted(set(said["hosts"]) & known.hosts))

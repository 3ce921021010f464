"""What this room keeps about a person, and how it forgets."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.notices.models import Notice, Wish

_MOMENTS = ("at", "seen_at", "mailed_at")


def _given_notices(user: int) -> Rows:
    told = Notice.objects.filter(user=user).order_by("pk")
    rows = told.values("kind", "facts", "page", "pace", *_MOMENTS)
    return [{**row, **{name: _text(row[name]) for name in _MOMENTS}} for row in rows]


def _text(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _given_wishes(user: int) -> Rows:
    chosen = Wish.objects.filter(user=user).order_by("kind")
    return [{"kind": kind, "pace": pace} for kind, pace in chosen.values_list("kind", "pace")]


NOTICES = Keeper(
    name="notices.notice",
    models=frozenset({"notices.notice"}),
    give=_given_notices,
    erase=lambda user: Notice.objects.filter(user=user).delete()[0],
    label=_("notices to you"),
)
WISHES = Keeper(
    name="notices.wish",
    models=frozenset({"notices.wish"}),
    give=_given_wishes,
    erase=lambda user: Wish.objects.filter(user=user).delete()[0],
    label=_("how you want to hear of things"),
)

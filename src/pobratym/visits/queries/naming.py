"""What the keys of a planner's problem are called by people."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from babel.dates import format_date
from django.utils.translation import gettext as _

from pobratym.core.words import language
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.visits.models.wishes import MEAL_NAMES
from pobratym.visits.queries.clock import Clock
from pobratym.visits.queries.ground import Ground
from pobratym.visits.queries.keys import ANYWHERE, EVERYBODY, read_break_key

_HOUR = 60
_LANGUAGES = {str(code): name for code, name in LANGUAGE_NAMES}
_MEALS = {str(code): name for code, name in MEAL_NAMES}


@dataclass(frozen=True)
class Naming:
    """Names by kind of key (``wish``, ``break``, ``place``, …), in the reader's language."""

    clock: Clock
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, kind: str, key: str) -> str:
        """Name one thing; one that is gone is told as such."""
        if kind == "break":
            return self._break(key)
        if kind == "day":
            return day_named(key)
        if kind == "languages":
            return str(_LANGUAGES.get(key, key))
        if kind == "locked":
            return self.names["wish"].get(key) or self._break(key)
        return self.names.get(kind, {}).get(key) or _("something that is no longer there")

    def all(self, kind: str, keys: tuple[str, ...]) -> str:
        """Name several things, parted by commas."""
        return ", ".join(dict.fromkeys(self.name(kind, key) for key in keys))

    def when(self, minute: int) -> str:
        """Say when a minute is on the host's wall: 20.05 9:30."""
        wall = self.clock.wall(minute)
        return f"{wall.day.day}.{wall.day.month:02} {wall.at.hour}:{wall.at.minute:02}"

    def _break(self, key: str) -> str:
        found = read_break_key(key)
        if found is None:
            return _("something that is no longer there")
        meal = self.names["pause"].get(str(found[0]), _("a meal"))
        return f"{meal} ({found[1].day}.{found[1].month:02})"


def naming_of(ground: Ground, extra: Mapping[str, str] | None = None) -> Naming:
    """Give the names of a visit; asks the database nothing.

    Args:
        ground: the rows that the problem was made from.
        extra: names by key of what was put into the programme by hand.
    """
    spoken = language()
    hosts = {str(host.pk): host.name for hosts in ground.hosts_of.values() for host in hosts}
    return Naming(
        ground.clock,
        {
            "wish": {
                **{str(one.pk): one.title.said(spoken).text for one in ground.wishes},
                **(extra or {}),
            },
            "place": {
                ANYWHERE: _("where the day begins or ends"),
                **{str(key): one.name.said(spoken).text for key, one in ground.sites.items()},
            },
            "group": {
                EVERYBODY: _("everybody"),
                **{str(one.pk): one.name.said(spoken).text for one in ground.subgroups},
            },
            "host": hosts,
            "helper": {str(one.pk): one.name for one in ground.interpreters},
            "person": {str(one.pk): one.name_latin for one in ground.members},
            "pause": {str(one.pk): str(_MEALS[one.kind]) for one in ground.pauses},
        },
    )


def length(minutes: int) -> str:
    """Say how long something takes: 45 min, 2 h, 1 h 20 min."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def day_named(key: str) -> str:
    """Name a date by its ISO form: Monday, 20 May."""
    locale = {"en": "en_GB"}.get(language(), language())
    return format_date(dt.date.fromisoformat(key), "EEEE, d MMMM", locale=locale)

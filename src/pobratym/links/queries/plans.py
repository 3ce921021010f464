"""Kits and activities as pages show them."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pobratym.accounts.http import Reader
from pobratym.core.wordings import Wordings
from pobratym.core.words import language as language_of_reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import Country
from pobratym.links import rules
from pobratym.links.kits import Kit, kits
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link

_TONGUES = {Country.PL: "pl", Country.UA: "uk"}
LEAD = dt.timedelta(days=14)
"""How far ahead a plan begins that is made from a kit, before somebody moves it."""


@dataclass(frozen=True, slots=True)
class ActivityShown:
    """An activity, the kit it was begun from, and whether the reader may work on it."""

    activity: Activity
    kit: Kit | None
    may_change: bool
    has_begun: bool


def activity_shown(activity: Activity, reader: Reader) -> ActivityShown:
    """Give an activity for its page."""
    return ActivityShown(
        activity=activity,
        kit=kits().get(activity.kit),
        may_change=bool(rules.to_tend(activity, mandate_of(reader))),
        has_begun=activity.since <= timezone.localdate(),
    )


def planned_on(kit: Kit) -> tuple[dt.date, dt.date]:
    """Suggest the first and the last day of a kit: a Monday to come, and as many weeks."""
    soon = timezone.localdate() + LEAD
    first = soon + dt.timedelta(days=-soon.weekday() % 7)
    return first, first + dt.timedelta(weeks=kit.weeks, days=-3)


def plan_of(kit: Kit, link: Link) -> Wordings:
    """Write the steps of a kit as a plan, in the languages of both institutions and the reader."""
    cities = (link.a.municipality, link.b.municipality)
    languages = {_TONGUES.get(Country(city.country), "en") for city in cities}
    languages.add(language_of_reader())
    return Wordings({language: _steps(kit, language) for language in sorted(languages)})


def _steps(kit: Kit, language: str) -> str:
    with translation.override(language):
        lines = [
            (
                _("Week %(week)d, %(minutes)d minutes together: %(text)s")
                if step.minutes
                else _("Week %(week)d, each side on its own: %(text)s")
            )
            % {"week": step.week, "minutes": step.minutes, "text": step.text[language]}
            for step in kit.steps
        ]
    return "\n\n".join(lines)

"""What two linked institutions plan together, and what came of it."""

import datetime as dt
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.links import telling
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.rules import to_plan, to_tend, worked_in
from pobratym.links.services.holding import hold_institutions, note, refuse_outsider
from pobratym.links.states import ActivityState, LinkState, Side
from pobratym.partnerships.services.wordings import changes_of, note_changed, put


class ActivityFacts(TypedDict, total=False):
    """What people write about an activity."""

    title: Wordings
    plan: Wordings
    since: dt.date
    until: dt.date


@transaction.atomic
def plan_activity(
    link: Link, *, by: User, kit: str = "", **facts: Unpack[ActivityFacts]
) -> Activity:
    """Plan something for both sides to see, from a kit or from nothing.

    Args:
        link: must be active; is held.
        by: works in one of the two institutions.
        kit: code of the kit that it was begun from.
        facts: title and days; the steps in one's own words.

    Raises:
        DomainError: ``not_your_institution``, ``not_active``.
        ValidationError: a fact is missing or not valid.
    """
    link = _held(link)
    mandate = mandate_now(by)
    side = refuse_outsider(worked_in(link, mandate))
    if not to_plan(link, mandate):
        raise DomainError(
            _("Something new is planned only in an active link. This one rests or is over."),
            code="not_active",
        )
    activity = Activity(link=link, kit=kit, created_by=by, is_sample=link.is_sample)
    old = put(activity, facts)
    activity.full_clean()
    activity.save()
    note_changed(activity, old, by)
    note("activity.planned", activity, link, side, by=by, changes=changes_of(activity, old))
    telling.of_activity(link, activity.title, side, "planned", by=by)
    return activity


@transaction.atomic
def edit_activity(
    activity: Activity, *, version: int, by: User, **facts: Unpack[ActivityFacts]
) -> Activity:
    """Change a plan; where nothing differs nothing is stored and nobody is told.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_institution``, ``over``, ``not_active`` (the link is over).
        ValidationError: a fact is missing or not valid.
    """
    activity, side = _taken(activity, version, by)
    if activity.link.state == LinkState.ENDED:
        raise DomainError(
            _("The link is over. The plan can still be noted as done or dropped."),
            code="not_active",
        )
    old = put(activity, facts)
    if old:
        _keep(activity, old, "edited", side, by)
    return activity


@transaction.atomic
def finish_activity(
    activity: Activity, *, version: int, by: User, result: Wordings | None = None
) -> Activity:
    """Note that an activity was done, and in a few words what came of it.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_institution``, ``over``, ``early`` (its first day lies ahead).
        ValidationError: the result is too long.
    """
    activity, side = _taken(activity, version, by)
    if activity.since > timezone.localdate():
        raise DomainError(
            _("Its first day lies ahead. Change the days first, or note it afterwards."),
            code="early",
        )
    old = put(activity, {"state": ActivityState.DONE, "result": result or Wordings()})
    _keep(activity, old, "done", side, by)
    return activity


@transaction.atomic
def drop_activity(activity: Activity, *, version: int, by: User) -> Activity:
    """Note that a plan will come to nothing; it stays to be read.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_institution``, ``over``.
    """
    activity, side = _taken(activity, version, by)
    old = put(activity, {"state": ActivityState.DROPPED})
    _keep(activity, old, "dropped", side, by)
    return activity


def _held(link: Link) -> Link:
    a, b = hold_institutions(link.a_id, link.b_id)
    found = Link.objects.select_for_update().get(pk=link.pk)
    found.a, found.b = a, b
    return found


def _taken(activity: Activity, version: int, by: User) -> tuple[Activity, Side]:
    link = _held(activity.link)
    activity = take_version(Activity.objects.all(), activity.pk, version)
    activity.link = link
    mandate = mandate_now(by)
    side = refuse_outsider(worked_in(link, mandate))
    if not to_tend(activity, mandate):
        raise DomainError(_("This was noted as done or dropped already."), code="over")
    return activity, side


def _keep(activity: Activity, old: dict[str, object], did: str, side: Side, by: User) -> None:
    activity.full_clean()
    activity.save()
    note_changed(activity, old, by)
    link = activity.link
    note(f"activity.{did}", activity, link, side, by=by, changes=changes_of(activity, old))
    telling.of_activity(link, activity.title, side, did, by=by)

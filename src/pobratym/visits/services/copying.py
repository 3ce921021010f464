"""Take over from an earlier visit what stays alike: sub-groups, days, meals, wishes."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import DayFrame, Pause, Wish

_OF_WISH = (
    "site_id", "title", "topic", "need", "value", "least_min", "most_min", "manner", "rank",
    "interpreting", "interpreter_from", "interpreter_to", "wished_by_city_id",
)  # fmt: skip
_OF_PAUSE = ("kind", "since", "until", "minutes", "site_id")
_OF_FRAME = ("since", "until", "start_id", "end_id")


def copy_frame(earlier: Visit, visit: Visit) -> None:
    """Copy what belongs to the host's city into a new visit, moved to its days.

    Days beyond the new last day are left out, and so is what is fixed on them. Guests,
    interpreters and the programme itself are not copied.

    Args:
        earlier: is left as it is.
        visit: was saved just now, and is empty.

    Raises:
        DomainError: ``other_host``.
    """
    if earlier.host_id != visit.host_id:
        raise DomainError(
            _("Only a visit that your own city received can be copied."),
            code="other_host",
            field="like",
        )
    later = visit.starts_on - earlier.starts_on
    groups = _copy_groups(earlier, visit)
    for frame in earlier.frames.all():
        day = frame.day + later
        if visit.starts_on <= day <= visit.ends_on:
            group = groups.get(frame.subgroup_id) if frame.subgroup_id else None
            DayFrame.objects.create(visit=visit, day=day, subgroup=group, **_of(frame, _OF_FRAME))
    for pause in earlier.pauses.all():
        on = pause.day + later if pause.day else None
        if on is None or visit.starts_on <= on <= visit.ends_on:
            Pause.objects.create(visit=visit, day=on, **_of(pause, _OF_PAUSE))
    _copy_wishes(earlier, visit, groups, later)


def _copy_groups(earlier: Visit, visit: Visit) -> dict[int, SubGroup]:
    return {
        one.pk: SubGroup.objects.create(visit=visit, name=one.name, place=one.place)
        for one in earlier.subgroups.all()
    }


def _copy_wishes(
    earlier: Visit, visit: Visit, groups: dict[int, SubGroup], later: dt.timedelta
) -> None:
    made: dict[int, Wish] = {}
    rows = (
        earlier.wishes.standing()
        .select_related("site")
        .prefetch_related("subgroups", "hosts", "after")
    )
    wishes = list(rows.order_by("pk"))
    for one in wishes:
        if one.site.closed_at is not None:
            continue
        wish = Wish(visit=visit, **_of(one, _OF_WISH))
        wish.windows = _moved(one.windows, visit, later)
        fixed = one.fixed_on + later if one.fixed_on else None
        if fixed and visit.starts_on <= fixed <= visit.ends_on:
            wish.fixed_on, wish.fixed_at = fixed, one.fixed_at
        wish.full_clean(validate_unique=False)
        wish.save()
        wish.subgroups.set(groups[group.pk] for group in one.subgroups.all())
        wish.hosts.set(one.hosts.all())
        made[one.pk] = wish
    for one in wishes:
        if one.pk in made:
            made[one.pk].after.set(made[first.pk] for first in one.after.all() if first.pk in made)


def _moved(windows: list[list[str]], visit: Visit, later: dt.timedelta) -> list[list[str]]:
    moved = []
    for day, since, until in windows:
        on = dt.date.fromisoformat(day) + later
        if visit.starts_on <= on <= visit.ends_on:
            moved.append([on.isoformat(), since, until])
    return moved


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401  rows of three tables
    return {name: getattr(row, name) for name in names}

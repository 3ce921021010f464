"""What one city does on its own: its first steps, taking the public page down, withdrawing.

What binds all parties is proposed and confirmed (``joint``); the last part of both is here.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import (
    refuse_day_to_come,
    refuse_outsider,
    refuse_silence,
)
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.partnerships.states import OWN, PUBLISHABLE, Stage, may_follow, needs_both
from pobratym.partnerships.telling import ENTERED, PAGE_TAKEN_DOWN, tell_others


@transaction.atomic
def move_stage(  # noqa: PLR0913  who, for whom, on what version, when, why
    partnership: Partnership,
    to: Stage,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    on: dt.date | None = None,
    reason: Wordings | None = None,
) -> Partnership:
    """Take a partnership to another stage of its life, where one city may do so alone.

    From ``CONTACTED`` on all parties know of it; a prospect that ends stays its opener's own.

    Args:
        partnership: is locked and read anew; proposals about it are overtaken.
        to: a stage that may follow (``states.NEXT``).
        version: the one that the person saw.
        by: the officer who records it.
        city: in whose name.
        on: local day, today or earlier: for ``ENDED`` the day of the end.
        reason: for ``ENDED``, why, in at least one language.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_next``,
            ``needs_both`` (it must be proposed), ``no_day``, ``future``, ``no_reason``.
        ValidationError: a constraint of the model is broken, as an end before the beginning.
    """
    overtake_open(partnership, by=by, city=city.code)
    partnership = take_version(Partnership.objects.all(), partnership.pk, version)
    refuse_outsider(by, city, partnership)
    values = values_at(partnership, to, on, reason)
    if needs_both(Stage(partnership.stage), to):
        raise DomainError(
            _("The other city must confirm this step: propose it."), code="needs_both"
        )
    was_known = partnership.shared_on is not None
    put_stage(partnership, values, by=by, city=city)
    if partnership.shared_on is not None and not was_known:
        tell_others(ENTERED, partnership, by=by, city=city)
    return partnership


def values_at(
    partnership: Partnership, to: Stage, on: dt.date | None, reason: Wordings | None
) -> dict[str, object]:
    """Work out what a partnership will say at its next stage, by field; stores nothing.

    Args:
        partnership: as it stands.
        to: the next stage.
        on: local day, today or earlier: for ``ACTIVE`` the day in force (asked once: after a
            suspension the first one stays), for ``ENDED`` the day of the end.
        reason: for ``ENDED``, why, in at least one language.

    Raises:
        DomainError: ``not_next``, ``still_public`` (the page must be taken down first),
            ``no_day``, ``future``, ``no_reason``.
    """
    if not may_follow(Stage(partnership.stage), to):
        raise DomainError(_("The partnership cannot go on to this stage now."), code="not_next")
    if partnership.is_public and to not in PUBLISHABLE:
        raise DomainError(
            _("Take the public page down first: at this stage there is none."),
            code="still_public",
        )
    days = _days(partnership, to, on, reason or Wordings())
    return {"stage": to, "shared_on": _shared_on(partnership, to), **days}


def _shared_on(partnership: Partnership, to: Stage) -> dt.date | None:
    """Give the day since which all parties know of it: a thought given up is told to nobody."""
    return partnership.shared_on or (None if to in OWN else timezone.localdate())


def _days(
    partnership: Partnership, to: Stage, on: dt.date | None, reason: Wordings
) -> dict[str, object]:
    """Work out which days and words go with the new stage."""
    begins = to is Stage.ACTIVE and partnership.started_on is None
    if not begins and to is not Stage.ENDED:
        return {}
    if on is None:
        raise DomainError(_("Give the day."), code="no_day", field="on")
    refuse_day_to_come(on, "on")
    if begins:
        return {"started_on": on}
    refuse_silence(str(reason))
    return {"ended_on": on, "end_reason": reason}


def put_stage(
    partnership: Partnership,
    values: Mapping[str, object],
    *,
    by: User | None,
    city: Municipality,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Store what a partnership says at its new stage, and note it; the row is held and versioned.

    Raises:
        ValidationError: a constraint of the model is broken.
    """
    old = put(partnership, values)
    partnership.full_clean()
    partnership.save()
    note_changed(partnership, old, by)
    record(
        "partnership.moved",
        partnership,
        by=by,
        city=city.code,
        changes=changes_of(partnership, old),
        own=partnership.shared_on is None,
        **details,
    )


def refuse_too_early(partnership: Partnership) -> None:
    """Let nothing be published before its stage.

    Raises:
        DomainError: ``too_early`` (before the stage of agreement, or given up before the other
            city knew).
    """
    if not partnership.is_publishable:
        raise DomainError(
            _("A partnership has a public page from the stage of agreement on."), code="too_early"
        )


@transaction.atomic
def unpublish_partnership(
    partnership: Partnership, *, version: int, by: User | None, city: Municipality
) -> Partnership:
    """Take the public page of a partnership down; each city may, at any time.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    partnership = take_version(Partnership.objects.all(), partnership.pk, version)
    refuse_outsider(by, city, partnership)
    was_public = partnership.is_public
    show(partnership, is_public=False, by=by, city=city)
    if was_public:
        tell_others(PAGE_TAKEN_DOWN, partnership, by=by, city=city)
    return partnership


def show(
    partnership: Partnership,
    *,
    is_public: bool,
    by: User | None,
    city: Municipality,
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    """Put the public page up or take it down, and note it; the row is held and versioned."""
    old = put(partnership, {"is_public": is_public})
    if old:
        partnership.full_clean()
        partnership.save()
        what = "partnership.published" if is_public else "partnership.unpublished"
        changes = changes_of(partnership, old)
        record(what, partnership, by=by, city=city.code, changes=changes, **details)


@transaction.atomic
def withdraw_partnership(
    partnership: Partnership, *, version: int, by: User | None, city: Municipality, reason: str
) -> Partnership:
    """Take back a partnership that was entered by mistake; it stays, with the reason.

    Only the city that entered it may: the other one did not make the mistake. What residents read
    is taken down first, by a deed of its own. Proposals about it are overtaken.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_yours``, ``public``,
            ``no_reason``.
    """
    overtake_open(partnership, by=by, city=city.code)
    partnership = take_version(Partnership.objects.all(), partnership.pk, version)
    refuse_outsider(by, city, partnership)
    if partnership.opened_by_id != city.pk:
        raise DomainError(
            _("Only the city that entered the partnership can withdraw it."), code="not_yours"
        )
    if partnership.is_public:
        raise DomainError(_("Take the public page down first: residents read it."), code="public")
    refuse_silence(reason)
    partnership.withdrawn_at, partnership.withdrawn_because = timezone.now(), reason.strip()
    partnership.full_clean()
    partnership.save()
    record(
        "partnership.withdrawn",
        partnership,
        by=by,
        city=city.code,
        why=reason.strip(),
        own=partnership.shared_on is None,
    )
    return partnership

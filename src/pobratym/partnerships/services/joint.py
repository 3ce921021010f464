"""What binds all parties of a partnership: proposed by one city, done when all others confirm."""

import datetime as dt
from copy import copy
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.accounts.models import User
from pobratym.confirmations.deeds import Deed, Shown, Values, register
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.proposing import Proposed, propose
from pobratym.core.errors import DomainError
from pobratym.core.filters import day
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import (
    AFFILIATION_NAMES,
    STAGE_NAMES,
    UKRAINE_KIND_NAMES,
    Partnership,
)
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.partnerships.services.stages import put_stage, refuse_too_early, show, values_at
from pobratym.partnerships.services.wordings import put
from pobratym.partnerships.states import Stage, needs_both

STAGE, PUBLISH = "partnerships.stage", "partnerships.publish"
_CHOICES: dict[str, dict[Any, Any]] = {
    "stage": dict(STAGE_NAMES),
    "affiliation": dict(AFFILIATION_NAMES),
    "ua_kind": dict(UKRAINE_KIND_NAMES),
}
_TOLD = ("title", "summary", "affiliation", "ua_kind", "origin", "stage", "started_on",
         "ended_on", "end_reason", "is_public")  # fmt: skip
"""Fields that people are shown when they confirm something about a partnership."""


_NAMES: dict[str, Any] = {
    field.name: getattr(field, "verbose_name", field.name)
    for field in Partnership._meta.get_fields()  # noqa: SLF001  Django's documented way
}


def propose_stage(  # noqa: PLR0913  who, for whom, on what version, when, why
    partnership: Partnership,
    to: Stage,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    on: dt.date | None = None,
    reason: Wordings | None = None,
    message: str = "",
) -> JointChange:
    """Ask the other parties to go on to another stage; nothing moves until all have confirmed.

    Args:
        partnership: is locked and read anew.
        to: a stage that may follow (``states.NEXT``) and binds all (``states.needs_both``).
        version: the one that the person saw.
        by: the officer who proposes it.
        city: in whose name.
        on: local day, today or earlier; as for ``stages.values_at``.
        reason: for ``ENDED``, why, in at least one language.
        message: what the others should know, up to 500 characters.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``own_step`` (no
            confirmation is needed), ``already_open``, and what ``values_at`` refuses.
        ValidationError: a constraint of the model would be broken.
    """

    def work_out(found: Partnership) -> Proposed:
        _refuse(found, version, by, city)
        if not needs_both(Stage(found.stage), to):
            raise DomainError(_("This step needs no confirmation."), code="own_step")
        values = values_at(found, to, on, reason)
        moved = copy(found)
        put(moved, values)
        moved.full_clean()
        before = _now(found)
        after = {name: new for name, new in _now(moved).items() if new != before[name]}
        arguments = {
            "to": str(to),
            "on": on.isoformat() if on else None,
            "reason": dict(reason or {}),
        }
        return Proposed(found.title, after, _others(found, city), arguments)

    return propose(STAGE, partnership, work_out, by=by, city=city, reason=message)


def propose_publication(
    partnership: Partnership,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    message: str = "",
) -> JointChange:
    """Ask the other parties for the public page; residents see nothing until all have confirmed.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``too_early``, ``public``
            (there is a page already), ``already_open``.
    """

    def work_out(found: Partnership) -> Proposed:
        _refuse(found, version, by, city)
        refuse_too_early(found)
        if found.is_public:
            raise DomainError(_("The partnership has its public page already."), code="public")
        return Proposed(found.title, {"is_public": True}, _others(found, city))

    return propose(PUBLISH, partnership, work_out, by=by, city=city, reason=message)


def _refuse(found: Partnership, version: int, by: User | None, city: Municipality) -> None:
    refuse_outsider(by, city, found)
    if found.version != version:
        raise StaleVersion(found)


def _others(partnership: Partnership, city: Municipality) -> list[Municipality]:
    parties = partnership.parties.current().exclude(municipality=city)
    return [party.municipality for party in parties.select_related("municipality")]


def _now(partnership: Partnership) -> Values:
    return {name: _plain(getattr(partnership, name)) for name in _TOLD}


def _plain(value: object) -> object:
    """Give a value as JSON has it."""
    if isinstance(value, Wordings):
        return dict(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Stage) else value


def _move(
    change: JointChange, partnership: Partnership, by: User | None, city: Municipality
) -> None:
    """Go on to the stage that all have confirmed."""
    _refuse_broken(change, partnership)
    told = change.arguments
    on = dt.date.fromisoformat(told["on"]) if told["on"] else None
    values = values_at(partnership, Stage(told["to"]), on, Wordings(told["reason"]))
    partnership.version += 1
    put_stage(partnership, values, by=by, city=city, proposal=str(change.public_id))


def _publish(
    change: JointChange, partnership: Partnership, by: User | None, city: Municipality
) -> None:
    """Put up the page that all have confirmed."""
    _refuse_broken(change, partnership)
    refuse_too_early(partnership)
    partnership.version += 1
    show(partnership, is_public=True, by=by, city=city, proposal=str(change.public_id))


def _refuse_broken(change: JointChange, partnership: Partnership) -> None:
    """Do nothing for a partnership that was withdrawn, or whose parties are others now."""
    refuse_outsider(None, change.proposed_by, partnership)
    asked = set(change.answers.values_list("city", flat=True))
    if asked != {city.pk for city in _others(partnership, change.proposed_by)}:
        raise DomainError(
            gettext_lazy("Other cities take part in the partnership now than those asked."),
            code="other_parties",
        )


def _show(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    label = capfirst(str(_NAMES[field]))
    if isinstance(value, dict):
        return Shown(label, list(Wordings(value).items()))
    if isinstance(value, bool):
        return Shown(label, [("", _("yes") if value else _("no"))])
    if field in _CHOICES:
        return Shown(label, [("", str(_CHOICES[field].get(value, value)))] if value else [])
    return Shown(label, [("", day(dt.date.fromisoformat(value)))] if value else [])


def _page(partnership: Partnership) -> str:
    return f"/desk/partnerships/{partnership.public_id}/"


register(
    Deed(
        name=STAGE,
        label=gettext_lazy("next stage of the partnership"),
        things=Partnership.objects.all,
        now=_now,
        do=_move,
        show=_show,
        page=_page,
    )
)
register(
    Deed(
        name=PUBLISH,
        label=gettext_lazy("public page of the partnership"),
        things=Partnership.objects.all,
        now=_now,
        do=_publish,
        show=_show,
        page=_page,
    )
)

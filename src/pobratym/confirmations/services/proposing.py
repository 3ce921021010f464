"""Proposing a joint change, and taking the proposal back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.deeds import deed_named
from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.services.closing import close, expire_over, held, refuse_closed
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.confirmations.services.telling import tell_asked, tell_closed
from pobratym.confirmations.states import DAY, MOST_A_DAY, OPEN_FOR, State
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a deed would do.

    Attributes:
        title: what the thing is called.
        after: by field, the values that it would have, as JSON; what stays is left out.
        others: the cities that must confirm.
        arguments: what the deed is called with, as JSON.
    """

    title: Wordings
    after: Mapping[str, Any]
    others: Sequence[Municipality]
    arguments: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def propose(  # noqa: PLR0913  what, about what, how, who, for whom, why
    deed: str,
    about: models.Model,
    work_out: Callable[[Any], Proposed],
    *,
    by: User | None,
    city: Municipality,
    reason: str = "",
) -> JointChange:
    """Ask the other cities for a joint change; the thing itself stays as it is.

    Args:
        deed: name of a registered deed.
        about: the thing; is locked and read anew.
        work_out: is given the locked thing, refuses what cannot be (rights, stale version,
            constraints) and says what the deed would do; stores nothing.
        by: who proposes.
        city: in whose name.
        reason: what the others should know, up to 500 characters.

    Raises:
        DomainError: ``not_your_city``, ``already_open``, ``too_often`` (five times a day),
            ``nobody_to_ask``, and what ``work_out`` refuses.
        ValidationError: the reason is too long.
    """
    kind = deed_named(deed)
    waiting = JointChange.objects.about(about).filter(deed=deed, state=State.OPEN)
    expire_over(waiting.select_for_update())
    thing = kind.things().select_for_update().get(pk=about.pk)
    refuse_stranger(by, city)
    proposed = work_out(thing)
    if waiting.exists():
        raise DomainError(
            _("A proposal about this waits for an answer already."), code="already_open"
        )
    _refuse_pestering(deed, thing, city)
    if not proposed.others:
        raise DomainError(_("There is no other city to ask."), code="nobody_to_ask")
    change = JointChange(
        deed=deed,
        about_kind=thing._meta.label_lower,  # noqa: SLF001  Django's documented name for a model
        about_key=thing.pk,
        title=proposed.title,
        arguments=dict(proposed.arguments),
        before=dict(kind.now(thing)),
        after=dict(proposed.after),
        reason=reason.strip(),
        proposed_by=city,
        proposer=by,
        expires_at=timezone.now() + OPEN_FOR,
    )
    change.full_clean()
    change.save()
    Answer.objects.bulk_create(Answer(change=change, city=other) for other in proposed.others)
    record(
        "change.proposed",
        change,
        by=by,
        city=city.code,
        why=change.reason,
        deed=deed,
        within=(change.about_kind, change.about_key),
    )
    tell_asked(change)
    return change


def _refuse_pestering(deed: str, thing: models.Model, city: Municipality) -> None:
    """Let no city fill its partner's post by proposing and taking back again and again."""
    since = timezone.now() - DAY
    lately = JointChange.objects.about(thing).filter(deed=deed, proposed_by=city)
    if lately.filter(created_at__gte=since).count() >= MOST_A_DAY:
        raise DomainError(
            _("Your city has proposed this several times today. Wait until tomorrow."),
            code="too_often",
        )


@transaction.atomic
def withdraw(
    change: JointChange, *, version: int, by: User | None, city: Municipality
) -> JointChange:
    """Take a proposal back while it waits; taking it back twice does no harm.

    Raises:
        StaleVersion: another city has answered since ``version``.
        DomainError: ``not_your_city``, ``not_yours`` (another city proposed it), ``closed``.
    """
    change = held(change)
    refuse_stranger(by, city)
    if change.proposed_by_id != city.pk:
        raise DomainError(_("Only the city that proposed this can take it back."), code="not_yours")
    if change.state == State.WITHDRAWN:
        return change
    refuse_closed(change, version)
    close(change, State.WITHDRAWN)
    record(
        "change.withdrawn",
        change,
        by=by,
        city=city.code,
        within=(change.about_kind, change.about_key),
    )
    tell_closed(change, by)
    return change

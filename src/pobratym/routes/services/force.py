"""The force of agreements: when it begins, what renews it, how it ends."""

import datetime as dt
import logging
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import STANDING, Kind, Stage
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_day_to_come, refuse_silence
from pobratym.routes import signing_telling as telling
from pobratym.routes.lasting.force import (
    end_by_notice,
    last_day_for_notice,
    reminder_due,
    renewals_due,
)
from pobratym.routes.models.force import GivenNotice, Reminder, Renewal
from pobratym.routes.queries.force import steps_for_force, terms_of
from pobratym.routes.services.advancing import advance_all
from pobratym.routes.states import StepState

log = logging.getLogger(__name__)

REMIND_BEFORE = (90, 30, 7)
"""Days before the last day in force, and before the last day to give notice."""


def settle_force(
    agreement: Agreement, *, by: User | None, city: Municipality, today: dt.date | None = None
) -> Agreement:
    """Bring a signed agreement into force once all that it needs is there.

    It begins on the day that the agreement names, or else with the signing; not before the steps
    of the routes that it depends on, such as registration, are done or waived.

    Args:
        agreement: held.
        by: who did what may have settled it; None for the calendar.
        city: in whose name.
        today: local day; today where it is not given.
    """
    if agreement.stage != Stage.SIGNED or agreement.signed_on is None:
        return agreement
    today = today or timezone.localdate()
    needed = steps_for_force(agreement)
    if any(not one.is_met for one in needed):
        return agreement
    done = [one.step.done_on for one in needed if one.step.state == StepState.DONE]
    first = max([agreement.effective_from or agreement.signed_on, *(day for day in done if day)])
    if first > today:
        return agreement
    terms = terms_of(agreement, first)
    ends_on = terms.end_after(0) if terms else None
    agreement = put_stage(
        agreement, Stage.IN_FORCE, by=by, city=city, effective_from=first, ends_on=ends_on
    )
    advance_all(agreement)
    telling.tell_parties(telling.IN_FORCE, agreement, by=by, on=first.isoformat())
    if agreement.kind == Kind.TERMINATION:
        _end_parent(agreement, first, by=by, city=city)
    return agreement


def _end_parent(
    termination: Agreement, on: dt.date, *, by: User | None, city: Municipality
) -> None:
    """End what a termination in force ends; a termination is always held before its parent."""
    if termination.parent is None:
        return
    parent = hold(termination.parent)
    ending = {party.city_id for party in termination.parties.all()}
    if parent.stage in STANDING and {party.city_id for party in parent.parties.all()} <= ending:
        reason = Wordings(termination.title)
        _end(parent, Stage.TERMINATED, by=by, city=city, ends_on=on, end_reason=reason)


def _end(
    agreement: Agreement,
    to: Stage,
    *,
    by: User | None,
    city: Municipality,
    **facts: Any,  # noqa: ANN401  fields of the agreement
) -> None:
    put_stage(agreement, to, by=by, city=city, **facts)
    last = agreement.ends_on
    on = last.isoformat() if last else timezone.localdate().isoformat()
    telling.tell_parties(telling.ENDED, agreement, by=by, on=on)


def give_notice(  # noqa: PLR0913  which agreement, when, until when, why, on what paper, who
    agreement: Agreement,
    *,
    given_on: dt.date,
    ends_on: dt.date | None = None,
    reason: Wordings | None = None,
    paper: Paper | None = None,
    by: User | None,
    city: Municipality,
) -> GivenNotice:
    """Record that a city has given notice; the force ends on the day reckoned from it.

    Args:
        agreement: is held and read anew.
        given_on: local day, today or earlier, not before the force began.
        ends_on: the last day in force, where the text says otherwise than the period of notice.
        reason: why, if the city says.
        paper: the letter.
        by: who records it.
        city: which city gives notice.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_in_force``,
            ``given_already``, ``future``, ``before_force``, ``no_end`` (the agreement says nothing
            to reckon from), ``end_before``.
        OSError: the disk is full or not writable.
    """
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        agreement = hold(agreement)
        refuse_outsider(by, city, agreement)
        _refuse_notice(agreement, given_on)
        end = ends_on or _reckoned_end(agreement, given_on)
        if end < given_on:
            raise DomainError(
                _("The last day in force cannot lie before the day of the notice."),
                code="end_before",
                field="ends_on",
            )
        notice = GivenNotice(
            agreement=agreement,
            city=city,
            given_on=given_on,
            ends_on=end,
            reason=reason or Wordings(),
            document=stack.enter_context(keeping_document(paper, by=by)) if paper else None,
            by=by,
        )
        notice.full_clean()
        notice.save()
        _put_end(agreement, end)
        _record("agreement.notice_given", agreement, by, city, ends_on=end.isoformat())
        telling.tell_parties(telling.NOTICE_GIVEN, agreement, by=by, city=city, on=end.isoformat())
    return notice


def _refuse_notice(agreement: Agreement, given_on: dt.date) -> None:
    if agreement.stage != Stage.IN_FORCE or agreement.effective_from is None:
        raise DomainError(
            _("Notice can be given only of an agreement in force."), code="not_in_force"
        )
    if GivenNotice.objects.filter(agreement=agreement).exists():
        raise DomainError(
            _("Notice is recorded already. Withdraw it first if it was recorded by mistake."),
            code="given_already",
        )
    refuse_day_to_come(given_on, "given_on")
    if given_on < agreement.effective_from:
        raise DomainError(
            _("The agreement was not yet in force on that day."),
            code="before_force",
            field="given_on",
        )


def _reckoned_end(agreement: Agreement, given_on: dt.date) -> dt.date:
    """Reckon the last day from the renewals that there were on the day of the notice."""
    terms = terms_of(agreement)
    renewals = agreement.renewals.filter(begins_on__lte=given_on).count()
    end = end_by_notice(terms, given_on, renewals) if terms else None
    if end is None:
        raise DomainError(
            _("The record names no period of notice. Write the last day in force yourself."),
            code="no_end",
            field="ends_on",
        )
    return end


@transaction.atomic
def take_notice_back(
    notice: GivenNotice, *, reason: str, by: User | None, city: Municipality
) -> Agreement:
    """Withdraw a notice that was recorded by mistake; the journal keeps it with the reason.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_your_notice``,
            ``not_in_force``, ``no_reason``.
    """
    agreement = hold(notice.agreement)
    refuse_outsider(by, city, agreement)
    if notice.city_id != city.pk:
        raise DomainError(
            _("Only the city that gave the notice withdraws it."), code="not_your_notice"
        )
    held = GivenNotice.objects.filter(pk=notice.pk).first()
    if agreement.stage != Stage.IN_FORCE or held is None:
        raise DomainError(_("There is no notice to withdraw any more."), code="not_in_force")
    refuse_silence(reason)
    given_on = held.given_on
    held.delete()
    terms = terms_of(agreement)
    end = terms.end_after(agreement.renewals.count()) if terms else None
    _put_end(agreement, end)
    _record(
        "agreement.notice_taken_back",
        agreement,
        by,
        city,
        why=reason.strip(),
        given_on=given_on.isoformat(),
    )
    telling.tell_parties(telling.NOTICE_TAKEN_BACK, agreement, by=by, city=city)
    return agreement


def _put_end(agreement: Agreement, end: dt.date | None) -> None:
    agreement.ends_on = end
    agreement.version += 1
    agreement.full_clean()
    agreement.save(update_fields=["ends_on", "version", "updated_at"])


def keep_up(today: dt.date | None = None) -> int:
    """Do what the calendar asks of all agreements; daily, and twice without harm.

    Those whose day has come enter into force, those whose term is over are renewed or end. Each is
    done in a transaction of its own: one that fails is logged and holds up no other.

    Returns:
        How many agreements were looked at.
    """
    today = today or timezone.localdate()
    standing = Agreement.objects.standing().filter(stage__in=sorted(STANDING))
    keys = list(standing.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        try:
            _keep_up_one(key, today)
        except Exception:
            log.exception("The calendar of agreement %s failed", key)
    return len(keys)


@transaction.atomic
def _keep_up_one(key: int, today: dt.date) -> None:
    agreement = hold(Agreement(pk=key))
    agreement = settle_force(agreement, by=None, city=agreement.opened_by, today=today)
    if agreement.stage != Stage.IN_FORCE:
        return
    _mend_end(agreement)
    notice = GivenNotice.objects.filter(agreement=agreement).first()
    if notice is None:
        _renew(agreement, today)
    if agreement.ends_on is not None and agreement.ends_on < today:
        to = Stage.TERMINATED if notice else Stage.EXPIRED
        city = notice.city if notice else agreement.opened_by
        reason = {"end_reason": Wordings(notice.reason)} if notice and notice.reason else {}
        _end(agreement, to, by=None, city=city, **reason)
        return
    _remind(agreement, notice, today)


def _mend_end(agreement: Agreement) -> None:
    """Reckon the last day where an agreement came into the record without it."""
    terms = terms_of(agreement)
    end = terms.end_after(0) if terms and agreement.ends_on is None else None
    if end is not None:
        _put_end(agreement, end)


def _renew(agreement: Agreement, today: dt.date) -> None:
    terms = terms_of(agreement)
    if terms is None or terms.renewal_months is None:
        return
    due = renewals_due(terms, agreement.renewals.count(), today)
    for period in due:
        Renewal.objects.create(
            agreement=agreement, begins_on=period.begins_on, ends_on=period.ends_on
        )
    if not due:
        return
    last = due[-1].ends_on
    _put_end(agreement, last)
    _record("agreement.renewed", agreement, None, agreement.opened_by, ends_on=last.isoformat())
    telling.tell_parties(telling.RENEWED, agreement, by=None, on=last.isoformat())


def _remind(agreement: Agreement, notice: GivenNotice | None, today: dt.date) -> None:
    """Remind all cities of the last day, or of the last day to give notice; each time once."""
    terms, end = terms_of(agreement), agreement.ends_on
    if terms is None or end is None:
        return
    goes_on = terms.renewal_months is not None and notice is None
    bound = last_day_for_notice(terms, end) if goes_on else None
    day, kind = (bound, telling.NOTICE_BOUND) if goes_on else (end, telling.ENDS_SOON)
    before = reminder_due(day, today, REMIND_BEFORE) if day else None
    if day is None or before is None:
        return
    what = f"{kind.partition('.')[2]}_{before}"
    _row, is_new = Reminder.objects.get_or_create(agreement=agreement, what=what, on=day)
    if is_new:
        bounds: dict[str, Any] = {"bound": bound.isoformat()} if bound else {}
        telling.tell_parties(kind, agreement, by=None, on=end.isoformat(), **bounds)


def _record(
    what: str,
    agreement: Agreement,
    by: User | None,
    city: Municipality,
    *,
    why: str = "",
    **details: Any,  # noqa: ANN401  JSON values
) -> None:
    record(
        what,
        agreement,
        by=by,
        city=city.code,
        why=why,
        within=agreement.partnership,
        **details,
    )

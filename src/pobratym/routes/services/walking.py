"""A city begins its legal route, for one frozen text, and says which conditions hold."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.services.mandate import hold
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.routes.lawbook.entries import Edition, Entry
from pobratym.routes.lawbook.reckoning import applying
from pobratym.routes.models.steps import Step, StepPaper, Walk
from pobratym.routes.queries.book import book, edition_of
from pobratym.routes.rules import BEGINNING
from pobratym.routes.services.advancing import advance
from pobratym.routes.services.mandate import (
    refuse_begun_signing,
    refuse_older_text,
    refuse_walker,
    refuse_without_book,
)
from pobratym.routes.services.readiness import settle
from pobratym.routes.states import FULFILLED, StepState

_UNTOUCHED = frozenset({StepState.WAITING, StepState.OPEN})


@transaction.atomic
def begin_walk(
    agreement: Agreement,
    *,
    city: Municipality,
    answers: Mapping[str, bool],
    sha256: str,
    by: User | None,
) -> Walk:
    """Begin a city's legal route for the text that counts.

    The first route moves the agreement from the agreed text to its approvals. Steps that are not
    about the wording and were fulfilled for an earlier text are taken over.

    Args:
        agreement: is held and read anew.
        city: a party; whose route it is.
        answers: to each condition of the edition, yes or no.
        sha256: digest of the text that the person saw.
        by: acts for ``city``; None for a command.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_agreed`` (no text
            counts now), ``older_text``, ``no_lawbook``, ``begun_before``, ``not_answered``.
    """
    agreement = hold(agreement)
    refuse_walker(by, city, agreement)
    version = agreement.text_version
    if version is None or agreement.stage not in BEGINNING:
        raise DomainError(
            _("A legal route begins once the text is agreed and not yet approved by all."),
            code="not_agreed",
        )
    refuse_older_text(agreement, version, sha256)
    edition = book().current(city.country, agreement.kind, timezone.localdate())
    if edition is None:
        raise DomainError(
            _(
                "The law book has no route for this country and kind of agreement. Ask the"
                " administrator to add a file to it."
            ),
            code="no_lawbook",
        )
    if Walk.objects.filter(text_version=version, city=city).exists():
        raise DomainError(_("Your city has begun its route already."), code="begun_before")
    walk = _walk(agreement, city, edition, version=version, answers=answers, by=by)
    if agreement.stage == Stage.TEXT_AGREED:
        agreement = put_stage(agreement, Stage.APPROVALS, by=by, city=city)
    advance(walk, agreement)
    record(
        "route.begun",
        walk,
        by=by,
        city=city.code,
        within=agreement.partnership,
        route=walk.route,
        answers=walk.answers,
        sha256=version.sha256,
    )
    settle(agreement, by=by, city=city)
    return walk


def _walk(  # noqa: PLR0913  all that a walk consists of
    agreement: Agreement,
    city: Municipality,
    edition: Edition,
    *,
    version: TextVersion,
    answers: Mapping[str, bool],
    by: User | None,
) -> Walk:
    walk = Walk(
        agreement=agreement,
        text_version=version,
        city=city,
        route=edition.code,
        answers=_answered(edition, answers),
        by=by,
    )
    walk.full_clean()
    walk.save()
    entries = applying(edition, agreement.kind, walk.answers)
    Step.objects.bulk_create(
        Step(walk=walk, code=entry.code, place=edition.steps.index(entry) + 1) for entry in entries
    )
    _take_over(walk, entries)
    return walk


def _answered(edition: Edition, answers: Mapping[str, bool]) -> dict[str, bool]:
    """Keep the answers to the edition's own questions; each must be answered."""
    asked = [condition.name for condition in edition.conditions]
    for name in asked:
        if name not in answers:
            raise DomainError(_("Answer with yes or no."), code="not_answered", field=name)
    return {name: bool(answers[name]) for name in asked}


def _take_over(walk: Walk, entries: Collection[Entry]) -> None:
    """Take over what the city did for its last text and what no wording can change."""
    kept = [entry.code for entry in entries if entry.kept_on_edit]
    earlier = Walk.objects.filter(agreement=walk.agreement, city=walk.city).exclude(pk=walk.pk)
    last = earlier.order_by("-text_version__number").first()
    if last is None or not kept:
        return
    done = Step.objects.filter(walk=last, code__in=kept, state__in=sorted(FULFILLED))
    for old in done.prefetch_related("papers").order_by("pk"):
        new = Step.objects.get(walk=walk, code=old.code)
        for name in ("state", "sent_on", "done_on", "reference", "reason", "note", "by"):
            setattr(new, name, getattr(old, name))
        new.is_carried = True
        new.full_clean()
        new.save()
        StepPaper.objects.bulk_create(
            StepPaper(step=new, document_id=paper.document_id) for paper in old.papers.all()
        )


@transaction.atomic
def answer_anew(
    walk: Walk, *, version: int, answers: Mapping[str, bool], by: User | None
) -> Walk:  # fmt: skip
    """Answer the conditions of a route anew: steps come and go with them.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`begin_walk`; ``older_text``; ``step_begun`` where a step would go
            that was sent or done; ``signing_begun``.
    """
    agreement, city = hold(walk.agreement), walk.city
    refuse_walker(by, city, agreement)
    walk = take_version(Walk.objects.select_related("text_version"), walk.pk, version)
    walk.agreement, walk.city = agreement, city
    refuse_older_text(agreement, walk.text_version, walk.text_version.sha256)
    refuse_begun_signing(agreement)
    edition = edition_of(walk)
    if edition is None:
        raise refuse_without_book(walk)
    before, walk.answers = walk.answers, _answered(edition, answers)
    wanted = {entry.code: entry for entry in applying(edition, agreement.kind, walk.answers)}
    present = {step.code: step for step in walk.steps.select_for_update().order_by("pk")}
    for code in present.keys() - wanted.keys():
        _take_out(present[code])
    Step.objects.bulk_create(
        Step(walk=walk, code=code, place=edition.steps.index(entry) + 1)
        for code, entry in wanted.items()
        if code not in present
    )
    walk.full_clean()
    walk.save()
    advance(walk, agreement)
    record(
        "route.answered",
        walk,
        by=by,
        city=city.code,
        changes={"answers": (before, walk.answers)},
        within=agreement.partnership,
    )
    settle(agreement, by=by, city=city)
    return walk


def _take_out(step: Step) -> None:
    if step.state not in _UNTOUCHED or step.papers.exists():
        raise DomainError(
            _("Step %(code)s is begun. Undo it before you answer so.") % {"code": step.code},
            code="step_begun",
        )
    step.delete()

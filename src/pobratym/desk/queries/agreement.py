"""The officers' page of one agreement: where it stands, what comes next, who has it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities, cities_of
from pobratym.agreements.queries.consents import consents_of
from pobratym.agreements.queries.readiness import Obstacle, obstacles
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.freezing import FREEZE
from pobratym.agreements.states import FROZEN, SIGNED, STANDING, WRITABLE, Stage
from pobratym.agreements.tongues import tongue_name
from pobratym.confirmations.queries import Proposal, changes_about
from pobratym.confirmations.queries import Row as ProposalRow
from pobratym.core.addresses import address
from pobratym.core.words import gettext, ngettext
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING, READING_NOTES
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.queries.lanes import Lane, LaneStep, lanes_of
from pobratym.routes.states import StepState

SHOWN_OBSTACLES = 8
_ON_ROUTE = frozenset({Stage.TEXT_AGREED, Stage.APPROVALS, Stage.READY_TO_SIGN})


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that comes next: what, whose it is, until when, and where it is done."""

    what: str
    cities: Sequence[Municipality]
    address: str
    is_mine: bool
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for a city, and on which day that was done on the text that counts."""

    signatory: Signatory
    signed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ShortLane:
    """One city's legal route in short."""

    city: Municipality
    lane: Lane
    next: LaneStep | None


@dataclass(frozen=True, slots=True)
class AgreementDesk:
    """All that the page shows.

    Attributes:
        tongues: names of its languages, and whether they bind.
        acting: the reader's cities that may change it now.
        obstacles: what stands between the text and "text agreed", at most :data:`SHOWN_OBSTACLES`.
        obstacle_count: how many there are.
    """

    agreement: Agreement
    cities: list[Municipality]
    tongues: list[tuple[str, bool]]
    acting: list[Municipality]
    todo: list[ToDo]
    obstacles: list[Obstacle]
    obstacle_count: int
    lanes: list[ShortLane]
    signers: list[Signer]
    proposals: list[Proposal]
    closed: list[ProposalRow]
    open_deeds: frozenset[str]
    has_text: bool
    may_publish: bool
    may_withdraw: bool


def agreement_desk(agreement: Agreement, reader: User) -> AgreementDesk:
    """Gather the page of an agreement that the reader works on (``worked_on_by``)."""
    stage = Stage(agreement.stage)
    stands = agreement.withdrawn_at is None and agreement.partnership.withdrawn_at is None
    acting = acting_cities(reader, agreement) if stands else []
    confirming = {city.pk for city in acting_cities(reader, agreement, CONFIRMING)}
    found = _obstacles(agreement) if stands and stage in WRITABLE else []
    lanes = _lanes(agreement, reader) if stage in _ON_ROUTE | {Stage.SIGNED} else []
    signers = _signers(agreement) if stage in FROZEN else []
    waiting, closed = changes_about(agreement, reader)
    deeds = frozenset(shown.change.deed for shown in waiting)
    mine = {city.pk for city in acting}
    todo = [*_answers(waiting, confirming)]
    if stands:
        todo += _todo(agreement, mine, [one for one in found if one.blocks], lanes, signers, deeds)
    return AgreementDesk(
        agreement=agreement,
        cities=cities_of(agreement),
        tongues=[(tongue_name(one.language), one.is_authentic) for one in agreement.tongues.all()],
        acting=acting,
        todo=sorted(todo, key=lambda one: (not one.is_mine, one.on or dt.date.max)),
        obstacles=sorted(found, key=lambda one: one.code == "no_consent")[:SHOWN_OBSTACLES],
        obstacle_count=len(found),
        lanes=lanes,
        signers=signers,
        proposals=waiting,
        closed=closed,
        open_deeds=deeds,
        has_text=agreement.text_number > 0,
        may_publish=bool(acting) and stage in SIGNED,
        may_withdraw=agreement.opened_by_id in mine and stage not in SIGNED,
    )


def _obstacles(agreement: Agreement) -> list[Obstacle]:
    text = text_of(agreement)
    if agreement.stage == Stage.DRAFT:
        everyone = frozenset(party.city_id for party in agreement.parties.all())
        all_said_yes = {clause.key: everyone for clause in text.clauses}
        return obstacles(agreement, text, all_said_yes, {}, frozenset())
    return obstacles(agreement, text, consents_of(agreement, text))


def _lanes(agreement: Agreement, reader: User) -> list[ShortLane]:
    own = mandate_of(reader).cities(READING_NOTES)
    return [
        ShortLane(lane.city, lane, _next_of(lane))
        for lane in lanes_of(agreement, agreement.text_version, own)
    ]


def _next_of(lane: Lane) -> LaneStep | None:
    """Give what was refused or came back, else the step that runs and is due first."""
    if back := _set_back(lane):
        return back[0]
    running = [step for step in lane.steps if step.is_running]
    return min(running, key=lambda step: step.due_on or dt.date.max, default=None)


def _set_back(lane: Lane) -> list[LaneStep]:
    """Give the steps that were refused or sent back and wait for an answer."""
    return [one for one in lane.steps if one.state in {StepState.REFUSED, StepState.RETURNED}]


def _signers(agreement: Agreement) -> list[Signer]:
    """Give who signs, in order, with the day of a signature that counts (three statements)."""
    signatures = Signature.objects.standing().filter(text_version=agreement.text_version_id)
    found = signatures.prefetch_related("copies")
    days = {one.signatory_id: one.signed_on for one in found if one.counts}
    rows = Signatory.objects.filter(agreement=agreement, removed_at__isnull=True)
    return [Signer(one, days.get(one.pk)) for one in rows.select_related("city")]


def _answers(waiting: Sequence[Proposal], confirming: set[int]) -> Iterator[ToDo]:
    for shown in waiting:
        asked = [one.city for one in shown.change.answers.all() if not one.said]
        if asked:
            yield ToDo(
                gettext("Answer the proposal: %(deed)s", deed=shown.deed),
                asked,
                address("confirmations:change", public_id=shown.change.public_id),
                is_mine=any(city.pk in confirming for city in asked),
                on=shown.change.expires_at.date(),
            )


def _todo(  # noqa: PLR0913, PLR0917  what is known of it
    agreement: Agreement,
    mine: set[int],
    blocking: list[Obstacle],
    lanes: list[ShortLane],
    signers: list[Signer],
    deeds: frozenset[str],
) -> Iterator[ToDo]:
    cities, stage = cities_of(agreement), Stage(agreement.stage)
    own_draft = [city for city in cities if city.pk == agreement.opened_by_id]
    if stage is Stage.DRAFT:
        if blocking:
            yield _one(agreement, gettext("Write the draft"), own_draft, "agreements:text", mine)
        what = gettext("Send the draft to the other city")
        yield _one(agreement, what, own_draft, "agreements:share", mine)
    elif stage is Stage.NEGOTIATION and blocking:
        what = ngettext(
            "Settle %(num)d thing that stands in the way of the text",
            "Settle %(num)d things that stand in the way of the text",
            len(blocking),
        )
        yield _one(agreement, what, cities, "agreements:text", mine)
    elif stage is Stage.NEGOTIATION and FREEZE not in deeds:
        what = gettext("Agree on the text")
        yield _one(agreement, what, cities, "agreements:freeze", mine)
    elif stage in {Stage.TEXT_AGREED, Stage.APPROVALS}:
        yield from _steps(agreement, lanes, mine)
    elif stage is Stage.READY_TO_SIGN:
        signed = {one.signatory.city_id for one in signers if one.signed_on}
        left = [city for city in cities if city.pk not in signed]
        yield _one(agreement, gettext("Sign it"), left or cities, "routes:signing", mine)
    elif stage is Stage.SIGNED:
        yield _one(agreement, gettext("Bring it into force"), cities, "routes:force", mine)
    elif stage is Stage.IN_FORCE and agreement.ends_on is not None:
        what = gettext("Renew it, or let it end")
        yield _one(agreement, what, cities, "routes:force", mine, agreement.ends_on)
    if stage in STANDING and not agreement.is_public and "agreements.publish" not in deeds:
        what = gettext("Show it to residents")
        yield ToDo(what, cities, "#publish", bool(mine))


def _steps(agreement: Agreement, lanes: list[ShortLane], mine: set[int]) -> Iterator[ToDo]:
    for short in lanes:
        for step in _set_back(short.lane):
            name = f"{step.code} {step.title.said(get_language() or 'en').text}"
            if step.state == StepState.RETURNED:
                told = gettext("%(step)s came back: mend it and send it anew", step=name)
            else:
                told = gettext(
                    "%(step)s was refused: send it anew, waive it or send the text back", step=name
                )
            where = address("routes:step", public_id=step.public_id)
            yield ToDo(told, [short.city], where, short.city.pk in mine)
        if short.lane.walk is None:
            what, on = gettext("Begin the legal route"), None
        elif short.lane.left:
            count = short.lane.left
            what = ngettext(
                "Take %(num)d step of the legal route",
                "Take %(num)d steps of the legal route",
                count,
            )
            on = short.next.due_on if short.next else None
        else:
            continue
        yield _one(agreement, what, [short.city], "routes:lanes", mine, on)


def _one(  # noqa: PLR0913, PLR0917  what, whose, where, until when
    agreement: Agreement,
    what: str,
    cities: Sequence[Municipality],
    page: str,
    mine: set[int],
    on: dt.date | None = None,
) -> ToDo:
    where = address(page, public_id=agreement.public_id)
    return ToDo(what, cities, where, any(city.pk in mine for city in cities), on)

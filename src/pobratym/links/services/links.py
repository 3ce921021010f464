"""How a link between two institutions is proposed, accepted, declined and taken back."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import WRITING, Mandate, Role
from pobratym.institutions.models.profiles import Profile
from pobratym.links import telling
from pobratym.links.models.links import Link
from pobratym.links.queries.heads import heads_of
from pobratym.links.rules import headed, to_accept, to_decline, to_withdraw
from pobratym.links.services.holding import (
    hold_institutions,
    name_of,
    note,
    refuse_closed,
    refuse_outsider,
    take,
)
from pobratym.links.states import OPEN, LinkState, Origin, Side, may_follow
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.partnerships.states import Stage

_PARTNERS_WITHOUT_PROFILE = 1
OF_A_HEAD_A_DAY, OF_A_CITY_HALL_A_DAY = 20, 200
"""Proposals of one person within 24 hours: each sends letters to people who never asked."""
_DAY = dt.timedelta(days=1)


@transaction.atomic
def propose(a: Institution, b: Institution, *, origin: Origin, message: str = "", by: User) -> Link:
    """Ask two institutions of different cities to become partners; nothing stands by this alone.

    Proposed by a head, it has this head's word already and waits for the other's. Proposed by an
    officer of either city, it waits for both.

    Args:
        a: one institution; of somebody who heads both, the one that says yes at once.
        b: the other.
        origin: how the two came together.
        message: a word to the other side, up to 2,000 characters.
        by: the head of one of them, or who writes for one of the two cities.

    Raises:
        DomainError: ``same``, ``same_city``, ``closed``, ``not_yours``, ``linked`` (they are asked
            already, or partners), ``full`` (one has as many partners as its profile allows),
            ``too_many`` (the person has proposed very much today).
        ValidationError: the message is too long.
    """
    if a.pk == b.pk:
        raise DomainError(_("An institution cannot be its own partner."), code="same")
    first, second = hold_institutions(*sorted([a.pk, b.pk]))
    mandate = mandate_now(by)
    link = Link(a=first, b=second, origin=origin, message=message.strip(), proposed_by=by)
    _refuse_pair(link)
    side = _word_of_proposer(link, link.side_of(a.pk), mandate, by)
    _refuse_flood(link.side(side), mandate, by)
    link.proposed_for = link.side(side).municipality
    link.partnership = _partnership_of(first.municipality, second.municipality)
    link.is_sample = first.is_sample or second.is_sample
    link.full_clean()
    link.save()
    note("link.proposed", link, link, side, by=by, changes={"state": (None, LinkState(link.state))})
    telling.of_proposal(link, by=by)
    return link


@transaction.atomic
def accept(link: Link, *, version: int, by: User) -> Link:
    """Say yes as the head of one of the two institutions; with both words the link is active.

    Nobody says yes for a head: no officer, not the other city.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_head``, ``not_open`` (answered or taken back meanwhile), ``accepted``
            (this head has said yes before), ``closed``, ``full``.
    """
    link = take(link, version)
    mandate = mandate_now(by)
    if not headed(link, mandate):
        raise DomainError(
            _("Only the head of the institution can accept. Ask the head to sign in and answer."),
            code="not_head",
        )
    _refuse_answered(link)
    waiting = to_accept(link, mandate)
    if not waiting:
        raise DomainError(_("You have accepted this already."), code="accepted")
    side, before = waiting[0], LinkState(link.state)
    for institution in (link.a, link.b):
        refuse_closed(institution)
        _refuse_full(institution)
    _say_yes(link, side, by)
    is_last = link.has_accepted(side.other)
    move(link, LinkState.ACTIVE if is_last else LinkState.ACCEPTED_BY_ONE)
    if is_last:
        link.active_on = timezone.localdate()
    link.full_clean()
    link.save()
    what = "link.activated" if is_last else "link.accepted"
    note(what, link, link, side, by=by, changes={"state": (before, LinkState(link.state))})
    telling.of_answer(link, side, by=by)
    return link


@transaction.atomic
def decline(link: Link, *, version: int, by: User, reason: str = "") -> Link:
    """Say no as a head who has not said yes; the city hall does so for who has no head.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_open``, ``not_your_institution``.
    """
    link = take(link, version)
    _refuse_answered(link)
    led = {head.institution_id for head in heads_of([link.a_id, link.b_id]) if head.institution_id}
    side = refuse_outsider(to_decline(link, mandate_now(by), led))
    return close(link, side, LinkState.DECLINED, by, reason)


@transaction.atomic
def withdraw(link: Link, *, version: int, by: User, reason: str = "") -> Link:
    """Take a proposal back, as the city that made it or as a head who has said yes.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_open``, ``not_your_institution``.
    """
    link = take(link, version)
    _refuse_answered(link)
    side = refuse_outsider(to_withdraw(link, mandate_now(by)))
    return close(link, side, LinkState.WITHDRAWN, by, reason)


def move(link: Link, to: LinkState) -> None:
    """Put a link at another state, where that may follow.

    Raises:
        DomainError: ``wrong_state``.
    """
    if not may_follow(LinkState(link.state), to):
        raise DomainError(_("This cannot be done where the link stands now."), code="wrong_state")
    link.state = to


def close(link: Link, side: Side, to: LinkState, by: User, reason: str) -> Link:
    """Let a held link be over, in the name of one side."""
    before = LinkState(link.state)
    move(link, to)
    link.paused_a_at = link.paused_b_at = None
    link.ended_on, link.reason = timezone.localdate(), reason.strip()
    link.closed_for = link.side(side)
    link.full_clean()
    link.save()
    changes = {"state": (before, to)}
    note(f"link.{to}", link, link, side, by=by, changes=changes, why=link.reason)
    telling.of_end(link, side, by=by)
    return link


def _refuse_pair(link: Link) -> None:
    if link.a.municipality_id == link.b.municipality_id:
        raise DomainError(
            _("Both institutions are of one city. Choose a partner in another city."),
            code="same_city",
        )
    for institution in (link.a, link.b):
        refuse_closed(institution)
    if Link.objects.between(link.a.pk, link.b.pk).living().exists():
        raise DomainError(
            _("These two institutions have a link already, or a proposal that waits."),
            code="linked",
        )
    for institution in (link.a, link.b):
        _refuse_full(institution)


def _refuse_full(institution: Institution) -> None:
    """Heed how many partners an institution wants at most.

    Raises:
        DomainError: ``full``.
    """
    wanted = Profile.objects.filter(institution=institution)
    most = wanted.values_list("partners_at_most", flat=True).first() or _PARTNERS_WITHOUT_PROFILE
    if Link.objects.of(institution.pk).standing().count() >= most:
        raise DomainError(
            _(
                "%(name)s has as many partners as it wants: %(most)d. Its head can raise the"
                " number in the profile, or end another link first."
            )
            % {"name": name_of(institution), "most": most},
            code="full",
        )


def _refuse_flood(own: Institution, mandate: Mandate, by: User) -> None:
    """Count what the person proposed lately, whatever became of it.

    Raises:
        DomainError: ``too_many``.
    """
    is_hall = own.municipality_id in mandate.cities(WRITING)
    most = OF_A_CITY_HALL_A_DAY if is_hall else OF_A_HEAD_A_DAY
    if Link.objects.filter(proposed_by=by, created_at__gt=timezone.now() - _DAY).count() >= most:
        raise DomainError(
            _("You have proposed %(most)d links within 24 hours. Propose the next one tomorrow.")
            % {"most": most},
            code="too_many",
        )


def _word_of_proposer(link: Link, own: Side, mandate: Mandate, by: User) -> Side:
    """Note the word of a head who proposes, and give the side for which it is done."""
    heads, halls = mandate.institutions({Role.HEAD}), mandate.cities(WRITING)
    for side in (own, own.other):
        if link.side(side).pk in heads:
            _say_yes(link, side, by)
            link.state = LinkState.ACCEPTED_BY_ONE
            return side
    for side in (own, own.other):
        if link.side(side).municipality_id in halls:
            return side
    raise DomainError(
        _("Only a head of one of the two institutions can propose this, or one of the cities."),
        code="not_yours",
    )


def _partnership_of(one: Municipality, other: Municipality) -> Partnership | None:
    """Find the partnership of two cities that both of them know of, the oldest first."""
    parties = Party.objects.current()
    both = Q(pk__in=parties.filter(municipality=one).values("partnership")) & Q(
        pk__in=parties.filter(municipality=other).values("partnership")
    )
    found = Partnership.objects.standing().filter(both, shared_on__isnull=False)
    return found.exclude(stage=Stage.ENDED).order_by("pk").first()


def _say_yes(link: Link, side: Side, by: User) -> None:
    setattr(link, f"accepted_{side}_at", timezone.now())
    setattr(link, f"accepted_{side}_by", by)


def _refuse_answered(link: Link) -> None:
    if link.state not in OPEN:
        raise DomainError(
            _("This proposal waits for no answer any more. Look at where the link stands."),
            code="not_open",
        )

"""How a link between two institutions is proposed, accepted, declined and taken back."""

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
from pobratym.journal.services import record
from pobratym.links import telling
from pobratym.links.models.links import Link
from pobratym.links.queries.heads import heads_of
from pobratym.links.services.holding import (
    Held,
    hold_institutions,
    name_of,
    one_of,
    refuse_closed,
    take,
)
from pobratym.links.states import OPEN, LinkState, Origin, Side, may_follow
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.partnerships.states import Stage

_PARTNERS_WITHOUT_PROFILE = 1


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
            already, or partners), ``full`` (one has as many partners as its profile allows).
        ValidationError: the message is too long.
    """
    if a.pk == b.pk:
        raise DomainError(_("An institution cannot be its own partner."), code="same")
    first, second = hold_institutions(*sorted([a.pk, b.pk]))
    mandate = mandate_now(by)
    link = Link(a=first, b=second, origin=origin, message=message.strip(), proposed_by=by)
    _refuse_pair(link)
    city = _word_of_proposer(link, link.side_of(a.pk), mandate, by)
    link.proposed_for = city
    link.partnership = _partnership_of(first.municipality, second.municipality)
    link.is_sample = first.is_sample or second.is_sample
    link.full_clean()
    link.save()
    _record("link.proposed", link, by, city, before=None)
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
    held = take(link, version, by)
    link = held.link
    waiting = [side for side in held.headed() if not link.has_accepted(side)]
    if not held.headed():
        raise DomainError(
            _("Only the head of the institution can accept. Ask the head to sign in and answer."),
            code="not_head",
        )
    _refuse_answered(link)
    if not waiting:
        raise DomainError(_("You have accepted this already."), code="accepted")
    side = waiting[0]
    for institution in (link.a, link.b):
        refuse_closed(institution)
        _refuse_full(institution)
    _accepted(link, side, by)
    before = LinkState(link.state)
    is_last = link.has_accepted(side.other)
    _move(link, LinkState.ACTIVE if is_last else LinkState.ACCEPTED_BY_ONE)
    if is_last:
        link.active_on = timezone.localdate()
    _save(link)
    what = "link.activated" if is_last else "link.accepted"
    _record(what, link, by, link.side(side).municipality, before)
    telling.of_answer(link, side, by=by)
    return link


@transaction.atomic
def decline(link: Link, *, version: int, by: User, reason: str = "") -> Link:
    """Say no as a head who has not said yes; the city hall does so for who has no head.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_open``, ``not_your_institution``.
    """
    held = take(link, version, by)
    _refuse_answered(held.link)
    return _close(held, one_of(may_decline(held)), LinkState.DECLINED, by, reason)


@transaction.atomic
def withdraw(link: Link, *, version: int, by: User, reason: str = "") -> Link:
    """Take a proposal back, as the city that made it or as a head who has said yes.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_open``, ``not_your_institution``.
    """
    held = take(link, version, by)
    _refuse_answered(held.link)
    return _close(held, one_of(may_withdraw(held)), LinkState.WITHDRAWN, by, reason)


def may_decline(held: Held) -> list[Side]:
    """Give the sides for which the person may say no."""
    asked = [side for side in Side if not held.link.has_accepted(side)]
    headed, of_hall = held.headed(), held.of_city_hall()
    led = {head.institution_id for head in heads_of([held.link.a_id, held.link.b_id])}
    return [
        side
        for side in asked
        if side in headed or (side in of_hall and held.link.side(side).pk not in led)
    ]


def may_withdraw(held: Held) -> list[Side]:
    """Give the sides for which the person may take the proposal back."""
    link, headed, of_hall = held.link, held.headed(), held.of_city_hall()
    return [
        side
        for side in Side
        if (side in headed and link.has_accepted(side))
        or (side in of_hall and link.side(side).municipality_id == link.proposed_for_id)
    ]


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


def _word_of_proposer(link: Link, own: Side, mandate: Mandate, by: User) -> Municipality:
    """Note the word of a head who proposes, and give the city in whose name it is done."""
    headed = mandate.institutions({Role.HEAD})
    for side in (own, own.other):
        if link.side(side).pk in headed:
            _accepted(link, side, by)
            link.state = LinkState.ACCEPTED_BY_ONE
            return link.side(side).municipality
    for side in (own, own.other):
        if mandate.covers(link.side(side).municipality_id, WRITING):
            return link.side(side).municipality
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


def _accepted(link: Link, side: Side, by: User) -> None:
    setattr(link, f"accepted_{side}_at", timezone.now())
    setattr(link, f"accepted_{side}_by", by)


def _refuse_answered(link: Link) -> None:
    if link.state not in OPEN:
        raise DomainError(
            _("This proposal waits for no answer any more. Look at where the link stands."),
            code="not_open",
        )


def _close(held: Held, side: Side, to: LinkState, by: User, reason: str) -> Link:
    link, before = held.link, LinkState(held.link.state)
    _move(link, to)
    link.ended_on, link.reason = timezone.localdate(), reason.strip()
    link.closed_for = link.side(side)
    _save(link)
    _record(f"link.{to}", link, by, link.side(side).municipality, before, why=link.reason)
    telling.of_end(link, side, by=by)
    return link


def _move(link: Link, to: LinkState) -> None:
    if not may_follow(LinkState(link.state), to):
        raise DomainError(_("This cannot be done where the link stands now."), code="wrong_state")
    link.state = to


def _save(link: Link) -> None:
    link.full_clean()
    link.save()


def _record(  # noqa: PLR0913  as record itself
    what: str,
    link: Link,
    by: User,
    city: Municipality,
    before: LinkState | None,
    *,
    why: str = "",
) -> None:
    changes = {"state": (before, LinkState(link.state))}
    record(what, link, by=by, city=city.code, changes=changes, why=why, renews=False)

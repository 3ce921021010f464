"""Links as pages show them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from pobratym.accounts.http import Reader
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment, mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING, Mandate, Role
from pobratym.links import rules
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import LINK_STATE_NAMES, Link
from pobratym.links.queries.heads import heads_of
from pobratym.links.states import OPEN, STANDING, LinkState, Side
from pobratym.vault.rules import may_cross

MOST = 200
_NAMES = dict(LINK_STATE_NAMES)
PURPOSE = "cooperation"
"""The entry of the record of processing under which heads are shown to each other."""


@dataclass(frozen=True, slots=True)
class SideShown:
    """One institution of a link, as the reader may see it.

    ``is_own``: the reader acts for it or works in it. ``contacts`` are name and address of its
    heads where the reader may have them; ``is_withheld`` where its city has recorded no ground to
    give them abroad.
    """

    institution: Institution
    is_own: bool
    has_head: bool
    accepted_on: dt.datetime | None
    rests: bool
    contacts: tuple[tuple[str, str], ...] = ()
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link, what the reader may do with it, and what was planned in it.

    ``may`` names the deeds open to the reader; ``waits_for`` are the sides whose head is to answer;
    ``resting`` those that paused.
    """

    link: Link
    sides: tuple[SideShown, SideShown]
    may: frozenset[str]
    activities: list[Activity]
    opens_contacts: bool
    is_head: bool
    now: str

    @property
    def waits_for(self) -> list[SideShown]:
        """Sides whose head has not answered, while the proposal is open."""
        is_open = self.link.state in OPEN
        return [side for side in self.sides if is_open and side.accepted_on is None]

    @property
    def resting(self) -> list[SideShown]:
        """Sides that have paused."""
        return [side for side in self.sides if side.rests]


def link_shown(link: Link, reader: Reader) -> LinkShown:
    """Give a link for its page: three statements at most, one more where data cross the border."""
    mandate = mandate_of(reader)
    heads = heads_of([link.a_id, link.b_id])
    led = {head.institution_id for head in heads if head.institution_id}
    is_head = bool(rules.headed(link, mandate))
    opens = link.state in STANDING
    sides = tuple(_side(link, side, mandate, heads, opens=opens and is_head) for side in Side)
    found = link.activities.order_by("-since", "-pk")
    return LinkShown(
        link=link,
        sides=(sides[0], sides[1]),
        may=_deeds(link, mandate, led),
        activities=list(found[:MOST]),
        opens_contacts=opens,
        is_head=is_head,
        now=str(link.state),
    )


def _deeds(link: Link, mandate: Mandate, led: Collection[int]) -> frozenset[str]:
    open_to = {
        "accept": rules.to_accept(link, mandate),
        "decline": rules.to_decline(link, mandate, led),
        "withdraw": rules.to_withdraw(link, mandate),
        "pause": rules.to_pause(link, mandate),
        "resume": rules.to_resume(link, mandate),
        "end": rules.to_end(link, mandate),
        "plan": rules.to_plan(link, mandate),
    }
    return frozenset(name for name, sides in open_to.items() if sides)


def _side(
    link: Link, side: Side, mandate: Mandate, heads: Collection[Employment], *, opens: bool
) -> SideShown:
    institution = link.side(side)
    own_heads = [head.user for head in heads if head.institution_id == institution.pk]
    is_headed = side in rules.headed(link, mandate)
    other = link.side(side.other).municipality
    may_be_known = opens and (
        is_headed or may_cross(institution.municipality.code, other.code, PURPOSE)
    )
    return SideShown(
        institution=institution,
        is_own=side in [*rules.worked_in(link, mandate), *rules.in_city_hall(link, mandate)],
        has_head=bool(own_heads),
        accepted_on=getattr(link, f"accepted_{side}_at"),
        rests=link.rests(side),
        contacts=tuple((one.name, one.email) for one in own_heads) if may_be_known else (),
        is_withheld=opens and bool(own_heads) and not may_be_known,
    )


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in a list: ``own`` is the institution whose list it is, or the first of both."""

    public_id: UUID
    own: Institution
    other: Institution
    state: LinkState
    since: dt.date
    is_sample: bool
    is_asked: bool = False

    @property
    def state_name(self) -> str:
        """The state, in the reader's language."""
        return str(_NAMES[self.state])


def links_of_institution(institution: Institution, reader: Reader) -> list[LinkRow]:
    """List the links of an institution, the newest first (one statement)."""
    found = Link.objects.visible_to(reader).of(institution.pk).with_both()
    headed = institution.pk in mandate_of(reader).institutions({Role.HEAD})
    return [_row(link, institution.pk, asks=headed) for link in found.order_by("-pk")[:MOST]]


def links_between(cities: Collection[int], reader: Reader, most: int = MOST) -> list[LinkRow]:
    """List what joins institutions of these cities (keys) and is not over, the newest first."""
    found = Link.objects.visible_to(reader).living().with_both()
    both = found.filter(a__municipality__in=cities, b__municipality__in=cities)
    return [_row(link, link.a_id) for link in both.order_by("-pk")[:most]]


def _row(link: Link, own: int, *, asks: bool = False) -> LinkRow:
    side = link.side_of(own)
    is_asked = asks and link.state in OPEN and not link.has_accepted(side)
    since = link.ended_on or link.active_on or link.created_at.date()
    return LinkRow(
        public_id=link.public_id,
        own=link.side(side),
        other=link.side(side.other),
        state=LinkState(link.state),
        since=since,
        is_sample=link.is_sample,
        is_asked=is_asked,
    )


def institution_worked_on_by(reader: Reader, public_id: UUID) -> Institution | None:
    """Give an institution in which the reader works, or whose city the reader works for."""
    mandate = mandate_of(reader)
    own = Q(municipality__in=sorted(mandate.cities(READING)))
    own |= Q(pk__in=sorted(mandate.institutions(AT_INSTITUTION)))
    found = Institution.objects.filter(own, public_id=public_id)
    return found.select_related("municipality").first()


def title_of(link: Link) -> Wordings:
    """Name a link by its two institutions, in each language that one of them is named in."""
    languages = dict.fromkeys([*link.a.name, *link.b.name])
    return Wordings(
        {one: f"{link.a.name.said(one).text} – {link.b.name.said(one).text}" for one in languages}
    )

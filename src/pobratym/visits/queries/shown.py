"""Visits and delegations as the desk shows them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.facts import Office
from pobratym.directory.states import CONFIRMING, READING, WRITING
from pobratym.vault.rules import may_be_seen
from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.models.visits import SubGroup, Visit, VisitGuest, VisitQuerySet
from pobratym.visits.rules import hosts, reads_for_host, sends
from pobratym.visits.states import SHARED, VisitState, may_follow

PURPOSE = "visits"
"""The entry of the record of processing under which guests are shown to the host."""
SHOWN = 50
_LATER = (VisitState.PLANNED, VisitState.RUNNING, VisitState.DONE, VisitState.REPORTED)


@dataclass(frozen=True, slots=True)
class VisitShown:
    """A visit, and what the reader may do with it.

    ``answering`` is the city that is invited and for which the reader may say yes or no;
    ``following`` the next step that the host takes by one press.
    """

    visit: Visit
    guests: list[VisitGuest]
    is_host: bool
    may_host: bool
    may_send: bool
    answering: VisitGuest | None
    following: VisitState | None
    may_cancel: bool
    coming: int
    accepted: int
    subgroups: list[SubGroup]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A guest on the list, as far as the reader may see.

    ``is_withheld``: the guest's city has recorded no ground to give names abroad.
    ``answer`` is ``yes``, ``no``, ``asked`` or empty (no link was sent).
    """

    member: Member
    may_open: bool
    is_withheld: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """The guests of a visit, by city in the order of protocol."""

    coming: list[MemberRow] = field(default_factory=list)
    gone: list[MemberRow] = field(default_factory=list)

    @property
    def is_withheld(self) -> bool:
        """Whether some names are left out."""
        return any(row.is_withheld for row in (*self.coming, *self.gone))


def visit_shown(visit: Visit, reader: Reader) -> VisitShown:
    """Give a visit for its page (four statements, one more for guests' officers)."""
    guests = list(visit.guest_cities.select_related("city").order_by("pk"))
    members = visit.members.filter(left_at__isnull=True)
    open_yes = Q(guest_links__revoked_at__isnull=True, guest_links__accepted_at__isnull=False)
    told = members.aggregate(
        coming=Count("pk", distinct=True), accepted=Count("pk", filter=open_yes, distinct=True)
    )
    may_host = bool(hosts(reader, visit))
    return VisitShown(
        visit=visit,
        guests=guests,
        is_host=bool(reads_for_host(reader, visit)),
        may_host=may_host,
        may_send=bool(sends(reader, visit)),
        answering=_answering(visit, guests, reader),
        following=following(visit) if may_host else None,
        may_cancel=may_host and may_follow(VisitState(visit.state), VisitState.CANCELLED),
        coming=told["coming"],
        accepted=told["accepted"],
        subgroups=list(visit.subgroups.all()),
    )


def following(visit: Visit) -> VisitState | None:
    """Give the step that the host takes next by one press; those by the calendar only once due."""
    state = VisitState(visit.state)
    if state == VisitState.IDEA:
        return VisitState.INVITED
    today = timezone.localdate()
    due = {
        VisitState.PLANNED: True,
        VisitState.RUNNING: visit.starts_on <= today,
        VisitState.DONE: visit.ends_on <= today,
        VisitState.REPORTED: True,
    }
    return next((to for to in _LATER if due[to] and may_follow(state, to)), None)


def _answering(visit: Visit, guests: Iterable[VisitGuest], reader: Reader) -> VisitGuest | None:
    if visit.state not in SHARED or visit.state in {VisitState.CANCELLED, *_LATER[1:]}:
        return None
    cities = mandate_of(reader).cities(CONFIRMING)
    return next((guest for guest in guests if guest.city_id in cities), None)


def delegation_of(visit: Visit, reader: Reader) -> Delegation:
    """Give the guests of a visit (three statements at most)."""
    living = GuestLink.objects.filter(revoked_at__isnull=True)
    rows = visit.members.select_related("city", "subgroup").prefetch_related(
        Prefetch("guest_links", living, to_attr="living_links")
    )
    members = sorted(rows, key=_in_order)
    seen = seen_cities(members, visit, reader)
    writing = mandate_of(reader).cities(WRITING)
    shown = [_row(member, visit, seen, writing) for member in members]
    return Delegation(
        coming=[row for row in shown if row.member.left_at is None],
        gone=[row for row in shown if row.member.left_at is not None],
    )


def seen_cities(members: Iterable[Member], visit: Visit, reader: Reader) -> set[int]:
    """Give the keys of the cities whose guests' names the reader may see."""
    cities = {member.city_id: member.city.code for member in members}
    reading = mandate_of(reader).cities(READING)
    own = {key for key in cities if key in reading}
    if visit.host_id not in reading:
        return own
    asked = {code for key, code in cities.items() if key not in own}
    allowed = may_be_seen(asked, {visit.host.code}, PURPOSE) if asked else set()
    return own | {key for key, code in cities.items() if code in allowed}


def _row(
    member: Member, visit: Visit, seen: Collection[int], writing: Collection[int]
) -> MemberRow:
    is_own = member.city_id in writing and visit.state in SHARED
    visible = member.city_id in seen
    return MemberRow(
        member=member,
        may_open=visible and (is_own or visit.host_id in writing),
        is_withheld=not visible,
        answer=answer_of(getattr(member, "living_links", [])),
    )


def answer_of(links: Iterable[GuestLink]) -> str:
    """Say how a guest answered by the link that lives."""
    for link in links:
        if link.declined_at is not None:
            return "no"
        return "yes" if link.accepted_at is not None else "asked"
    return ""


def _in_order(member: Member) -> tuple[bool, int, int]:
    """Order by rank in protocol; who has none comes last, in the order of entry."""
    return member.protocol_rank == 0, member.protocol_rank, member.pk


def visits_for(reader: Reader) -> VisitQuerySet:
    """Give all visits that the reader sees, the newest first."""
    seen = Visit.objects.visible_to(reader).select_related("host", "partnership")
    return seen.order_by("-starts_on", "-pk")


def cities_to_enter(reader: Reader, visit: Visit) -> list[Municipality]:
    """Give the cities whose guests the person may put on the list: the host all, others the own."""
    guests = [one.city for one in visit.guest_cities.select_related("city").order_by("pk")]
    if hosts(reader, visit):
        return guests
    writing = mandate_of(reader).cities(WRITING)
    return [city for city in guests if city.pk in writing] if visit.state in SHARED else []


def earlier_visits(city: Municipality) -> list[Visit]:
    """Give the visits that a city received and that can be copied, the newest first."""
    rows = Visit.objects.filter(host=city).exclude(state=VisitState.CANCELLED)
    return list(rows.order_by("-starts_on", "-pk")[:SHOWN])


def topics_of(visit: Visit, member: Member) -> list[str]:
    """Give the topics that a guest may choose: the partnership's fields, and those chosen before.

    Where the partnership names no fields, the list is empty and all topics are offered.
    """
    fields = list(visit.partnership.fields.values_list("topic", flat=True))
    return [*fields, *member.interests] if fields else []


def offices_of(member: Member) -> list[Office]:
    """Give the contact offices that a guest may ask: of the own city, then of the host."""
    cities = [member.city_id, member.visit.host_id]
    found = Office.objects.filter(municipality__in=cities).select_related("municipality")
    return sorted(found, key=lambda one: cities.index(one.municipality_id))

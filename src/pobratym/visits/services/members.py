"""Who comes: members of a delegation, their names as in the passport, their sub-groups."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.partnerships.services.wordings import changes_of, note_changed, put
from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.services.holding import acting_city, held, note, refuse_all_but_host

MOST = 500
"""Guests of one visit."""
MOST_GROUPS = 12
NAMES = frozenset({"name_latin", "name_cyrillic"})
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’-]*")
_CYRILLIC = re.compile(r"[Ѐ-ӿ][Ѐ-ӿ .'’ʼ-]*")


class MemberFacts(TypedDict, total=False):
    """What is said of a guest; ``languages`` are ISO 639 codes, ``interests`` codes of topics."""

    name_latin: str
    name_cyrillic: str
    function: Wordings
    protocol_rank: int
    languages: list[str]
    language: str
    email: str
    phone: str
    diet: str
    accessibility: str
    interests: list[str]
    subgroup: SubGroup | None


@transaction.atomic
def add_member(
    visit: Visit, *, by: User | None, city: Municipality, **facts: Unpack[MemberFacts]
) -> Member:
    """Put a guest of ``city`` on the list; the guest's own city does so, and the host may.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``not_invited``, ``not_latin``, ``not_cyrillic``,
            ``double`` (name and address are on the list), ``elsewhere`` (a sub-group of another
            visit), ``too_many``.
        ValidationError: a fact is missing or not valid.
    """
    visit = held(visit)
    actor = acting_city(by, visit, city)
    if visit.members.count() >= MOST:
        raise DomainError(
            _("A visit has at most %(most)d guests. Enter a second visit.") % {"most": MOST},
            code="too_many",
        )
    member = Member(visit=visit, city=city)
    old = put(member, facts)
    refuse_unfit_names(member)
    _refuse_double(member)
    _refuse_other_group(member)
    member.full_clean()
    member.save()
    note_changed(member, old, by)
    note("member.added", member, visit, by=by, city=actor, changes=changes_of(member, old))
    return member


@transaction.atomic
def edit_member(
    member: Member, *, version: int, by: User | None, **facts: Unpack[MemberFacts]
) -> Member:
    """Change what is said of a guest; names that agree with the passport stay as they are.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``locked``, ``not_latin``, ``not_cyrillic``,
            ``double``, ``elsewhere``.
        ValidationError: a fact is missing or not valid.
    """
    member, actor = take_member(member, version, by)
    old = change(member, facts)
    if old:
        member.save()
        note_changed(member, old, by)
        note("member.edited", member, member.visit, by=by, city=actor,
             changes=changes_of(member, old))  # fmt: skip
    return member


def change(member: Member, facts: Mapping[str, Any]) -> dict[str, object]:
    """Write facts to a held guest and check them; the caller saves. Gives the old values."""
    old = put(member, facts)
    if old.keys() & NAMES:
        if member.names_locked_at is not None:
            raise DomainError(
                _(
                    "The names were compared with the passport and are locked. Unlock them first if"
                    " the passport says otherwise."
                ),
                code="locked",
                field=min(old.keys() & NAMES),
            )
        refuse_unfit_names(member)
    if old.keys() & (NAMES | {"email"}):
        _refuse_double(member)
    _refuse_other_group(member)
    if old:
        member.full_clean()
    return old


@transaction.atomic
def lock_names(member: Member, *, version: int, by: User | None) -> Member:
    """Note that the names stand as in the passport; they stay so on every paper.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    member, actor = take_member(member, version, by)
    member.names_locked_at = timezone.now()
    member.save()
    note("member.names_locked", member, member.visit, by=by, city=actor)
    return member


@transaction.atomic
def unlock_names(member: Member, *, version: int, by: User | None, reason: str) -> Member:
    """Let the names be changed again, with the reason.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_reason``.
    """
    member, actor = take_member(member, version, by)
    refuse_silence(reason)
    member.names_locked_at = None
    member.save()
    note("member.names_unlocked", member, member.visit, by=by, city=actor, why=reason.strip())
    return member


@transaction.atomic
def take_off(member: Member, *, version: int, by: User | None, reason: str) -> Member:
    """Take a guest off the list, with the reason; the guest's own link opens nothing any more.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_reason``.
    """
    member, actor = take_member(member, version, by)
    refuse_silence(reason)
    now = timezone.now()
    member.left_at = now
    member.save()
    GuestLink.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=now)
    note("member.left", member, member.visit, by=by, city=actor, why=reason.strip())
    return member


@transaction.atomic
def take_back(member: Member, *, version: int, by: User | None) -> Member:
    """Put a guest on the list again.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    member, actor = take_member(member, version, by)
    member.left_at = None
    member.save()
    note("member.returned", member, member.visit, by=by, city=actor)
    return member


def take_member(member: Member, version: int, by: User | None) -> tuple[Member, Municipality]:
    """Hold the visit, then the guest, ask for the right, and raise the guest's version.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``.
    """
    visit = held(member.visit)
    rows = Member.objects.select_for_update(of=("self",)).select_related("city", "subgroup")
    found = rows.get(pk=member.pk)
    found.visit = visit
    actor = acting_city(by, visit, found.city)
    if found.version != version:
        raise StaleVersion(found)
    found.version += 1
    return found, actor


def refuse_unfit_names(member: Member) -> None:
    """Let each name stand in its own script, as a passport and a name card need it.

    Raises:
        DomainError: ``not_latin`` or ``not_cyrillic``, naming the form field.
    """
    if member.name_latin and not _LATIN.fullmatch(member.name_latin):
        raise DomainError(
            _("Write this name in Latin letters only, just as in the passport."),
            code="not_latin",
            field="name_latin",
        )
    if member.name_cyrillic and not _CYRILLIC.fullmatch(member.name_cyrillic):
        raise DomainError(
            _("Write this name in Cyrillic letters only."),
            code="not_cyrillic",
            field="name_cyrillic",
        )


def _refuse_double(member: Member) -> None:
    same = Member.objects.filter(
        visit=member.visit_id,
        name_latin__iexact=member.name_latin,
        email__iexact=member.email,
    )
    if same.exclude(pk=member.pk).exists():
        raise DomainError(
            _("Somebody with this name and address is on the list of this visit already."),
            code="double",
            field="name_latin",
        )


def _refuse_other_group(member: Member) -> None:
    if member.subgroup is not None and member.subgroup.visit_id != member.visit_id:
        raise DomainError(
            _("Choose a sub-group of this visit."), code="elsewhere", field="subgroup"
        )


@transaction.atomic
def add_subgroup(visit: Visit, *, by: User | None, name: Wordings) -> SubGroup:
    """Make a further sub-group, last in the order.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``too_many``.
        ValidationError: the name is missing.
    """
    visit = held(visit)
    refuse_all_but_host(by, visit)
    found = visit.subgroups.aggregate(last=Max("place"))["last"]
    if visit.subgroups.count() >= MOST_GROUPS:
        raise DomainError(
            _("A visit has at most %(most)d sub-groups.") % {"most": MOST_GROUPS}, code="too_many"
        )
    group = SubGroup(visit=visit, name=name, place=0 if found is None else found + 1)
    group.full_clean()
    group.save()
    note_changed(group, {"name": Wordings()}, by)
    note("visit.subgroup_added", group, visit, by=by, city=visit.host)
    return group


@transaction.atomic
def edit_subgroup(group: SubGroup, *, by: User | None, name: Wordings) -> SubGroup:
    """Name a sub-group otherwise.

    Raises:
        DomainError: ``not_your_city``, ``over``.
        ValidationError: the name is missing.
    """
    visit = held(group.visit)
    refuse_all_but_host(by, visit)
    group = SubGroup.objects.select_for_update().get(pk=group.pk)
    old = put(group, {"name": name})
    if old:
        group.full_clean()
        group.save()
        note_changed(group, old, by)
        note("visit.subgroup_edited", group, visit, by=by, city=visit.host)
    return group


@transaction.atomic
def drop_subgroup(group: SubGroup, *, by: User | None) -> None:
    """Take a sub-group away; its guests are then in none.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``in_use`` (wishes or items are only for it).
    """
    visit = held(group.visit)
    refuse_all_but_host(by, visit)
    group = SubGroup.objects.select_for_update().get(pk=group.pk)
    used = (visit.wishes.filter(subgroups=group), visit.frames.filter(subgroup=group))
    programme = group._meta.get_field("items").related_model  # noqa: SLF001  a room above
    items = programme._default_manager.filter(subgroups=group)  # noqa: SLF001
    if any(rows.exists() for rows in (*used, items)):
        raise DomainError(
            _(
                "Wishes, days or items of the programme are for this sub-group. Give them to"
                " another one first."
            ),
            code="in_use",
        )
    note("visit.subgroup_dropped", group, visit, by=by, city=visit.host)
    group.delete()


@transaction.atomic
def place_members(
    visit: Visit, *, version: int, by: User | None, places: Mapping[int, SubGroup | None]
) -> Visit:
    """Say of each guest in which sub-group they are; nobody can be in two.

    Args:
        visit: its version keeps two officers from undoing one another.
        version: that the person saw.
        by: of the host's city.
        places: by key of the guest; guests who are not named stay where they are.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``elsewhere``.
    """
    visit = held(visit)
    if visit.version != version:
        raise StaleVersion(visit)
    refuse_all_but_host(by, visit)
    members = visit.members.select_for_update().filter(pk__in=list(places)).order_by("pk")
    moved = 0
    for member in members:
        group = places[member.pk]
        if (group.pk if group else None) == member.subgroup_id:
            continue
        member.subgroup = group
        _refuse_other_group(member)
        member.version += 1
        member.save()
        moved += 1
    if moved:
        visit.version += 1
        visit.save()
        note("visit.guests_placed", visit, visit, by=by, city=visit.host, moved=moved)
    return visit

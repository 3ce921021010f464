"""Two people together let the public know that a critical place was visited, never where it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.services.rights import hold_city
from pobratym.journal.services import record
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.programmes.models.items import Item
from pobratym.programmes.models.release import ItemRelease


@transaction.atomic
def ask_release(item: Item, *, by: User) -> ItemRelease:
    """Ask that an item at a critical place may be told of.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_critical`` (nobody has
            to release it), ``asked``.
    """
    item = _held(item, by)
    if item.site is None or not item.site.is_critical:
        raise DomainError(
            _("Only what is at a critical place has to be released by two people."),
            code="not_critical",
        )
    if ItemRelease.objects.filter(item=item).exists():
        raise DomainError(_("Somebody has asked for this already."), code="asked")
    release = ItemRelease(item=item, asked_by=by, asked_at=timezone.now())
    release.full_clean()
    release.save()
    _note("release.asked", item, by)
    return release


@transaction.atomic
def agree_to_release(item: Item, *, by: User) -> ItemRelease:
    """Agree, as somebody else, that it may be told of; when, the embargo of the visit says.

    Raises:
        DomainError: as :func:`ask_release`; ``not_asked``, ``agreed``, ``same_person``.
    """
    item = _held(item, by)
    release = _release_of(item)
    if release.agreed_by_id is not None:
        raise DomainError(_("This is released already."), code="agreed")
    if release.asked_by_id == by.pk:
        raise DomainError(
            _("You asked for this. Somebody else of your city hall has to agree."),
            code="same_person",
        )
    release.agreed_by, release.agreed_at = by, timezone.now()
    release.full_clean()
    release.save()
    _note("release.agreed", item, by)
    return release


@transaction.atomic
def take_release_back(item: Item, *, by: User) -> None:
    """Take the release back, asked for or given: from now on nothing of the item is public.

    Raises:
        DomainError: as :func:`ask_release`; ``not_asked``.
    """
    item = _held(item, by)
    _release_of(item).delete()
    _note("release.withdrawn", item, by)


def _held(item: Item, by: User) -> Item:
    city = hold_city(item.visit.host)
    rows = Item.objects.select_for_update(of=("self",))
    held = rows.select_related("site", "visit__partnership", "visit__host").get(pk=item.pk)
    refuse_outsider(by, city, held.visit.partnership)
    return held


def _release_of(item: Item) -> ItemRelease:
    release = ItemRelease.objects.select_for_update().filter(item=item).first()
    if release is None:
        raise DomainError(
            _("Nobody has asked for this yet, or it was taken back."), code="not_asked"
        )
    return release


def _note(what: str, item: Item, by: User) -> None:
    visit = item.visit
    record(what, item, by=by, city=visit.host.code, within=visit.partnership, own=True)

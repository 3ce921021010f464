"""What a city seeks from a partner, and what it offers to one."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Wish
from pobratym.directory.services.rights import refuse_outsider
from pobratym.directory.topics import TOPICS
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings


@dataclass(frozen=True, slots=True)
class ToldWish:
    """A need or an offer: a topic of the list, own words, and the last day it holds."""

    kind: Literal["seeks", "offer"]
    topic: str
    text: Wordings
    valid_until: dt.date | None = None


@transaction.atomic
def add_wish(city: Municipality, told: ToldWish, *, by: User | None) -> Wish:
    """Add what a city seeks or offers.

    Raises:
        DomainError: ``not_your_city``; ``unknown_topic``, or ``past`` when it would be over
            already.
        ValidationError: the text is too long.
    """
    refuse_outsider(by, city.pk)
    wish = Wish(municipality=city)
    _tell(wish, told)
    wish.full_clean()
    wish.save()
    note_wordings(wish, "text", old={}, new=wish.text, by=by)
    _record("wish.added", wish, by, {})
    return wish


@transaction.atomic
def edit_wish(wish: Wish, told: ToldWish, *, by: User | None, version: int) -> Wish:
    """Change a need or an offer.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``; ``unknown_topic``, or ``past`` when a new last day is
            over already.
        ValidationError: the text is too long.
    """
    fresh = take_version(Wish.objects.select_related("municipality"), wish.pk, version)
    refuse_outsider(by, fresh.municipality_id)
    old, before = fresh.text, _facts(fresh)
    _tell(fresh, told)
    fresh.full_clean()
    fresh.save()
    note_wordings(fresh, "text", old=old, new=fresh.text, by=by)
    _record("wish.edited", fresh, by, before)
    return fresh


@transaction.atomic
def end_wish(wish: Wish, *, by: User | None, version: int) -> Wish:
    """End a need or an offer at once: yesterday was its last day.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
    """
    fresh = take_version(Wish.objects.select_related("municipality"), wish.pk, version)
    refuse_outsider(by, fresh.municipality_id)
    before = _facts(fresh)
    fresh.valid_until = timezone.localdate() - dt.timedelta(days=1)
    fresh.save(update_fields=["valid_until", "version", "updated_at"])
    _record("wish.ended", fresh, by, before)
    return fresh


def _facts(wish: Wish) -> dict[str, object]:
    return {name: getattr(wish, name) for name in ("kind", "topic", "text", "valid_until")}


def _record(what: str, wish: Wish, by: User | None, before: dict[str, object]) -> None:
    now, city = _facts(wish), wish.municipality
    changes = {
        name: (before.get(name), value) for name, value in now.items() if before.get(name) != value
    }
    record(what, wish, by=by, city=city.code, changes=changes, within=city)


def _tell(wish: Wish, told: ToldWish) -> None:
    if told.topic not in TOPICS:
        raise DomainError(_("Choose a topic from the list."), code="unknown_topic", field="topic")
    is_new_day = told.valid_until != wish.valid_until
    if told.valid_until and is_new_day and told.valid_until < timezone.localdate():
        raise DomainError(
            _("This day is over. Choose today or a later day."), code="past", field="valid_until"
        )
    wish.kind, wish.topic = told.kind, told.topic
    wish.text, wish.valid_until = told.text, told.valid_until

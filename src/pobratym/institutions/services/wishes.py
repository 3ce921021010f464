"""What an institution seeks and offers, in its own words."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.topics import TOPICS
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.services.rights import hold_institution
from pobratym.journal.services import record
from pobratym.languages.models import Standing
from pobratym.languages.services import note_wordings

MOST_WISHES = 20
"""Of one institution: whoever seeks everything is found by nobody."""


@dataclass(frozen=True, slots=True)
class ToldWish:
    """One need or offer: own words, and a topic of the list where one fits."""

    kind: str
    text: Wordings
    topic: str = ""


@transaction.atomic
def add_wish(institution: Institution, told: ToldWish, *, by: User | None) -> InstitutionWish:
    """Add what an institution seeks or offers.

    Raises:
        DomainError: ``not_yours``, ``closed``, ``unknown_topic``, ``too_many``.
        ValidationError: the text is missing or too long.
    """
    held = hold_institution(institution, by=by)
    if held.wishes.count() >= MOST_WISHES:
        raise DomainError(
            _("There are %(most)d needs and offers already. Take one out first.")
            % {"most": MOST_WISHES},
            code="too_many",
        )
    wish = InstitutionWish(institution=held, is_sample=held.is_sample)
    _tell(wish, told)
    wish.save()
    note_wordings(wish, "text", old={}, new=wish.text, by=by)
    _record("institution_wish.added", wish, by, {})
    return wish


@transaction.atomic
def edit_wish(
    wish: InstitutionWish, told: ToldWish, *, version: int, by: User | None
) -> InstitutionWish:
    """Change a need or an offer.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``, ``unknown_topic``, ``removed``.
        ValidationError: the text is missing or too long.
    """
    fresh = _taken(wish, version, by)
    old, before = fresh.text, _facts(fresh)
    _tell(fresh, told)
    fresh.save()
    note_wordings(fresh, "text", old=old, new=fresh.text, by=by)
    _record("institution_wish.edited", fresh, by, before)
    return fresh


@transaction.atomic
def remove_wish(wish: InstitutionWish, *, version: int, by: User | None) -> None:
    """Take a need or an offer out.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``, ``removed``.
    """
    fresh = _taken(wish, version, by)
    _record("institution_wish.removed", fresh, by, _facts(fresh), removed=True)
    Standing.objects.of(fresh).delete()
    fresh.delete()


def _taken(wish: InstitutionWish, version: int, by: User | None) -> InstitutionWish:
    held = hold_institution(wish.institution, by=by)
    rows = InstitutionWish.objects.filter(institution=held)
    if not rows.filter(pk=wish.pk).exists():
        raise DomainError(_("Somebody has taken this out meanwhile."), code="removed")
    fresh = take_version(rows, wish.pk, version)
    fresh.institution = held
    return fresh


def _tell(wish: InstitutionWish, told: ToldWish) -> None:
    if told.topic and told.topic not in TOPICS:
        raise DomainError(_("Choose a topic from the list."), code="unknown_topic", field="topic")
    wish.kind, wish.topic, wish.text = told.kind, told.topic, told.text
    wish.full_clean()


def _facts(wish: InstitutionWish) -> dict[str, object]:
    return {name: getattr(wish, name) for name in ("kind", "topic", "text")}


def _record(
    what: str,
    wish: InstitutionWish,
    by: User | None,
    before: dict[str, object],
    *,
    removed: bool = False,
) -> None:
    now: dict[str, object] = {} if removed else _facts(wish)
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    changes = {name: (before.get(name), now.get(name)) for name in names}
    city = wish.institution.municipality.code
    record(what, wish, by=by, city=city, changes=changes, within=wish.institution)

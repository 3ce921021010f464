"""What a municipality says of itself."""

import re
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import refuse_outsider
from pobratym.documents.models import Picture
from pobratym.documents.rewriting import Rewritten
from pobratym.documents.services.pictures import describe_picture, keep_picture, withdraw_picture
from pobratym.documents.states import PictureKind
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings

COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the page of a city shows of the city's own choice; colours as ``#17456b``."""

    profile: Wordings
    colour_first: str
    colour_second: str
    seeks_partner: bool


class _Said(TypedDict):
    shows: Wordings
    author: str
    licence: str
    source_url: str


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture to be shown, already decoded by ``read_picture``, and what must be said of it.

    ``written`` is None where the picture that is shown stays, and only its description changes.
    """

    written: Rewritten | None
    kind: PictureKind
    shows: Wordings
    author: str
    licence: str
    source_url: str = ""


@transaction.atomic
def edit_city(city: Municipality, told: Profile, *, by: User | None, version: int) -> Municipality:
    """Change what a city says of itself.

    Args:
        city: is locked and read anew.
        told: everything at once.
        by: who edits.
        version: of the row that the person's form was filled from.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``; ``colour`` for what is none.
        ValidationError: a text is too long.
    """
    for field in ("colour_first", "colour_second"):
        if not COLOUR.fullmatch(getattr(told, field)):
            raise DomainError(_("Choose a colour."), code="colour", field=field)
    fresh = take_version(Municipality.objects.all(), city.pk, version)
    refuse_outsider(by, fresh.pk)
    old = fresh.profile
    before = (fresh.colour_first, fresh.colour_second, fresh.seeks_partner, fresh.profile)
    fresh.profile, fresh.seeks_partner = told.profile, told.seeks_partner
    fresh.colour_first, fresh.colour_second = told.colour_first, told.colour_second
    fresh.full_clean()
    fresh.save(
        update_fields=[
            "profile", "colour_first", "colour_second", "seeks_partner", "version", "updated_at",
        ]
    )  # fmt: skip
    note_wordings(fresh, "profile", old=old, new=told.profile, by=by)
    names = ("colour_first", "colour_second", "seeks_partner", "profile")
    changes = {
        name: (value, getattr(fresh, name))
        for name, value in zip(names, before, strict=True)
        if value != getattr(fresh, name)
    }
    record("city.edited", fresh, by=by, city=fresh.code, changes=changes)
    return fresh


@transaction.atomic
def show_picture(
    city: Municipality, picture: NewPicture, *, by: User | None, version: int
) -> Municipality:
    """Show new arms or a new photograph of a city; the one before is withdrawn.

    Where no new picture comes, only what is said of the one before is corrected.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``; ``no_picture`` when neither comes one nor one is shown.
        ValidationError: author, licence or description is missing.
    """
    fresh = take_version(Municipality.objects.all(), city.pk, version)
    refuse_outsider(by, fresh.pk)
    before: Picture | None = getattr(fresh, picture.kind)
    if picture.written is None:
        return _describe(fresh, before, picture, by)
    kept = keep_picture(
        picture.written, kind=picture.kind, by=by, city=fresh.code, **_said_of(picture)
    )
    note_wordings(kept, "shows", old={}, new=picture.shows, by=by)
    if before:
        withdraw_picture(before, by=by, city=fresh.code)
    setattr(fresh, picture.kind, kept)
    fresh.save(update_fields=[picture.kind, "version", "updated_at"])
    record(
        "city.picture_shown", fresh, by=by, city=fresh.code, changes={picture.kind: (before, kept)}
    )
    return fresh


def _describe(
    city: Municipality, shown: Picture | None, told: NewPicture, by: User | None
) -> Municipality:
    if shown is None:
        raise DomainError(_("Choose a picture."), code="no_picture", field="picture")
    described = describe_picture(shown, by=by, city=city.code, **_said_of(told))
    note_wordings(described, "shows", old=shown.shows, new=told.shows, by=by)
    city.save(update_fields=["version", "updated_at"])
    return city


def _said_of(picture: NewPicture) -> _Said:
    return {
        "shows": picture.shows,
        "author": picture.author,
        "licence": picture.licence,
        "source_url": picture.source_url,
    }


@transaction.atomic
def hide_picture(
    city: Municipality, kind: PictureKind, *, by: User | None, version: int
) -> Municipality:
    """Show the arms or the photograph no longer: the picture is withdrawn.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``; ``no_picture`` when none is shown.
    """
    fresh = take_version(Municipality.objects.all(), city.pk, version)
    refuse_outsider(by, fresh.pk)
    shown = getattr(fresh, kind)
    if shown is None:
        raise DomainError(_("There is no such picture here."), code="no_picture")
    setattr(fresh, kind, None)
    fresh.save(update_fields=[kind, "version", "updated_at"])
    record("city.picture_hidden", fresh, by=by, city=fresh.code, changes={kind: (shown, None)})
    withdraw_picture(shown, by=by, city=fresh.code)
    return fresh

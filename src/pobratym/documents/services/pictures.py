"""What can be done with files."""

import hashlib
import uuid
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.documents.files import erase_durably, picture_path, write_durably
from pobratym.documents.models import Picture
from pobratym.documents.rewriting import LARGEST_FILE, PictureRefusedError, Rewritten, rewrite
from pobratym.documents.states import LONGEST_SIDE, SHORTEST_SIDE, PictureKind
from pobratym.journal.services import record

if TYPE_CHECKING:
    from django.core.files.base import File

REFUSALS = {
    "empty": _("This file is empty. Choose the picture again."),
    "too_large": _("This file is larger than 10 MB. Save the picture smaller and try again."),
    "marked_up": _(
        "SVG drawings and web pages are not kept, because they may carry programs."
        " Save the picture as PNG, JPEG or WebP and try again."
    ),
    "other_kind": _("This is not a PNG, JPEG or WebP picture. Save it as one and try again."),
    "too_many_pixels": _(
        "This picture has more than 50 million pixels. Make it smaller and try again."
    ),
    "too_few_pixels": _(
        "This picture is too small to be seen well: its shorter side must have at least"
        " %(least)d pixels. Choose a larger one."
    ),
    "broken": _("This picture is damaged or cut short. Save it anew and try again."),
}


def read_picture(upload: "File[bytes]", kind: PictureKind) -> Rewritten:
    """Decode what somebody sent and write it anew; touches neither disk nor database.

    It may take a second: call it before a transaction is opened.

    Args:
        upload: PNG, JPEG or WebP, at most 10 MB and 50 million pixels; its name does not matter.
        kind: arms need 64 pixels on the shorter side and keep at most 600 on the longer one,
            photographs 320 and 1,600.

    Raises:
        DomainError: the file is refused, with a code of :class:`PictureRefusedError`; its
            ``field`` is ``picture``.
    """
    upload.seek(0)
    try:
        return rewrite(upload.read(LARGEST_FILE + 1), LONGEST_SIDE[kind], SHORTEST_SIDE[kind])
    except PictureRefusedError as refusal:
        told = REFUSALS[refusal.code] % {"least": SHORTEST_SIDE[kind]}
        raise DomainError(told, code=refusal.code, field="picture") from refusal


def keep_picture(  # noqa: PLR0913  a picture is not kept without these
    upload: "File[bytes] | Rewritten",
    *,
    kind: PictureKind,
    shows: Wordings,
    author: str,
    licence: str,
    source_url: str,
    by: User | None,
    city: str = "",
) -> Picture:
    """Keep a picture of a city with its author and licence.

    The file is on the disk before the row is committed; where the row is refused, the file goes.

    Args:
        upload: what somebody sent, or what :func:`read_picture` made of it.
        kind: arms or a photograph.
        shows: what can be seen, for those who cannot see it.
        author: who made it; obligatory.
        licence: on which terms it may be shown; obligatory.
        source_url: where it was taken from, or empty.
        by: who brought it; None for a command.
        city: official code of the city in whose name it is kept, for the journal.

    Raises:
        DomainError: the file is refused; see :func:`read_picture`.
        ValidationError: author, licence or description is missing or too long.
    """
    written = upload if isinstance(upload, Rewritten) else read_picture(upload, kind)
    picture = Picture(
        kind=kind,
        file_name=f"{uuid.uuid4().hex}.webp",
        sha256=hashlib.sha256(written.data).hexdigest(),
        width=written.width,
        height=written.height,
        shows=shows,
        author=author.strip(),
        licence=licence.strip(),
        source_url=source_url,
    )
    picture.full_clean()
    path = picture_path(picture.file_name)
    write_durably(path, written.data)
    try:
        with transaction.atomic():
            picture.save()
            record("picture.kept", picture, by=by, city=city, kind=str(kind))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return picture


@transaction.atomic
def describe_picture(  # noqa: PLR0913  all that is said of a picture
    picture: Picture,
    *,
    shows: Wordings,
    author: str,
    licence: str,
    source_url: str,
    by: User | None,
    city: str = "",
) -> Picture:
    """Correct what is said of a picture; the picture itself stays.

    The version of the city that shows it guards it.

    Args:
        picture: is locked and read anew.
        shows: what can be seen, for those who cannot see it.
        author: who made it; obligatory.
        licence: on which terms it may be shown; obligatory.
        source_url: where it was taken from, or empty.
        by: who corrects.
        city: official code of the city in whose name, for the journal.

    Raises:
        ValidationError: author, licence or description is missing or too long.
    """
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    told = {
        "shows": shows,
        "author": author.strip(),
        "licence": licence.strip(),
        "source_url": source_url,
    }
    changed = {
        name: (getattr(picture, name), value)
        for name, value in told.items()
        if value != getattr(picture, name)
    }
    for name in changed:
        setattr(picture, name, told[name])
    picture.full_clean()
    if changed:
        picture.save(update_fields=list(changed))
        record("picture.described", picture, by=by, city=city, changes=changed)
    return picture


@transaction.atomic
def withdraw_picture(picture: Picture, *, by: User | None, city: str = "") -> Picture:
    """Take a picture back for good: nobody gets it any more, and its file is erased.

    The row stays, so that the journal can say whose picture it was. The file goes once the deed
    is committed; where that fails the address gives nothing all the same.

    Args:
        picture: is locked and read anew; one withdrawn before stays as it is.
        by: who withdraws it.
        city: official code of the city in whose name, for the journal.
    """
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    if picture.withdrawn_at is None:
        picture.withdrawn_at = timezone.now()
        picture.save(update_fields=["withdrawn_at"])
        record("picture.withdrawn", picture, by=by, city=city)
        erase = partial(erase_durably, picture_path(picture.file_name))
        transaction.on_commit(erase, robust=True)
    return picture

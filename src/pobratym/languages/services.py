"""Notes on which language version of a text is source, current, stale or missing."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import LANGUAGES
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.states import Status, after_change

_IDENTITY = ["kind", "key", "field", "language"]
_STATE = ["status", "source_hash", "by", "at"]


class MachineName(NamedTuple):
    """A name from a register, with the versions that rules made of it."""

    key: int
    field: str
    source: str
    wordings: Mapping[str, str]
    machine: Collection[str]
    """Languages whose version rules made now; versions by people are not among them."""


def digest(text: str) -> str:
    """Give the digest by which a version remembers its source: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def note_wordings(  # noqa: PLR0913  the two versions of a text and who, how, why
    about: models.Model,
    field: str,
    *,
    old: Mapping[str, str],
    new: Mapping[str, str],
    by: User | None,
    minor: bool = False,
    machine: Collection[str] = (),
    source: str = "",
) -> None:
    """Note how the versions of a text stand after it was written; call it where it is saved.

    The language of the source stays as it was while it has text; a text seen for the first time
    has its source in the first language that a person filled. A changed source makes the other
    versions stale unless they changed with it. A text without any version leaves no notes.

    Args:
        about: the saved thing the text belongs to.
        field: name of the text's field.
        old: the versions before, ``{language: text}``; empty for a new thing.
        new: the versions now.
        by: who wrote; None for a command run by the administrator of the machine.
        minor: the source says the same as before (a slip of the pen), the others stay current.
        machine: languages whose version in ``new`` was made by rules.
        source: makes this language the source, whatever it was.
    """
    rows = Standing.objects.select_for_update().of(about).filter(field=field)
    if not any(new.values()):
        rows.delete()
        return
    known = {row.language: row for row in rows}
    source = source or _source_of(known.values(), new, machine)
    source_changed = bool(old.get(source)) and old.get(source) != new[source] and not minor
    notes = [
        _note(
            known.get(language),
            Standing(kind=kind_of(about), key=about.pk, field=field, language=language, by=by),
            after_change(
                Status(known[language].status) if language in known else None,
                filled=bool(new.get(language)),
                is_source=language == source,
                by_machine=language in machine,
                changed=old.get(language, "") != new.get(language, ""),
                source_changed=source_changed,
            ),
            digest(new[source]),
        )
        for language in LANGUAGES
    ]
    _keep(note for note in notes if note is not None)


@transaction.atomic
def confirm_version(about: models.Model, field: str, language: str, *, by: User) -> Standing:
    """Note that a person found a machine-made or stale version right as it is.

    Args:
        about: the thing the text belongs to.
        field: name of the text's field.
        language: whose version was read.
        by: who read it.

    Raises:
        DomainError: ``nothing_to_confirm`` when the version is the source, missing or not noted.
    """
    rows = {row.language: row for row in Standing.objects.of(about).filter(field=field)}
    version = rows.get(language)
    source = next((row for row in rows.values() if row.status == Status.SOURCE), None)
    if not source or not version or version.status in {Status.SOURCE, Status.MISSING}:
        raise DomainError(_("There is no translation here to confirm."), code="nothing_to_confirm")
    version.status, version.source_hash = Status.HUMAN, source.source_hash
    version.by, version.at = by, timezone.now()
    version.full_clean()
    version.save()
    return version


def note_machine_names(kind: str, rows: Iterable[MachineName]) -> int:
    """Note the names of a whole register at once, for imports.

    Versions by people stay as they are noted, except that they go stale where the register's
    own name has changed since they were written.

    Args:
        kind: label of the model that the names belong to, such as ``directory.municipality``.
        rows: the names; each key and field once.

    Returns:
        How many versions were noted.
    """
    now = timezone.now()
    people = {
        (row.key, row.field, row.language): row
        for row in Standing.objects.filter(kind=kind, status__in=[Status.HUMAN, Status.STALE])
    }
    notes = [
        Standing(
            kind=kind, key=row.key, field=row.field, language=language,
            status=status, source_hash=made_from, at=now,
        )
        for row in rows
        for language, status, made_from in _versions(row, people)
    ]  # fmt: skip
    with transaction.atomic():
        _keep(notes)
    return len(notes)


def _versions(
    row: MachineName, people: Mapping[tuple[int, str, str], Standing]
) -> Iterator[tuple[str, Status, str]]:
    """Say for each language how its version stands and what it was made from.

    The source comes last, so that there are never two while one language hands over to another.
    """
    made_from = digest(row.wordings[row.source])
    for language in LANGUAGES:
        if language == row.source:
            continue
        by_person = people.get((row.key, row.field, language))
        if not row.wordings.get(language):
            yield language, Status.MISSING, ""
        elif language in row.machine:
            yield language, Status.MACHINE, made_from
        elif not by_person:
            yield language, Status.HUMAN, made_from
        elif by_person.source_hash != made_from:
            yield language, Status.STALE, by_person.source_hash
    yield row.source, Status.SOURCE, made_from


def _source_of(known: Iterable[Standing], new: Mapping[str, str], machine: Collection[str]) -> str:
    """Say which language the text is written in."""
    standing = [row.language for row in known if row.status == Status.SOURCE]
    by_people = [language for language in LANGUAGES if language not in machine]
    return next(language for language in [*standing, *by_people, *LANGUAGES] if new.get(language))


def _note(
    known: Standing | None, note: Standing, status: Status, source_now: str
) -> Standing | None:
    """Fill a note in; None when all is as it was."""
    note.status = status
    note.source_hash = source_now
    note.at = timezone.now()
    if status is Status.STALE and known:
        note.source_hash = known.source_hash
    if status is Status.MISSING:
        note.source_hash = ""
    same = known and (known.status, known.source_hash) == (status, note.source_hash)
    return None if same else note


def _keep(notes: Iterable[Standing]) -> None:
    """Write notes over what is noted of the same versions, the source last."""
    last = sorted(notes, key=lambda note: note.status == Status.SOURCE)
    Standing.objects.bulk_create(
        last, update_conflicts=True, unique_fields=_IDENTITY, update_fields=_STATE
    )

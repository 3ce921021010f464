"""Notes on which language version of a text is source, current, stale or missing."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import LANGUAGES
from pobratym.journal.services import record
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.states import Status, after_change

_IDENTITY = ["kind", "key", "field", "language"]
_STATE = ["status", "source_hash", "by", "at"]
_COLUMNS = '"kind", "key", "field", "language", "status", "source_hash", "at"'
_NOTE = f"INSERT INTO languages_standing ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - our names
_NOTE_OVER = (
    _NOTE
    + """
    ON CONFLICT ("kind", "key", "field", "language") DO UPDATE
    SET "status" = excluded."status", "source_hash" = excluded."source_hash",
        "at" = excluded."at",
        "by_id" = CASE excluded."status" WHEN 'stale' THEN languages_standing."by_id" END
    """
)
"""A register has thousands of names; building model instances and wide statements costs three
times what this does."""

_Known = Mapping[tuple[int, str, str], tuple[str, str]]
_Noted = tuple[str, int, str, str, str, str, str | None]


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
def confirm_version(  # noqa: PLR0913  which version, from which source, who and for whom
    about: models.Model, field: str, language: str, *, source_hash: str, by: User, city: str = ""
) -> Standing:
    """Note that a person found a machine-made or stale version right as it is.

    Args:
        about: the thing the text belongs to; the notes on the text are locked.
        field: name of the text's field.
        language: whose version was read.
        source_hash: digest of the source that the person saw beside it.
        by: who read it.
        city: official code of the city in whose name, for the journal.

    Raises:
        DomainError: ``nothing_to_confirm`` when the version is the source, missing, not noted or
            already a person's; ``stale`` when the source has moved on since it was shown.
    """
    texts = Standing.objects.select_for_update().of(about).filter(field=field)
    rows = {row.language: row for row in texts}
    version = rows.get(language)
    source = next((row for row in rows.values() if row.status == Status.SOURCE), None)
    if not source or not version or version.status not in {Status.MACHINE, Status.STALE}:
        raise DomainError(_("There is no translation here to confirm."), code="nothing_to_confirm")
    if source.source_hash != source_hash:
        raise DomainError(
            _("The original has changed since you read it. Compare again, then confirm."),
            code="stale",
        )
    version.status, version.source_hash = Status.HUMAN, source.source_hash
    version.by, version.at = by, timezone.now()
    version.full_clean()
    version.save()
    record("translation.confirmed", about, by=by, city=city, field=field, language=language)
    return version


def note_machine_names(kind: str, rows: Iterable[MachineName]) -> int:
    """Note the names of a whole register at once, for imports.

    Versions by people stay as they are noted, except that they go stale where the register's
    own name has changed since they were written.

    Args:
        kind: label of the model that the names belong to, such as ``directory.municipality``.
        rows: the names; each key and field once.

    Returns:
        How many versions stand otherwise than before.
    """
    names = list(rows)
    known = {
        (key, field, language): (status, made_from)
        for key, field, language, status, made_from in Standing.objects.filter(
            kind=kind, key__in={name.key for name in names}
        ).values_list("key", "field", "language", "status", "source_hash")
    }
    noted = {(key, field) for key, field, _language in known}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    new: list[_Noted] = []
    over: list[_Noted] = []
    for row in names:
        notes = over if (row.key, row.field) in noted else new
        notes += [
            (kind, row.key, row.field, language, status.value, made_from, now)
            for language, status, made_from in _versions(row, known)
            if known.get((row.key, row.field, language)) != (status, made_from)
        ]
    with transaction.atomic(), connection.cursor() as cursor:
        _note_first(cursor, new)
        if over:
            cursor.executemany(_NOTE_OVER, over)
    return len(new) + len(over)


def _note_first(cursor: CursorWrapper, notes: Sequence[_Noted]) -> None:
    """Write notes on texts of which nothing is noted yet, as quickly as the database takes them."""
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY languages_standing ({_COLUMNS}) FROM STDIN") as copy:
            for note in notes:
                copy.write_row(note)
    elif notes:
        cursor.executemany(_NOTE, notes)


def _versions(row: MachineName, known: _Known) -> Iterator[tuple[str, Status, str]]:
    """Say for each language how its version stands and what it was made from.

    The source comes last, so that there are never two while one language hands over to another.
    """
    source_now = digest(row.wordings[row.source])
    for language in LANGUAGES:
        if language == row.source:
            continue
        status, made_from = known.get((row.key, row.field, language), ("", source_now))
        if not row.wordings.get(language):
            yield language, Status.MISSING, ""
        elif language in row.machine:
            yield language, Status.MACHINE, source_now
        elif status in {Status.HUMAN, Status.STALE} and made_from != source_now:
            yield language, Status.STALE, made_from
        else:
            yield language, Status.HUMAN, source_now
    yield row.source, Status.SOURCE, source_now


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

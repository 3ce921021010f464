"""Writes what differs between a register of institutions and the record."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, Q
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.territories import RegisterEdition, Source
from pobratym.directory.services.registers.naming import Versions
from pobratym.directory.services.registers.staging import fill, renew_plans, rows_of, run
from pobratym.directory.states import Country
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.services.registers import staged
from pobratym.institutions.services.registers.naming import calm, in_all_languages
from pobratym.institutions.states import ClaimState, Register
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.services import MachineName, note_machine_names
from pobratym.languages.states import Status

_CHUNK = 2_000
_OWN = {Country.PL: "pl", Country.UA: "uk"}
_LISTING = [
    "institution_id", "register", "code", "name", "place", "address", "told", "digest",
    "edition_id", "source_id", "gone_on",
]  # fmt: skip


_MADE_OF_NAMES = ("sort_pl", "sort_uk", "sort_en", "found_by")
_DIFFERING = {"public_id", "municipality", "kind", "name", *_MADE_OF_NAMES}
"""In which fields new institutions are unlike; the rest is prepared once for all."""


@dataclass(frozen=True, slots=True)
class Loading:
    """One register on its way into the record.

    Attributes:
        register: which.
        edition: its edition.
        source: who published it.
        on: the day it is true of.
        by: the officer whose list it is; None for a command.
        may_end: whether what the file lacks is gone.
        tick: hears how many rows were written, now and then.
    """

    register: Register
    edition: RegisterEdition
    source: Source
    on: dt.date
    by: User | None
    may_end: bool
    tick: Callable[[int], None]


def apply(loading: Loading) -> set[int]:
    """Write what differs; give the keys of all institutions that were made or changed."""
    touched = _add(loading)
    touched |= _list_joined(loading)
    touched |= _change(loading)
    if loading.may_end:
        touched |= _end(loading)
    renew_plans("institutions_listing")
    renew_plans("directory_institution")
    return touched


def _add(loading: Loading) -> set[int]:
    """Enter what is new, with its name in every language."""
    made: set[int] = set()
    last = 0
    while rows := list(rows_of(_NEW, last, _CHUNK)):
        last = rows[-1][0]
        things = [_thing(kind, name, city, country) for _key, kind, name, city, country in rows]
        keys = _insert([thing for thing, _ in things])
        _list(loading, dict(zip([row[0] for row in rows], keys, strict=True)))
        _note(
            (key, thing.name, versions, country)
            for key, (thing, versions), (*_, country) in zip(keys, things, rows, strict=True)
        )
        made.update(keys)
        loading.tick(len(rows))
    return made


_NEW = """
    SELECT new.id, new.kind, new.name, new.municipality_id, city.country
    FROM staged_institution new
    JOIN directory_municipality city ON city.id = new.municipality_id
    WHERE new.difference = 'added' AND new.institution_id IS NULL AND new.id > %s
    ORDER BY new.id LIMIT %s
"""


def _thing(kind: str, name: str, city: int, country: str) -> tuple[Institution, Versions]:
    versions = in_all_languages(calm(name), _OWN[Country(country)], {})
    thing = Institution(
        public_id=uuid.uuid4(), municipality_id=city, kind=kind, name=versions.name, is_listed=True
    )
    return thing, versions


def _insert(things: Sequence[Institution]) -> list[int]:
    """Write new institutions, several times as quick as ``bulk_create``; give their keys."""
    shape = Institution._meta  # noqa: SLF001  Django's documented way to ask a model
    fields = [field for field in shape.concrete_fields if not field.primary_key]
    alike = [field for field in fields if field.name not in _DIFFERING]
    differing = [field for field in fields if field.name in _DIFFERING]
    newest = next(rows_of("SELECT COALESCE(MAX(id), 0) FROM directory_institution"))[0]
    start = _stored(alike, things[0])
    columns = [field.column or "" for field in (*alike, *differing)]
    fill(shape.db_table, columns, (start + _stored(differing, thing) for thing in things))
    wanted = {thing.public_id for thing in things}
    written = Institution.objects.filter(pk__gt=newest).values_list("public_id", "pk")
    keys = {public: key for public, key in written if public in wanted}
    return [keys[thing.public_id] for thing in things]


def _stored(fields: Sequence["Field[Any, Any]"], thing: Institution) -> tuple[Any, ...]:
    """Give the values as the database takes them; keys for order and search are made here."""
    return tuple(
        field.get_db_prep_save(field.pre_save(thing, True), connection) for field in fields
    )


def _note(named: Iterable[tuple[int, Wordings, Versions, str]]) -> None:
    by_language: dict[str, list[MachineName]] = {}
    for key, name, versions, country in named:
        own = _OWN[Country(country)]
        by_language.setdefault(own, []).append(
            MachineName(key, "name", own, name, versions.machine)
        )
    for names in by_language.values():
        note_machine_names(kind_of(Institution), names)


def _list(loading: Loading, institutions: Mapping[int, int]) -> None:
    """Write the register's own words of institutions, by the keys of their staged rows."""
    first, last = min(institutions), max(institutions)
    rows = list(rows_of(_WORDS, first, last))
    fill(
        "institutions_listing", _LISTING,
        (
            (
                institutions[key], loading.register.value, *words,
                loading.edition.pk, loading.source.pk, None,
            )
            for key, *words in rows
            if key in institutions
        ),
    )  # fmt: skip


_WORDS = """
    SELECT id, code, name, place, address, told, digest FROM staged_institution
    WHERE id BETWEEN %s AND %s AND difference = 'added' ORDER BY id
"""


def _list_joined(loading: Loading) -> set[int]:
    """List institutions that were in the record already, by hand or from another register."""
    joined = dict(
        rows_of(
            """
            SELECT id, institution_id FROM staged_institution
            WHERE difference = 'added' AND institution_id IS NOT NULL ORDER BY id
            """
        )
    )
    keys = list(joined)
    for start in range(0, len(keys), _CHUNK):
        _list(loading, {key: joined[key] for key in keys[start : start + _CHUNK]})
    touched = set(joined.values())
    for chunk in _chunks(sorted(touched)):
        hidden = list(_held(chunk).filter(is_listed=False))
        for thing in hidden:
            thing.is_listed = True
        _save(hidden, ["is_listed"])
    return touched


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def _held(keys: Sequence[int]) -> "Any":  # noqa: ANN401 - a queryset, locked
    return Institution.objects.select_for_update().filter(pk__in=keys).order_by("pk")


def _save(things: Sequence[Institution], fields: Sequence[str]) -> None:
    """Write changed institutions; whoever edits one meanwhile is told so by its version."""
    if not things:
        return
    now = timezone.now()
    for thing in things:
        thing.version += 1
        thing.updated_at = now
        for field in Institution._meta.concrete_fields:  # noqa: SLF001
            if field.name in _MADE_OF_NAMES:
                field.pre_save(thing, False)
    made = _MADE_OF_NAMES if "name" in fields else ()
    Institution.objects.bulk_update(
        things, [*fields, *made, "version", "updated_at"], batch_size=200
    )


def _change(loading: Loading) -> set[int]:
    """Bring institutions in line with what the register says otherwise than before."""
    touched: set[int] = set()
    last = 0
    while rows := list(rows_of(_CHANGED, last, _CHUNK)):
        last = rows[-1][0]
        by_key = {row[2]: row for row in rows}
        things = list(_held(sorted(by_key)).select_related("municipality"))
        claimed = claimed_among(by_key)
        people = _named_by_people(by_key)
        renamed: list[tuple[int, Wordings, Versions, str]] = []
        for thing in things:
            row = by_key[thing.pk]
            _follow(thing, row, loading, is_claimed=thing.pk in claimed)
            name = _renamed(thing, row, people.get(thing.pk, frozenset()))
            if name:
                renamed.append((thing.pk, thing.name, name, thing.municipality.country))
        _save(things, ["kind", "name", "closed_on", "municipality", "is_listed"])
        _note(renamed)
        touched.update(by_key)
        loading.tick(len(rows))
    told = "new.told::jsonb" if connection.vendor == "postgresql" else "new.told"
    run(_UPDATE.replace("{told}", told), loading.edition.pk, loading.source.pk, loading.register)
    return touched


_CHANGED = """
    SELECT new.id, new.listing_id, new.institution_id, new.kind, new.name, known.name,
           new.municipality_id, new.state, new.closed_on, known.gone_on
    FROM staged_institution new
    JOIN institutions_listing known ON known.id = new.listing_id
    WHERE new.difference = 'changed' AND new.id > %s
    ORDER BY new.id LIMIT %s
"""
_UPDATE = """
    UPDATE institutions_listing
    SET name = new.name, place = new.place, address = new.address, told = {told},
        digest = new.digest, edition_id = %s, source_id = %s, gone_on = NULL
    FROM staged_institution new
    WHERE institutions_listing.register = %s AND institutions_listing.id = new.listing_id
      AND new.difference = 'changed'
"""


def _follow(thing: Institution, row: Sequence[Any], loading: Loading, *, is_claimed: bool) -> None:
    """Take over kind, place and whether it works, unless people here answer for it."""
    *_, kind, _name, _old, city, state, closed_on, gone_on = row
    if is_claimed:
        return
    thing.kind, thing.municipality_id, thing.is_listed = kind, city, True
    if state == "closed":
        thing.closed_on = thing.closed_on or (
            dt.date.fromisoformat(closed_on) if closed_on else loading.on
        )
    elif gone_on is not None and thing.closed_on == gone_on:
        thing.closed_on = None  # it was closed because the register lacked it


def _renamed(thing: Institution, row: Sequence[Any], people: frozenset[str]) -> Versions | None:
    """Give the new name in every language, where the register changed it and nobody else did."""
    new, old = row[4], row[5]
    own = _OWN[Country(thing.municipality.country)]
    if new == old or own in people:
        return None
    kept = {language: thing.name[language] for language in people if thing.name.get(language)}
    versions = in_all_languages(calm(new), own, kept)
    thing.name = versions.name
    return versions


def _named_by_people(keys: Iterable[int]) -> dict[int, frozenset[str]]:
    """Say in which languages a person wrote the name of each institution."""
    people: dict[int, frozenset[str]] = {}
    names = Standing.objects.filter(kind=kind_of(Institution), field="name", key__in=list(keys))
    by_person = Q(status__in=[Status.HUMAN, Status.STALE]) | Q(
        status=Status.SOURCE, by__isnull=False
    )
    for key, language in names.filter(by_person).values_list("key", "language"):
        people[key] = people.get(key, frozenset()) | {language}
    return people


def claimed_among(keys: Iterable[int]) -> set[int]:
    """Give those of the institutions for which somebody here answers, or has asked to."""
    wanted = list(keys)
    claims = Claim.objects.filter(
        institution__in=wanted, state__in=[ClaimState.OPEN, ClaimState.CONFIRMED]
    )
    roles = Employment.objects.standing().filter(institution__in=wanted)
    return set(claims.values_list("institution", flat=True)) | {
        key for key in roles.values_list("institution", flat=True) if key
    }


def _end(loading: Loading) -> set[int]:
    """Mark what the register lacks as gone; close it where nobody answers for it any more."""
    gone = list(staged.going(loading.register))
    touched: set[int] = set()
    for chunk in (gone[start : start + _CHUNK] for start in range(0, len(gone), _CHUNK)):
        run(
            f"UPDATE institutions_listing SET gone_on = %s, edition_id = %s"  # noqa: S608
            f" WHERE id IN ({', '.join(['%s'] * len(chunk))})",
            loading.on.isoformat(), loading.edition.pk, *(listing for listing, _ in chunk),
        )  # fmt: skip
        keys = sorted({key for _, key in chunk})
        held = list(_held(keys))
        kept = claimed_among(keys) | _still_listed(keys)
        closing = [thing for thing in held if thing.pk not in kept and thing.closed_on is None]
        for thing in closing:
            thing.closed_on = loading.on
        _save(closing, ["closed_on"])
        touched.update(keys)
    return touched


def _still_listed(keys: Sequence[int]) -> set[int]:
    """Give those that another register still has."""
    marks = ", ".join(["%s"] * len(keys))
    sql = (
        "SELECT DISTINCT institution_id FROM institutions_listing"  # noqa: S608 - marks only
        f" WHERE gone_on IS NULL AND institution_id IN ({marks})"
    )
    return {key for (key,) in rows_of(sql, *keys)}

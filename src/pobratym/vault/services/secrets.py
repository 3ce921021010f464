"""Put a value into the vault, read it, erase it; each is noted with who and why, never what."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pobratym.accounts.models import User
from pobratym.core.ciphers import decrypt, encrypt
from pobratym.core.errors import DomainError
from pobratym.journal.services import record
from pobratym.vault.kinds import VaultField, field_named
from pobratym.vault.models.secrets import Reading, Secret
from pobratym.vault.traces import scrub, traces_of

LONGEST = 2_000
BATCH = 200


@dataclass(frozen=True, slots=True)
class Proof:
    """What an erasure did: values erased, and places where a copy was found afterwards."""

    erased: int = 0
    traces: int = 0

    def __add__(self, other: "Proof") -> "Proof":
        """Join two proofs."""
        return Proof(self.erased + other.erased, self.traces + other.traces)


@sensitive_variables("value")
@transaction.atomic
def put(  # noqa: PLR0913  what, where, whose, until when, who, why
    about: models.Model,
    field: str,
    value: str,
    *,
    by: User | None,
    city: str,
    erase_on: dt.date,
    why: str,
) -> Secret:
    """Seal a value in the vault, inside the owning room's deed, which has asked for the rights.

    An earlier value of the same field is written over.

    Args:
        about: the thing that the value belongs to; it is saved already.
        field: a field that its room has registered.
        value: up to 2,000 characters; whatever happens, no message repeats it.
        by: who put it in.
        city: official code of the city that answers for it.
        erase_on: the day on which it goes; today or later.
        why: what it is needed for.

    Raises:
        DomainError: ``unknown_field``, ``empty``, ``too_long``, ``past_day`` or ``no_reason``.
    """
    known = _known(about, field)
    _refuse_unfit(value, erase_on, why)
    where = {"kind": known.kind, "key": about.pk, "field": field}
    secret = Secret.objects.select_for_update().filter(**where).first() or Secret(**where)
    secret.city, secret.erase_on, secret.kept_at = city, erase_on, timezone.now()
    secret.sealed = encrypt(value, secret.place)
    secret.save()
    _note(Reading.Act.PUT, secret, by, why)
    record("vault.put", secret, by=by, city=city, field=field, erase_on=erase_on.isoformat())
    return secret


def _known(about: models.Model, field: str) -> VaultField:
    kind = about._meta.label_lower  # noqa: SLF001  Django's documented name for a model
    known = field_named(kind, field)
    if known is None:
        raise DomainError(_("The vault does not keep such a value."), code="unknown_field")
    return known


@sensitive_variables("value")
def _refuse_unfit(value: str, erase_on: dt.date, why: str) -> None:
    if not value:
        raise DomainError(_("There is nothing to put into the vault."), code="empty")
    if len(value) > LONGEST:
        raise DomainError(_("This is too long for the vault."), code="too_long")
    if erase_on < timezone.localdate():
        raise DomainError(_("The day of erasure is over already."), code="past_day")
    _refuse_no_reason(why)


def _refuse_no_reason(why: str) -> None:
    if not why.strip():
        raise DomainError(_("Say what the value is needed for."), code="no_reason")


@sensitive_variables("sealed")
def read(about: models.Model, field: str, *, by: User, why: str) -> str:
    """Give a value of the vault; the line of the reading is on the disk before the value is given.

    It opens and ends its own transaction, so that a refusal stays in the log, too.

    Args:
        about: the thing.
        field: which value.
        by: who reads; the owning room's rule is asked.
        why: what for; it stands in the log.

    Raises:
        DomainError: ``unknown_field``, ``no_reason``, ``refused`` (logged), ``gone`` when there is
            no value (erased or never put in), or what :func:`core.ciphers.decrypt` says.
        RuntimeError: it was called inside another transaction.
    """
    known = _known(about, field)
    _refuse_no_reason(why)
    with transaction.atomic(durable=True):
        allowed = by.is_active and known.may_read(by, about.pk)
        secret = Secret.objects.filter(kind=known.kind, key=about.pk, field=field).first()
        if secret is not None or not allowed:
            noted = secret or Secret(kind=known.kind, key=about.pk, field=field)
            _note(Reading.Act.READ if allowed else Reading.Act.REFUSED, noted, by, why)
    if not allowed:
        raise DomainError(_("You may not read this."), code="refused")
    if secret is None:
        raise DomainError(_("There is no such value, or it was erased."), code="gone")
    return decrypt(secret.sealed, secret.place)


def erase(about: models.Model, field: str = "", *, by: User | None, why: str) -> Proof:
    """Erase the values of one thing, or one of them, at once, and look for copies.

    Args:
        about: the thing.
        field: which value; empty for all.
        by: who says so; the owning room has asked for the rights.
        why: stands in the log.
    """
    kind = about._meta.label_lower  # noqa: SLF001  Django's documented name for a model
    rows = Secret.objects.filter(kind=kind, key=about.pk)
    return _erase(rows.filter(field=field) if field else rows, by, why)


def move_day(
    kind: str, keys: Collection[int], erase_on: dt.date, *, by: User | None, city: str
) -> int:
    """Let values of some things go on another day, inside the owning room's deed; say how many.

    Args:
        kind: model label of the things, lower case.
        keys: of the things.
        erase_on: the new day; the owning room knows why.
        by: who says so; the owning room has asked for the rights.
        city: official code of the city that answers for them.
    """
    rows = Secret.objects.filter(kind=kind, key__in=keys).exclude(erase_on=erase_on)
    moved = list(rows.select_for_update().order_by("pk"))
    for secret in moved:
        secret.erase_on = erase_on
        secret.save(update_fields=["erase_on"])
        record("vault.day_moved", secret, by=by, city=city, field=secret.field,
               erase_on=erase_on.isoformat())  # fmt: skip
    return len(moved)


def erase_due(today: dt.date) -> Proof:
    """Erase all values whose day has come, in batches, and look for copies; run daily."""
    proof = Proof()
    while Secret.objects.filter(erase_on__lte=today).exists():
        proof += _erase(Secret.objects.filter(erase_on__lte=today), None, "")
    return proof


@sensitive_variables("sealed", "words", "rows")
def _erase(rows: QuerySet[Secret], by: User | None, why: str) -> Proof:
    with transaction.atomic():
        gone = list(rows.select_for_update().order_by("pk")[:BATCH])
        sealed = [secret.sealed for secret in gone]
        for secret in gone:
            _note(Reading.Act.ERASED, secret, by, why)
            record("vault.erased", secret, by=by, city=secret.city, field=secret.field)
        Secret.objects.filter(pk__in=[secret.pk for secret in gone]).delete()
    if not gone:
        return Proof()
    scrub()
    found = traces_of(sealed)
    with transaction.atomic():
        record("vault.proved", gone[0], by=by, city="", erased=len(gone), traces=len(found))
    return Proof(len(gone), len(found))


def _note(act: Reading.Act, secret: Secret, by: User | None, why: str) -> None:
    Reading.objects.create(
        act=act,
        kind=secret.kind,
        key=secret.key,
        field=secret.field,
        city=secret.city,
        by=by,
        why=" ".join(why.split())[:200],
    )

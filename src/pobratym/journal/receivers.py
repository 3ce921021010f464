"""What happens at the door: signing in and out, refusals, second factors, sessions.

Accounts stand below and only tell; who listens they do not know. Where they tell the network
address or what an unknown person typed, it is kept apart, erasable.
"""

from typing import Any

from django.db import transaction
from django.dispatch import Signal, receiver

from pobratym.accounts import signals
from pobratym.accounts.models import User
from pobratym.journal.services import record, record_refusal
from pobratym.work.signals import pressed

Told = Any

_SHOWN = {"person.profile_changed", "person.address_changed"}
"""What a public page might tell of; what happens at the door none does."""
_DEEDS: dict[Signal, tuple[str, str]] = {
    signals.signed_in: ("person.signed_in", "method"),
    signals.signed_out: ("person.signed_out", ""),
    signals.factor_added: ("person.factor_added", "kind"),
    signals.factor_removed: ("person.factor_removed", "kind"),
    signals.password_changed: ("person.password_changed", "by_mail"),
    signals.address_changed: ("person.address_changed", ""),
    signals.profile_changed: ("person.profile_changed", "fields"),
    signals.sessions_ended: ("person.sessions_ended", "count"),
}
"""By signal: the deed, and the one thing told of it that the line keeps."""


@receiver(list(_DEEDS), dispatch_uid="journal.accounts")
def note_deed(signal: Signal, user_id: int, **told: Told) -> None:
    """Note what a person did with the own account."""
    what, fact = _DEEDS[signal]
    user = User.objects.get(pk=user_id)
    address = told.get("address", "")
    details = {fact: told[fact]} if fact in told else {}
    with transaction.atomic():
        record(
            what,
            user,
            by=user,
            personal={"address": address} if address else None,
            renews=what in _SHOWN,
            **details,
        )


@receiver(pressed, dispatch_uid="journal.work")
def note_press(user_id: int, deed: str, name: str, key: str, **told: Told) -> None:
    """Note what an administrator did about background work."""
    del told
    record(deed, None, by=User.objects.get(pk=user_id), renews=False, work=name, number=key)


@receiver(signals.sign_in_refused, dispatch_uid="journal.refused")
def note_refusal(user_id: int | None, reason: str, **told: Told) -> None:
    """Note that somebody was not let in; who has to wait anyway is noted no more."""
    if reason == "waiting":
        return
    user = User.objects.filter(pk=user_id).first() if user_id else None
    record_refusal(
        "person.sign_in_refused",
        user,
        by=None,
        address=told.get("address", ""),
        typed=told.get("typed", ""),
        because=reason,
    )

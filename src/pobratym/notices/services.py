"""Telling people."""

from collections.abc import Iterable, Mapping
from typing import Any

from pobratym.accounts.models import User
from pobratym.notices.kinds import kind_named
from pobratym.notices.models import Notice, Pace, Wish


def tell(people: Iterable[User], kind: str, facts: Mapping[str, Any], page: str) -> int:
    """Tell people of something, inside the deed's own transaction.

    Args:
        people: only those concerned; nobody twice, nobody whose account is closed.
        kind: a registered kind.
        facts: what the kind's sentence needs, JSON values.
        page: where to look, an address without the language, such as ``/desk/``.

    Returns:
        How many were told.
    """
    told = {person.pk: person for person in people if person.is_active}
    known = kind_named(kind)
    usual = known.usual if known else Pace.NONE
    chosen = dict(Wish.objects.filter(user__in=told, kind=kind).values_list("user", "pace"))
    Notice.objects.bulk_create(
        Notice(user_id=key, kind=kind, facts=dict(facts), page=page, pace=chosen.get(key, usual))
        for key in told
    )
    return len(told)

"""Who must sign in with a second factor: rooms above say whom their roles oblige."""

from collections.abc import Callable

from django.conf import settings

from pobratym.accounts.models import User

Obligation = Callable[[User], bool]

_obligations: list[Obligation] = []


def oblige(obligation: Obligation) -> None:
    """Take in a rule by which people need a second factor; called from ``AppConfig.ready``."""
    if obligation not in _obligations:
        _obligations.append(obligation)


def needs_factor(user: User) -> bool:
    """Say whether this person may work here only after signing in with a second factor.

    Asked of the roles at this moment, so that a role given a minute ago counts at the next request.
    The demonstration obliges nobody.
    """
    return not settings.DEMO and any(obligation(user) for obligation in _obligations)


def administrators(user: User) -> bool:
    """Oblige administrators of the installation."""
    return user.is_administrator

"""Who is invited and has no account yet: the room that keeps invitations says so."""

from collections.abc import Callable

Waiting = Callable[[str], str]

_askers: list[Waiting] = []


def register(asker: Waiting) -> None:
    """Take in a function that gives, for an address, the page of its invitation or nothing."""
    if asker not in _askers:
        _askers.append(asker)


def waiting_page(address: str) -> str:
    """Give the page of an invitation that waits for this confirmed address, if there is one.

    The address lies in the session then, as ``account_verified_email``.
    """
    return next((page for asker in _askers if (page := asker(address))), "")

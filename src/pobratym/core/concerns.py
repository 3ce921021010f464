"""What an administrator should look at: rooms that know say so, the desk shows it."""

from collections.abc import Callable

Concern = Callable[[], str]
"""Says in the reader's language what is wrong, in one sentence, or nothing; asks no database."""

_concerns: dict[str, Concern] = {}


def raise_by(name: str, concern: Concern) -> None:
    """Take a concern in; called once when the application starts."""
    _concerns[name] = concern


def concerns() -> list[str]:
    """Give what is wrong now."""
    return [said for ask in _concerns.values() if (said := ask())]

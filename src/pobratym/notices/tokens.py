"""The signed word in each letter by which its reader, and nobody else, ends such letters."""

from typing import NamedTuple

from django.core import signing

_SALT = "notices.stop"


class Stop(NamedTuple):
    """Who wants no more letters of which kinds."""

    user: int
    kinds: list[str]


def make(user: int, kinds: list[str]) -> str:
    """Sign a stop; it holds for ever, since letters are kept for years, and can do nothing else."""
    return signing.dumps([user, sorted(kinds)], salt=_SALT)


def read(token: str) -> Stop | None:
    """Read a token of ours; None where somebody else made it or changed it."""
    try:
        user, kinds = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Stop(user, kinds)

"""Whether data about people may cross a border; ``may_cross`` is asked wherever some would."""

from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.processing import purposes

ALLOWED_BY_LAW = frozenset({("UA", "PL")})
"""Ukraine: Law No. 2297-VI, Art. 29, takes every state of the European Economic Area for one that
protects personal data properly. The other way GDPR Chapter V asks for a ground: there is no
decision of the Commission on Ukraine."""
_POLISH_DIGITS = 7


def country_of(code: str) -> str:
    """Tell the country of an official code: Polish ones are seven digits, Ukrainian begin UA."""
    return "PL" if len(code) == _POLISH_DIGITS and code.isdigit() else code[:2]


def needs_basis(sender: str, receiver: str) -> bool:
    """Say whether the sending city must record a ground before data about people may cross."""
    way = country_of(sender), country_of(receiver)
    return way[0] != way[1] and way not in ALLOWED_BY_LAW


def may_cross(sender: str, receiver: str, purpose: str) -> bool:
    """Say whether a city's data about people may be shown to those who work for another city.

    Args:
        sender: official code of the city whose data it is.
        receiver: official code of the other city.
        purpose: an entry of the record of processing that is told to cross.
    """
    if sender == receiver:
        return True
    if not purposes()[purpose].crosses:
        return False
    return not needs_basis(sender, receiver) or bool(grounded({sender}, {receiver}))


def may_be_seen(senders: set[str], receivers: set[str], purpose: str) -> set[str]:
    """Give those of ``senders`` whose data may be shown to who works for one of ``receivers``.

    The same as :func:`may_cross` for a whole list, in at most one statement.
    """
    if not purposes()[purpose].crosses:
        return senders & receivers
    free = {one for one in senders if any(not needs_basis(one, other) for other in receivers)}
    asked = senders - free
    return free | {sender for sender, _to in (grounded(asked, receivers) if asked else ())}


def grounded(senders: set[str], receivers: set[str]) -> set[tuple[str, str]]:
    """Give the pairs (sender, receiver) with a recorded ground, for lists (one statement)."""
    held = TransferBasis.objects.filter(
        sender__in=senders, receiver__in=receivers, ended_at__isnull=True
    )
    return set(held.values_list("sender", "receiver"))

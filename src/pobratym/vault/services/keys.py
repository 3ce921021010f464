"""A new key, and everything sealed anew with it."""

from collections.abc import Callable

from django.db import transaction

from pobratym.core import ciphers
from pobratym.vault.models.secrets import Secret

BATCH = 200


def rotate(tell: Callable[[str, int], object], *, new_key: bool = True) -> int:
    """Put a new key in front and seal all values anew, in batches; give how many.

    Where it was broken off, ``new_key=False`` goes on with the key that stands in front.

    Args:
        tell: is called after each batch with the holder's name and the number done so far.
        new_key: make a key first.

    Raises:
        DomainError: ``told_keys`` when a new key is asked for and keys come from the settings.
    """
    if new_key:
        ciphers.add_key()
    newest, total = ciphers.ring()[0].name, 0
    for holder in ciphers.holders():
        done = 0
        while moved := holder.renew(newest, BATCH):
            done += moved
            tell(holder.name, done)
        total += done
    return total


def forget_old_keys() -> list[str]:
    """Drop the keys under which nothing stands, never the newest; give their names."""
    used = {name for counted in ciphers.uses().values() for name in counted}
    unused = [key.name for key in ciphers.ring()[1:] if key.name not in used]
    if unused:
        ciphers.forget_keys(unused)
    return unused


def renew_secrets(newest: str, batch: int) -> int:
    """Seal up to ``batch`` values of the vault anew."""
    with transaction.atomic():
        rows = Secret.objects.select_for_update().exclude(sealed__startswith=f"{newest}.")
        found = list(rows.order_by("pk")[:batch])
        for secret in found:
            secret.sealed = ciphers.encrypt(
                ciphers.decrypt(secret.sealed, secret.place), secret.place
            )
        Secret.objects.bulk_update(found, ["sealed"])
    return len(found)


def sealed_secrets() -> list[str]:
    """Give all sealed values of the vault."""
    return list(Secret.objects.order_by("pk").values_list("sealed", flat=True))

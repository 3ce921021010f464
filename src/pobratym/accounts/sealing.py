"""The secrets of second factors stand under the key ring, too."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from pobratym.accounts.services import seal_factors_anew
from pobratym.core.ciphers import Holder


def _sealed() -> Iterator[str]:
    """Give the secrets of apps and the seeds of recovery codes; passkeys have none."""
    for data in Authenticator.objects.order_by("pk").values_list("data", flat=True).iterator():
        yield from (data[part] for part in ("secret", "seed") if data.get(part))


def _renew(newest: str, batch: int) -> int:
    """Seal all at once: a person has one or two, and there are few people."""
    del newest, batch
    return seal_factors_anew()


HOLDER = Holder("accounts.second_factor", _sealed, _renew)

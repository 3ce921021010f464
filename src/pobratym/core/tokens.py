"""One-time tokens: a form sent twice does its deed once, and both times leads to the same place.

The form carries a fresh token; nothing is written until it is sent. The deed takes the token in its
own transaction, where the unique constraint lets one of two simultaneous senders through and makes
the other wait, then see the first one's result.
"""

import base64
import binascii
import datetime as dt
import secrets
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.core.models import OneTimeToken

FIELD = "once"
"""Name of the hidden field."""
KEPT = dt.timedelta(days=30)
"""How long a browser may hold a form that it sends again."""

_TAKE = (  # who comes second waits for the first one's end, then takes nothing
    "INSERT INTO core_onetimetoken (token, user_id, purpose, made_at, result_url)"
    " VALUES (%s, %s, %s, %s, '') ON CONFLICT (token) DO NOTHING RETURNING id"
)
_KEEP = "UPDATE core_onetimetoken SET result_url = %s, used_at = %s WHERE token = %s"
_HALF_BYTES = 16
_TOKEN_SIGNS = 43


def issue(purpose: str) -> str:
    """Give a fresh token for one form; nothing is stored.

    Sixteen random bytes and as many that prove that we gave them out for ``purpose``.
    """
    return _sealed(secrets.token_bytes(_HALF_BYTES), purpose)


def _sealed(chance: bytes, purpose: str) -> str:
    proof = salted_hmac(f"pobratym.core.tokens {purpose}", chance, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(chance + proof[:_HALF_BYTES]).decode("ascii").rstrip("=")


def _is_ours(token: str, purpose: str) -> bool:
    if len(token) != _TOKEN_SIGNS or not token.isascii():
        return False
    try:
        chance = base64.urlsafe_b64decode(token + "=")[:_HALF_BYTES]
    except binascii.Error:
        return False
    return constant_time_compare(token, _sealed(chance, purpose))


def use(token: str, purpose: str, *, user_id: int | None = None) -> str | None:
    """Take a token for a deed, or learn where the deed that took it has led.

    Call it first in the deed's transaction, and :func:`remember` last.

    Args:
        token: as it came with the form.
        purpose: which deed, for example ``partnership.add``.
        user_id: who sends; a token serves nobody else.

    Returns:
        The address to lead the person to when this form has been sent before, else ``None``.

    Raises:
        DomainError: ``malformed_token`` for one that we did not give out for this purpose,
            ``spent_token`` when it served another person.
        TransactionManagementError: no transaction is open.
    """
    _in_transaction()
    if not _is_ours(token, purpose):
        raise DomainError(
            _("This form has lost its number. Open the page anew and send it again."),
            code="malformed_token",
        )
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_TAKE, [token, user_id, purpose, now])
        if cursor.fetchone():
            return None
    row = OneTimeToken.objects.get(token=token)
    if row.user_id != user_id or not row.result_url:
        raise DomainError(
            _("This form has been sent before. Open the page anew and send it again."),
            code="spent_token",
        )
    return row.result_url


def remember(token: str, url: str) -> None:
    """Note where the deed has led; the same transaction as :func:`use`."""
    _in_transaction()
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_KEEP, [url, now, token])


def once(token: str, purpose: str, deed: Callable[[], str], *, user_id: int | None = None) -> str:
    """Do a deed unless this form has done it already; give the address that it leads to.

    Args:
        token: as it came with the form.
        purpose: which deed.
        deed: does it and gives an address; runs in one transaction with the token.
        user_id: who sends.

    Raises:
        DomainError: as :func:`use`, and whatever the deed refuses.
    """
    with transaction.atomic():
        earlier = use(token, purpose, user_id=user_id)
        if earlier is not None:
            return earlier
        url = deed()
        remember(token, url)
        return url


def forget_old() -> int:
    """Drop tokens of forms that no browser holds any more; gives how many."""
    return OneTimeToken.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        message = "a one-time token is taken inside the transaction of its deed"
        raise transaction.TransactionManagementError(message)

"""Reads of accounts."""

from django.conf import settings
from django.db.models import QuerySet

from pobratym.accounts.models import User
from pobratym.core.network import open_to_others
from pobratym.core.prepared import prepared


def demo_people() -> QuerySet[User]:
    """Give those whom anyone may enter as in the demonstration; nobody outside it.

    Nobody either where others than this machine's users can come, however the server was started.
    """
    if not settings.DEMO or open_to_others():
        return User.objects.none()
    return User.objects.filter(is_demo=True, is_active=True).order_by("pk")


def anybody_signs_in() -> bool:
    """Say whether the installation has people yet."""
    return bool(_anybody())


@prepared
def _anybody() -> QuerySet[User, int]:
    return User.objects.filter(is_active=True).order_by().values_list("pk", flat=True)[:1]

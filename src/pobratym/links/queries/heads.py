"""Who heads the institutions of a link."""

from collections.abc import Iterable

from pobratym.directory.models.employment import Employment
from pobratym.directory.states import Role


def heads_of(institutions: Iterable[int]) -> list[Employment]:
    """Give the heads in force today of institutions (keys) with their accounts (one statement)."""
    held = Employment.objects.in_force().filter(
        institution__in=list(institutions), role=Role.HEAD, user__is_active=True
    )
    return list(held.select_related("user").order_by("since", "pk"))

"""In whose name something is done."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING, Role


def refuse_stranger(by: User | None, city: Municipality, roles: Collection[Role] = WRITING) -> None:
    """Let nobody act in the name of another city, nor in a role that ended meanwhile.

    Raises:
        DomainError: ``not_your_city``.
    """
    if by is not None and not mandate_now(by).covers(city.pk, roles):
        raise DomainError(_("You act only in the name of your own city."), code="not_your_city")

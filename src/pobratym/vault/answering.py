"""Who answers when a person asks for a correction: rooms above say whom to ask."""

from collections.abc import Callable

from pobratym.accounts.models import User

Answerers = Callable[[User], list[User]]

_answerers: list[Answerers] = []


def answer_for(answerers: Answerers) -> None:
    """Take in a rule that names those who answer a person; called from ``AppConfig.ready``."""
    if answerers not in _answerers:
        _answerers.append(answerers)


def answerers_of(user: User) -> list[User]:
    """Give those who answer the person; the administrators where nobody else does."""
    found = {one.pk: one for rule in _answerers for one in rule(user) if one.pk != user.pk}
    admins = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=user.pk)
    return list(found.values()) or list(admins.order_by("pk"))

"""In whose name the terms of a partnership are changed."""

from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.confirmations.services.mandate import refuse_stranger
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import TRANSLATING
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import refuse_outsider


def refuse_other_hands(by: User | None, city: Municipality, partnership: Partnership) -> None:
    """Let officers and interpreters of the parties write terms of a partnership that stands.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    refuse_stranger(by, city, TRANSLATING)
    refuse_outsider(None, city, partnership)


def refuse_unshared(partnership: Partnership) -> None:
    """Let nobody approve what the other city cannot know.

    Raises:
        DomainError: ``not_shared``.
    """
    if partnership.shared_on is None:
        raise DomainError(
            _("The other city does not know of this partnership yet, so it cannot agree on terms."),
            code="not_shared",
        )

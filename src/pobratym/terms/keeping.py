"""What the term base keeps about people: who approved a term in the name of a city."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.terms.models.concepts import Approval


def _approved(person: int) -> Rows:
    rows = Approval.objects.filter(by=person).order_by("pk")
    told = rows.values_list("concept__code", "version", "at")
    return [{"code": code, "version": version, "at": at.isoformat()} for code, version, at in told]


def _stays(person: int) -> int:
    """Leave the city's yes: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="terms.approval",
        models=frozenset({"terms.approval"}),
        give=_approved,
        erase=_stays,
        label=_("terms that you approved for your city"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)

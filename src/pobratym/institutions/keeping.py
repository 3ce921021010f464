"""What institutions keep about people: who says to head one."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.institutions.models.claims import Claim

_TYPED = ("name", "email", "function", "evidence", "reason")


def _concerns(person: int) -> Q:
    email = User.objects.filter(pk=person).exclude(email="").values("email")[:1]
    return Q(user=person) | Q(email__in=email)


def _claims(person: int) -> Rows:
    rows = Claim.objects.filter(_concerns(person)).select_related("institution").order_by("pk")
    return [
        {
            "institution": dict(row.institution.name),
            "name": row.name,
            "email": row.email,
            "function": row.function,
            "how_to_check": row.evidence,
            "state": row.state,
            "made_at": row.created_at.isoformat(),
            "answered_at": row.decided_at.isoformat() if row.decided_at else None,
            "why": row.reason,
        }
        for row in rows
    ]


@transaction.atomic
def _forget(person: int) -> int:
    """Drop what waits, and wipe what was typed of the rest; that there was a claim stays."""
    own = Claim.objects.filter(_concerns(person))
    keys = list(own.values_list("pk", flat=True))
    Claim.objects.filter(pk__in=keys).open().delete()
    return Claim.objects.filter(pk__in=keys).update(**dict.fromkeys(_TYPED, ""))


def register_keepers() -> None:
    """Take it in; called once when the application starts."""
    keep(
        Keeper(
            name="institutions.claim",
            models=frozenset({"institutions.claim"}),
            give=_claims,
            erase=_forget,
            label=_("claims to head an institution"),
        )
    )

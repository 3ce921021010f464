"""What the room keeps about people: who noted legal steps, and what they wrote.

A step is the city's: whoever works for it next goes on with it, so nothing is handed over.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep, keep_by_law
from pobratym.routes.models.force import GivenNotice
from pobratym.routes.models.signing import Signature
from pobratym.routes.models.steps import Step, Walk


def _walks(user: int) -> Rows:
    rows = Walk.objects.filter(by=user).select_related("city").order_by("pk")
    return [
        {"route": row.route, "city": row.city.code, "at": row.created_at.isoformat()}
        for row in rows
    ]


def _steps(user: int) -> Rows:
    rows = Step.objects.filter(by=user).order_by("pk")
    return [
        {
            "code": row.code,
            "state": row.state,
            "reason": row.reason,
            "note": row.note,
            "at": row.updated_at.isoformat(),
        }
        for row in rows
    ]


def _signatures(user: int) -> Rows:
    rows = (
        Signature.objects.filter(Q(by=user) | Q(assured_by=user))
        .select_related("city")
        .order_by("pk")
    )
    return [
        {
            "city": row.city.code,
            "mode": row.mode,
            "signed_on": row.signed_on.isoformat(),
            "withdrawn_because": row.withdrawn_because,
            "at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _notices(user: int) -> Rows:
    rows = GivenNotice.objects.filter(by=user).select_related("city").order_by("pk")
    return [{"city": row.city.code, "given_on": row.given_on.isoformat()} for row in rows]


def _stays(user: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del user
    return 0


def _who_signed() -> Q:
    """Find those who signed: an agreement of two cities names them for as long as it is kept."""
    return Q(pk__in=Signature.objects.standing().values("signatory"))


def _signed_copies() -> Q:
    """Find what was found of signatures that stand."""
    return Q(signature__in=Signature.objects.standing().values("pk"))


def _forget_words(user: int) -> int:
    """Take out what the person wrote in their own words; the step and its state stay."""
    mine = Step.objects.filter(by=user)
    notes = mine.exclude(note="").update(note="")
    return notes + mine.exclude(reason="").update(reason="–")


KEEPERS = (
    Keeper(
        name="routes.walk",
        models=frozenset({"routes.walk"}),
        give=_walks,
        erase=_stays,
        label=_("legal routes that you began for your city"),
    ),
    Keeper(
        name="routes.step",
        models=frozenset({"routes.step"}),
        give=_steps,
        erase=_forget_words,
        label=_("legal steps that you noted for your city"),
    ),
    Keeper(
        name="routes.signature",
        models=frozenset({"routes.signature", "routes.signedcopy", "routes.signatory"}),
        give=_signatures,
        erase=_stays,
        label=_("signatures that you recorded for your city"),
    ),
    Keeper(
        name="routes.notice",
        models=frozenset({"routes.givennotice"}),
        give=_notices,
        erase=_stays,
        label=_("notices that you recorded for your city"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
    keep_by_law("routes.signatory", _who_signed)
    keep_by_law("routes.signedcopy", _signed_copies)

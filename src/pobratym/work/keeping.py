"""What this room keeps about a person, and how it forgets."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.work.models import Letter


def _given(user: int) -> Rows:
    letters = Letter.objects.filter(user=user).order_by("pk")
    told = letters.values("kind", "to", "language", "subject", "text", "state", "made_at")
    return [{**row, "made_at": row["made_at"].isoformat()} for row in told]


LETTERS = Keeper(
    name="work.letter",
    models=frozenset({"work.letter"}),
    give=_given,
    erase=lambda user: Letter.objects.filter(user=user).delete()[0],
    label=_("letters to you"),
)

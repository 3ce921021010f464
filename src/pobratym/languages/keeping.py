"""What languages keep about people: who wrote a language version last."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.languages.models import Standing


def _wrote(person: int) -> Rows:
    rows = Standing.objects.filter(by=person).order_by("pk")
    return [
        {
            "text": f"{row.kind}:{row.key} {row.field}",
            "language": row.language,
            "status": row.status,
            "at": row.at.isoformat(),
        }
        for row in rows.iterator()
    ]


def _forget(person: int) -> int:
    """Nobody needs to know later who wrote a version; that it was a person stays."""
    return Standing.objects.filter(by=person).update(by=None)


KEEPER = Keeper(
    name="languages.standing",
    models=frozenset({"languages.standing"}),
    give=_wrote,
    erase=_forget,
    count=lambda person: Standing.objects.filter(by=person).count(),
    label=_("texts that you wrote or translated"),
)

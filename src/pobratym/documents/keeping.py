"""What documents keep about people: who brought a paper."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.documents.models import Document


def _brought(person: int) -> Rows:
    rows = Document.objects.filter(kept_by=person).order_by("pk")
    return [
        {"name": row.name, "size_bytes": row.size_bytes, "at": row.kept_at.isoformat()}
        for row in rows
    ]


def _stays(person: int) -> int:
    """Leave the paper, which is the city's; the account that it points to has lost its name."""
    del person
    return 0


KEEPER = Keeper(
    name="documents.document",
    models=frozenset({"documents.document"}),
    give=_brought,
    erase=_stays,
    label=_("documents that you uploaded"),
)

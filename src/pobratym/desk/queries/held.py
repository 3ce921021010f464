"""What a partnership has brought: its agreements and its visits, asked at once."""

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Cast

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.visits.models.visits import Visit

SHOWN = 20
"""Visits on the page of a partnership."""
_AGREEMENT, _VISIT = "agreement", "visit"


def agreements_and_visits(
    partnership: Partnership, reader: Reader
) -> tuple[list[Agreement], list[Visit]]:
    """Give what the reader works on or sees of both, the newest first (one statement).

    Agreements withdrawn as a mistake come last. The rows carry what lists show, and cannot be
    saved.
    """
    agreements = Agreement.objects.of(reader).filter(partnership=partnership)
    visits = Visit.objects.visible_to(reader).filter(partnership=partnership)
    never = Cast(Value(None), output_field=DateTimeField())
    rows = (
        agreements.order_by()
        .values_list(
            Value(_AGREEMENT), F("pk"), F("public_id"), F("title"), F("stage"), F("kind"),
            F("is_sample"), F("signed_on"), F("ends_on"), F("withdrawn_at"), F("title"),
        )
        .union(
            visits.order_by().values_list(
                Value(_VISIT), F("pk"), F("public_id"), F("title"), F("state"), F("kind"),
                F("is_sample"), F("starts_on"), F("ends_on"), never, F("host__name"),
            ),
            all=True,
        )
    )  # fmt: skip
    found = sorted(rows, key=lambda row: row[1], reverse=True)
    return (
        sorted(
            (_agreement(*row[2:10]) for row in found if row[0] == _AGREEMENT),
            key=lambda one: one.withdrawn_at is not None,
        ),
        sorted(
            (_visit(*row[2:]) for row in found if row[0] == _VISIT),
            key=lambda one: one.starts_on,
            reverse=True,
        )[:SHOWN],
    )


def _agreement(*row: object) -> Agreement:
    names = (
        "public_id", "title", "stage", "kind", "is_sample", "signed_on", "ends_on", "withdrawn_at",
    )  # fmt: skip
    return Agreement(**dict(zip(names, row, strict=True)))


def _visit(*row: object) -> Visit:
    names = ("public_id", "title", "state", "kind", "is_sample", "starts_on", "ends_on")
    visit = Visit(**dict(zip(names, row[:7], strict=True)))
    visit.host = Municipality(name=row[8])
    return visit

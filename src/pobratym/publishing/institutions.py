"""What the public page of an institution shows: the profile, and what registers say."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from pobratym.accounts.http import Reader
from pobratym.core.prepared import prepared
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.models.listings import Listing
from pobratym.institutions.queries.profiles import (
    ShownProfile,
    institution_for_page,
    shown_profile,
)
from pobratym.institutions.rules import reads
from pobratym.publishing.fetching import STRANGER

_MOST_LISTINGS = 10


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """The public page of one institution.

    ``listings`` are what registers say, the newest edition first, with source and edition at hand;
    ``may_work`` says whether the reader works there, for its city, or for all.
    """

    told: ShownProfile
    listings: Sequence[Listing]
    may_work: bool


def find_institution(reader: Reader, public_id: UUID) -> Institution | None:
    """Give the institution with this number if the reader may know of it, with its city."""
    if reader.is_authenticated:
        return institution_for_page(reader, public_id)
    return next(iter(_public_by_number(public_id)), None)


@prepared
def _public_by_number(public_id: UUID) -> QuerySet[Institution]:
    shown = Institution.objects.visible_to(STRANGER).select_related("municipality")
    return shown.filter(public_id=public_id)


def institution_page(institution: Institution, reader: Reader) -> InstitutionPage:
    """Gather the page of an institution that the reader is known to see (six statements)."""
    return InstitutionPage(
        told=shown_profile(institution),
        listings=_listings(institution.pk),
        may_work=reader.is_authenticated and bool(reads(reader, institution)),
    )


@prepared
def _listings(institution: int) -> QuerySet[Listing]:
    rows = Listing.objects.filter(institution=institution).select_related("source", "edition")
    return rows.order_by("-edition__dated_on", "pk")[:_MOST_LISTINGS]

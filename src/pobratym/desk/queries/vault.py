"""What a city keeps in the vault, who read it, and on which ground data go abroad."""

from dataclasses import dataclass

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import MANAGING, Role
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.queries.secrets import HeldRow, ReadingLog, held_for, reading_log
from pobratym.vault.rules import needs_basis

ANSWERING = MANAGING | {Role.AUDITOR}
"""Who sees what the city keeps in the vault."""


@dataclass(frozen=True, slots=True)
class Way:
    """From one city to another abroad: the ground that holds, or none."""

    sender: Municipality
    receiver: Municipality
    is_by_law: bool
    basis: TransferBasis | None
    may_record: bool

    @property
    def name(self) -> str:
        """Name the way in a form: both codes."""
        return f"{self.sender.code}-{self.receiver.code}"


@dataclass(frozen=True, slots=True)
class VaultPage:
    """All that the page shows."""

    cities: dict[str, Municipality]
    held: list[HeldRow]
    ways: list[Way]
    log: ReadingLog


def answers_for(reader: Reader) -> list[Municipality]:
    """Give the cities for whose vault the reader answers (one statement)."""
    return list(Municipality.objects.edited_by(reader, ANSWERING).order_by("pk"))


def vault_page(reader: Reader, cities: list[Municipality], after: str) -> VaultPage:
    """Gather the page (five statements)."""
    codes = {city.code: city for city in cities}
    return VaultPage(codes, held_for(codes), ways_of(reader, cities), reading_log(codes, after))


def ways_of(reader: Reader, cities: list[Municipality]) -> list[Way]:
    """Give the ways from these cities to their partners abroad (three statements)."""
    managed = mandate_of(reader).cities(MANAGING)
    pairs = _pairs(reader, cities)
    held = TransferBasis.objects.filter(
        sender__in={sender.code for sender, _receiver in pairs}, ended_at__isnull=True
    )
    bases = {(basis.sender, basis.receiver): basis for basis in held}
    return [
        Way(
            sender,
            receiver,
            is_by_law=not needs_basis(sender.code, receiver.code),
            basis=bases.get((sender.code, receiver.code)),
            may_record=sender.pk in managed,
        )
        for sender, receiver in pairs
    ]


def _pairs(reader: Reader, cities: list[Municipality]) -> list[tuple[Municipality, Municipality]]:
    own = {city.pk: city for city in cities}
    shared = Partnership.objects.of(reader).standing().values("pk")
    parties = Party.objects.current().filter(partnership__in=shared)
    joined: dict[int, list[Municipality]] = {}
    for party in parties.select_related("municipality").order_by("partnership", "place"):
        joined.setdefault(party.partnership_id, []).append(party.municipality)
    found = {
        (own[one.pk].pk, other.pk): (own[one.pk], other)
        for several in joined.values()
        for one in several
        for other in several
        if one.pk in own and other.country != one.country
    }
    return [found[key] for key in sorted(found)]

"""What the vault room keeps about people, and how it takes them out."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.models.people import Correction, Erasure
from pobratym.vault.models.secrets import Reading


def _readings(user: int) -> Rows:
    told = Reading.objects.filter(by=user).order_by("pk")
    return [{**row} for row in told.values("act", "kind", "field", "city", "why", "at")]


def _requests(user: int) -> Rows:
    asked = Erasure.objects.filter(user=user).order_by("pk")
    wrong = Correction.objects.filter(user=user).order_by("pk")
    return [
        *({**row} for row in asked.values("asked_at", "due_on", "taken_back_at")),
        *({**row} for row in wrong.values("text", "asked_at", "answered_at", "answer")),
    ]


def _take_out_requests(user: int) -> int:
    mine = Correction.objects.filter(user=user).exclude(text="", answer="")
    return mine.update(text="", answer="")


def _grounds(user: int) -> Rows:
    held = TransferBasis.objects.filter(recorded_by=user).order_by("pk")
    told = ("sender", "receiver", "basis", "document", "recorded_at")
    return [{**row} for row in held.values(*told)]


def keepers() -> list[Keeper]:
    """Answer for requests, readings and grounds; the last two name the person by key only."""
    return [
        Keeper(
            name="vault.requests",
            models=frozenset({"vault.erasure", "vault.correction", "vault.correction_asked_of"}),
            give=_requests,
            erase=_take_out_requests,
            label=_("your requests about your data"),
        ),
        Keeper(
            name="vault.readings",
            models=frozenset({"vault.reading"}),
            give=_readings,
            erase=lambda _user: 0,
            label=_("what you did with values of the vault"),
        ),
        Keeper(
            name="vault.grounds",
            models=frozenset({"vault.transferbasis"}),
            give=_grounds,
            erase=lambda _user: 0,
            label=_("grounds of transfers that you recorded"),
        ),
    ]

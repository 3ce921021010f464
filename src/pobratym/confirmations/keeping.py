"""What the room keeps about people: what they proposed and answered, for their city.

A proposal is the city's: whoever answers for it next goes on with it, so nothing is handed over.
"""

from django.utils.translation import gettext_lazy as _

from pobratym.confirmations.models import Answer, JointChange
from pobratym.core.keeping import Keeper, Rows, keep


def _proposals(user: int) -> Rows:
    found = JointChange.objects.filter(proposer=user).order_by("pk").select_related("proposed_by")
    return [
        {
            "deed": change.deed,
            "about": dict(change.title),
            "city": change.proposed_by.code,
            "reason": change.reason,
            "state": change.state,
            "at": change.created_at.isoformat(),
        }
        for change in found
    ]


def _answers(user: int) -> Rows:
    found = Answer.objects.filter(by=user).order_by("pk").select_related("change", "city")
    return [
        {
            "deed": answer.change.deed,
            "about": dict(answer.change.title),
            "city": answer.city.code,
            "said": answer.said,
            "reason": answer.reason,
            "at": answer.at.isoformat() if answer.at else None,
        }
        for answer in found
    ]


def _forget_proposals(user: int) -> int:
    """Take out what the person wrote in their own words; that the city proposed it stays."""
    return JointChange.objects.filter(proposer=user).exclude(reason="").update(reason="–")


def _forget_answers(user: int) -> int:
    return Answer.objects.filter(by=user).exclude(reason="").update(reason="–")


keep(
    Keeper(
        name="confirmations.proposals",
        models=frozenset({"confirmations.jointchange"}),
        give=_proposals,
        erase=_forget_proposals,
        label=_("proposals that you made for your city"),
    )
)
keep(
    Keeper(
        name="confirmations.answers",
        models=frozenset({"confirmations.answer"}),
        give=_answers,
        erase=_forget_answers,
        label=_("answers that you gave for your city"),
    )
)

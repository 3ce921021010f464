"""Whom a proposal concerns, and what they are told."""

from pobratym.accounts.models import User
from pobratym.confirmations.models import Answer, JointChange
from pobratym.directory.queries.aboard import people_of
from pobratym.notices.services import tell


def tell_asked(change: JointChange) -> None:
    """Ask those who answer for the other cities."""
    _tell(change, "asked", _silent(change))


def tell_answered(change: JointChange, answer: Answer, by: User | None) -> None:
    """Tell everybody concerned what one city has said, but not who said it."""
    facts = {"by": dict(answer.city.name), "said": answer.said, "reason": answer.reason}
    _tell(change, "answered", _all(change), without=by, **facts)


def tell_done(change: JointChange, by: User | None) -> None:
    """Tell everybody concerned that the change is done."""
    _tell(change, "done", _all(change), without=by)


def tell_overtaken(change: JointChange, by: User | None) -> None:
    """Tell everybody concerned, the last who confirmed too, that nothing was changed."""
    del by
    _tell(change, "overtaken", _all(change))


def tell_closed(change: JointChange, by: User | None) -> None:
    """Tell everybody concerned that a proposal was taken back, or has expired."""
    _tell(change, "closed", _all(change), without=by, state=str(change.state))


def tell_expiring(change: JointChange) -> None:
    """Remind those who have not answered."""
    _tell(change, "expiring", _silent(change))


def _silent(change: JointChange) -> list[int]:
    return list(change.answers.filter(said="").values_list("city_id", flat=True))


def _all(change: JointChange) -> list[int]:
    return [change.proposed_by_id, *change.answers.values_list("city_id", flat=True)]


def _tell(
    change: JointChange, kind: str, cities: list[int], without: User | None = None, **more: object
) -> None:
    people = [person for person in people_of(cities) if person != without]
    facts = {
        "deed": change.deed,
        "title": dict(change.title),
        "by": dict(change.proposed_by.name),
        "until": change.expires_at.isoformat(),
        "proposal": str(change.public_id),
        **more,
    }
    tell(people, f"confirmations.{kind}", facts, f"/desk/proposals/{change.public_id}/")

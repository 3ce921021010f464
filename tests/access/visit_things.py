"""What the addresses of visits lead to: an idea, an invitation, a confirmed visit, its guests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from pobratym.directory.models.cities import Municipality
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.partnerships.states import Stage
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import LetterState, VisitState
from tests.factories import PartnershipFactory
from tests.visiting import MemberFactory, SubGroupFactory, VisitFactory

Values = dict[str, Any]
_OF_VISIT = (
    "visit", "visit_edit", "visit_serves", "visit_accept", "visit_decline", "visit_cancel",
    "member_list", "member_new", "passport_list", "subgroups", "subgroup_new", "journey",
    "leg_new", "letters", "letter_new",
)  # fmt: skip
_OF_GUEST = (
    "member", "member_edit", "member_lock", "member_unlock", "member_take_off", "member_take_back",
    "member_link", "member_link_end", "member_passport", "member_passport_erase",
)  # fmt: skip
_OWN = ("guest", "guest_accept", "guest_decline", "guest_details", "guest_passport")
_OF_LETTER = ("letter_edit", "letter_sign", "letter_send", "letter_drop")
_STATES = {
    "idea of own": VisitState.IDEA,
    "invited by own": VisitState.INVITED,
    "confirmed": VisitState.CONFIRMED,
    "cancelled": VisitState.CANCELLED,
}


def of_visits(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city receive guests of the partner city, and list one of them each time."""
    visits = {name: _visit(own, partner, state) for name, state in _STATES.items()}
    guests = {
        "guest of partner, idea": _guest(visits["idea of own"]),
        "guest of partner": _guest(visits["confirmed"]),
    }
    visit = visits["confirmed"]
    group, leg = SubGroupFactory(visit=visit), _leg(visit)
    letters = {"draft": _letter(visit), "signed": _letter(visit, LetterState.SIGNED)}
    itself = {"public_id": visit.public_id}
    steps = ("invited", "planned", "elsewhere")
    return {
        **{f"visits:{name}": _each(visits) for name in _OF_VISIT},
        **{f"visits:{name}": _each(guests) for name in _OF_GUEST},
        **{f"visits:{name}": {"wrong link": {"token": "x" * 43}} for name in _OWN},
        **{f"visits:{name}": _each(letters) for name in _OF_LETTER},
        **{f"visits:subgroup_{act}": {"of confirmed": {**itself, "key": group.pk}}
           for act in ("edit", "drop")},
        **{f"visits:leg_{act}": {"of confirmed": {**itself, "key": leg.pk}}
           for act in ("edit", "drop")},
        "visits:visit_new": {"active": {"public_id": visit.partnership.public_id}},
        "visits:visit_go_on": {f"confirmed, {to}": {**itself, "to": to} for to in steps},
        "visits:letter_answer": {"signed": {"public_id": letters["signed"].public_id,
                                            "said": "accepted"}},
        "visits:letter_scan": _each(letters),
    }  # fmt: skip


def _visit(own: Municipality, partner: Municipality, state: VisitState) -> Visit:
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    because = "alarm" if state == VisitState.CANCELLED else ""
    return VisitFactory(partnership=partnership, state=state, cancelled_because=because)


def _guest(visit: Visit) -> Member:
    return MemberFactory(visit=visit)


def _leg(visit: Visit) -> TravelLeg:
    return TravelLeg.objects.create(
        visit=visit, direction="there", origin="Вараш", target="Ostrołęka", minutes=480,
        departs_on=visit.starts_on, departs_at=dt.time(6, 30), zone="Europe/Kyiv",
    )  # fmt: skip


def _letter(visit: Visit, state: LetterState = LetterState.DRAFT) -> Letter:
    letter = Letter.objects.create(visit=visit, city=visit.host, state=state, signer="Prezydent")
    letter.members.set(visit.members.all())
    if state == LetterState.SIGNED:
        letter.number, letter.year = 1, timezone.localdate().year
        letter.document = Document.objects.create(
            file_name=f"{letter.public_id}.pdf", name="zaproszenie.pdf", sha256="0" * 64,
            size_bytes=5, media_type="application/pdf",
        )  # fmt: skip
        paper_path(letter.document.file_name).parent.mkdir(parents=True, exist_ok=True)
        paper_path(letter.document.file_name).write_bytes(b"%PDF-")
        letter.save()
    return letter


def _each(rows: dict[str, Any]) -> dict[str, Values]:
    return {name: {"public_id": row.public_id} for name, row in rows.items()}

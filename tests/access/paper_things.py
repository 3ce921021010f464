"""What the addresses of visits' papers lead to: a draft of a programme, one that is told, lists."""

import datetime as dt
from typing import Any

from pobratym.directory.models.cities import Municipality
from pobratym.papers.states import VisitPaper
from pobratym.partnerships.states import Stage
from pobratym.visits.models.delegations import Letter
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import LetterState, VisitState
from tests.factories import PartnershipFactory
from tests.programmes.making import make_item
from tests.visiting import MemberFactory, VisitFactory

Values = dict[str, Any]
_STATES = {
    "idea of own": VisitState.IDEA,
    "draft of own": VisitState.CONFIRMED,
    "told by own": VisitState.PLANNED,
}
_PRINTED = (VisitPaper.PROGRAMME, VisitPaper.CARDS, VisitPaper.CERTIFICATES, VisitPaper.COSTS)


def of_papers_of_visits(own: Municipality, partner: Municipality) -> dict[str, dict[str, Values]]:
    """Let the own city receive guests of the partner city; one guest is on every list."""
    visits = {name: _visit(own, partner, state) for name, state in _STATES.items()}
    told = visits["told by own"]
    letters = {state.value: _letter(told, state) for state in (LetterState.DRAFT, LetterState.SENT)}
    itself = {"public_id": told.public_id}
    return {
        "papers:visit_papers": {name: {"public_id": one.public_id} for name, one in visits.items()},
        "papers:visit_paper": {
            f"{name}, {paper}": {"public_id": one.public_id, "paper": paper, "ending": "docx"}
            for name, one in visits.items()
            for paper in _PRINTED
        },
        "papers:visit_passports": {
            f"told by own, {paper}": {**itself, "paper": paper, "about": str(about)}
            for paper, about in (
                (VisitPaper.BORDER, told.legs.get().pk),
                (VisitPaper.GATE, told.items.get().site.public_id),
            )
        },
        "papers:visit_letter": {
            name: {"public_id": one.public_id, "ending": "docx"} for name, one in letters.items()
        },
        "papers:guest_programme": {"wrong link": {"token": "x" * 43}},
    }


def _visit(own: Municipality, partner: Municipality, state: VisitState) -> Visit:
    partnership = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    visit = VisitFactory(partnership=partnership, state=state)
    MemberFactory(visit=visit, attended=True)
    make_item(visit)
    visit.legs.create(
        direction="there", origin="Вараш", target="Ostrołęka", minutes=480, crossing="Dorohusk",
        departs_on=visit.starts_on, departs_at=dt.time(6, 30), zone="Europe/Kyiv",
    )  # fmt: skip
    return visit


def _letter(visit: Visit, state: LetterState) -> Letter:
    letter = Letter.objects.create(visit=visit, city=visit.host, state=state, signer="Prezydent")
    letter.members.set(visit.members.all())
    if state != LetterState.DRAFT:
        letter.number, letter.year = 7, 2026
        letter.save()
    return letter

"""Nobody finds, counts or is hinted at what they may not see; what is taken back is gone."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage as AgreementStage
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Country, Role
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.services.contacts import share_contact
from pobratym.partnerships.services.events import withdraw_event
from pobratym.partnerships.states import Stage
from pobratym.search.adapters import adapters
from pobratym.search.services.finding import Question, find
from pobratym.search.services.indexing import index
from pobratym.vault.services.people import erase_person
from pobratym.visits.states import Embargo, VisitState
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    clause_of,
    frozen,
    holder_of,
    officer_of,
)
from tests.visiting import VisitFactory

pytestmark = pytest.mark.django_db

WORD = "Kwiatozwierz"
NAMED = Wordings({"pl": WORD, "uk": f"{WORD} українською", "en": f"{WORD} in English"})
TWO = {"own officer", "partner officer"}
HALL = {*TWO, "own finance"}
ALL = {
    *HALL, "stranger", "own teacher", "third officer", "former officer", "administrator",
}  # fmt: skip


class World:
    """Two cities with a partnership, a third one, and everybody who may ask."""

    def __init__(self) -> None:
        self.own = MunicipalityFactory()
        self.partner = MunicipalityFactory(country=Country.UA)
        self.third = MunicipalityFactory()
        self.school = InstitutionFactory(municipality=self.own)
        former = UserFactory()
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        EmploymentFactory(user=former, municipality=self.own, until=yesterday)
        self.readers = {
            "stranger": AnonymousUser(),
            "own officer": officer_of(self.own),
            "own finance": holder_of(Role.FINANCE, self.own),
            "own teacher": holder_of(Role.TEACHER, self.own, self.school),
            "partner officer": officer_of(self.partner),
            "third officer": officer_of(self.third),
            "former officer": former,
            "administrator": UserFactory(is_administrator=True),
        }

    def partnership(self, stage=Stage.ACTIVE, **facts):
        return PartnershipFactory(cities=[self.own, self.partner], stage=stage, **facts)


@pytest.fixture
def world():
    return World()


def _partnership(stage, **facts):
    return lambda world: world.partnership(stage, title=NAMED, **facts)


def _event(*, is_public=True, open_one=True, **facts):
    return lambda world: EventFactory(
        partnership=world.partnership(is_public=open_one), title=NAMED, is_public=is_public, **facts
    )


def _contact(**facts):
    return lambda world: ContactFactory(
        partnership=world.partnership(is_public=True), summary=f"Rozmowa o {WORD}", **facts
    )


def _agreement(world, stage, *, is_public=False, title=NAMED):
    agreement = AgreementFactory(
        partnership=world.partnership(is_public=True), title=title, stage=AgreementStage.NEGOTIATION
    )
    if stage == AgreementStage.DRAFT:
        Agreement.objects.filter(pk=agreement.pk).update(stage=stage, shared_on=None)
    clause = clause_of(agreement, pl=f"Miasta chronią {WORD}.", uk=f"Міста бережуть {WORD}.")
    if is_public:
        frozen(agreement, AgreementStage.SIGNED, is_public=True)
    return Agreement.objects.get(pk=agreement.pk), clause


def _document(stage, **facts):
    return lambda world: _agreement(world, stage, **facts)[0]


def _clause(stage, **facts):
    return lambda world: _agreement(world, stage, title=Wordings({"pl": "Umowa"}), **facts)[1]


def _institution(**facts):
    return lambda world: InstitutionFactory(municipality=world.own, name=NAMED, **facts)


def _visit(state, **facts):
    return lambda world: VisitFactory(
        partnership=world.partnership(is_public=True), title=NAMED, state=state, **facts
    )


GONE = {"withdrawn_at": timezone.now(), "withdrawn_because": "pomyłka"}
MISTAKEN = {"shared_on": None, "started_on": None}
CASES = {
    "a visit that the host thinks of": (_visit(VisitState.IDEA), {"own officer", "own finance"}),
    "a visit under embargo": (_visit(VisitState.PLANNED), HALL),
    "a visit that is over": (
        _visit(VisitState.DONE, starts_on=dt.date(2024, 10, 14)),
        ALL,
    ),
    "a visit that stays closed": (
        _visit(VisitState.DONE, starts_on=dt.date(2024, 10, 14), embargo=Embargo.CLOSED),
        HALL,
    ),
    "a municipality": (lambda _world: MunicipalityFactory(name=NAMED), ALL),
    "a prospect": (_partnership(Stage.PROSPECT), {"own officer"}),
    "a partnership without a page": (_partnership(Stage.CONTACTED), HALL),
    "a public partnership": (_partnership(Stage.ACTIVE, is_public=True), ALL),
    "a withdrawn partnership": (_partnership(Stage.ACTIVE, is_public=True, **GONE), set()),
    "a public event": (_event(), ALL),
    "an event for the cities": (_event(is_public=False), HALL),
    "an event of a partnership without a page": (_event(open_one=False), HALL),
    "a withdrawn event": (_event(**GONE), set()),
    "a note of one city": (_contact(), {"own officer"}),
    "a shared note": (_contact(is_shared=True), HALL),
    "a draft of one city": (_document(AgreementStage.DRAFT), {"own officer"}),
    "an agreement in negotiation": (_document(AgreementStage.NEGOTIATION), HALL),
    "a public agreement": (_document(AgreementStage.SIGNED, is_public=True), ALL),
    "a clause of a draft": (_clause(AgreementStage.DRAFT), {"own officer"}),
    "a clause in negotiation": (_clause(AgreementStage.NEGOTIATION), HALL),
    "a clause of a public agreement": (_clause(AgreementStage.SIGNED, is_public=True), ALL),
    "an institution that is not listed": (_institution(), {"own officer", "own finance"}),
    "a listed institution": (_institution(is_listed=True), ALL),
    "a closed institution": (
        _institution(is_listed=True, closed_on=dt.date(2025, 8, 31)),
        set(),
    ),
}


def label(thing) -> str:
    return thing._meta.label_lower


def finds(reader, thing, words=WORD, **narrowed) -> bool:
    """Say whether a reader finds a thing; the engine's counts must not tell of what is hidden."""
    found = find(Question(words, size=50, **narrowed), reader)
    keys = {(hit.kind, hit.key) for hit in found.hits}
    assert len(keys) == len(found.hits) == found.total == sum(found.by_kind.values())
    assert set(found.by_kind) <= {kind for kind, _key in keys}
    return (label(thing), thing.pk) in keys


@pytest.mark.parametrize("case", CASES)
def test_everybody_finds_what_they_may_see_and_nothing_else(world, case):
    make, expected = CASES[case]
    thing = make(world)
    index(label(thing), [thing.pk])

    found = {who for who, reader in world.readers.items() if finds(reader, thing)}
    hinted = {
        who for who, reader in world.readers.items() if finds(reader, thing, is_beginning=True)
    }

    assert found == expected
    assert hinted == expected


@pytest.mark.parametrize("case", [case for case, (_make, who) in CASES.items() if who != ALL])
def test_no_page_tells_a_stranger_of_what_is_hidden(world, case):
    thing = CASES[case][0](world)
    index(label(thing), [thing.pk])
    client = Client()
    page = client.get(reverse("search:search"), {"q": WORD[:-3]}).content.decode()
    hints = client.get(
        reverse("search:suggest"), {"q": WORD[:-3]}, headers={"HX-Request": "true"}
    ).content.decode()

    assert WORD not in page
    assert WORD not in hints
    assert "counts" not in page.partition('<div id="found"')[2]


@pytest.mark.parametrize("who", ["own teacher", "own finance", "stranger"])
def test_what_is_hidden_takes_nobodys_places_and_is_not_hinted_at(world, who):
    """Some hundred notes of the city hall stand before the one event that all may know of."""
    hidden = world.partnership(Stage.PROSPECT)
    notes = [ContactFactory(partnership=hidden, summary=f"{WORD} {n}") for n in range(130)]
    event = CASES["a public event"][0](world)
    index("partnerships.contact", [note.pk for note in notes])
    index(label(event), [event.pk])
    notes = [ContactFactory(partnership=hidden, summary=f"{WORD} {n}") for n in range(130)]
    index("partnerships.contact", [note.pk for note in notes])

    found = find(Question(WORD), world.readers[who])

    assert [hit.key for hit in found.hits] == [event.pk]
    assert (found.total, found.total_is_capped) == (1, False)


def test_who_works_in_an_institution_finds_it_before_it_is_listed(world):
    type(world.school).objects.update(name=NAMED)
    index(label(world.school), [world.school.pk])

    assert finds(world.readers["own teacher"], world.school)
    assert not finds(world.readers["third officer"], world.school)


def test_every_kind_of_record_has_its_cases(world):
    kinds = set()
    for make, _who in CASES.values():
        kinds.add(label(make(world)))

    assert {kind for kind in adapters() if not kind.startswith(("links", "terms"))} <= kinds


def test_what_is_taken_back_is_gone_at_once(world):
    officer = world.readers["own officer"]
    event = CASES["a public event"][0](world)
    index(label(event), [event.pk])
    assert finds(AnonymousUser(), event)

    withdraw_event(event, version=event.version, by=officer, city=world.own, reason="pomyłka")

    assert not finds(AnonymousUser(), event)
    assert not finds(officer, event)


def test_a_note_is_found_by_the_partner_from_the_moment_it_is_shared_until_it_is_not(world):
    note = CASES["a note of one city"][0](world)
    index(label(note), [note.pk])
    partner, officer = world.readers["partner officer"], world.readers["own officer"]
    assert not finds(partner, note)

    note = share_contact(note, version=note.version, by=officer)
    assert finds(partner, note)
    share_contact(note, version=note.version, by=officer, is_shared=False)

    assert not finds(partner, note)
    assert finds(officer, note)


def test_names_in_a_note_are_found_only_while_the_city_keeps_it_for_itself(world):
    """Shared notes cross the border without the names (decision 19)."""
    officer, partner = world.readers["own officer"], world.readers["partner officer"]
    make = CASES["a note of one city"][0]
    kept = make(world)
    Contact.objects.update(people="Bohdana Tajemna")
    index(label(kept), [kept.pk])
    assert finds(officer, kept, "Tajemna")

    share_contact(Contact.objects.get(), version=kept.version, by=officer)

    assert not finds(partner, kept, "Tajemna")
    assert finds(partner, kept)


def test_only_languages_that_were_signed_are_found_in_a_public_agreement(world):
    agreement = AgreementFactory(
        partnership=world.partnership(is_public=True), languages=("pl", "uk", "en")
    )
    clause = clause_of(agreement, pl="Cele miast.", uk="Цілі міст.")
    frozen(agreement, AgreementStage.SIGNED, is_public=True)
    agreement.text_version = Agreement.objects.get().text_version
    agreement.text_version.copies.filter(language="en").delete()
    clause.texts.create(language="en", number=1, body=f"Never signed {WORD}.", standing="machine")
    index(label(clause), [clause.pk])

    assert not finds(AnonymousUser(), clause)
    assert finds(AnonymousUser(), clause, "Cele miast")


def test_nobody_is_found_by_a_name_after_erasure(world):
    officer = world.readers["own officer"]
    gone = UserFactory(name="Bohdana Tajemna")
    note = CASES["a note of one city"][0](world)
    Contact.objects.update(people="Bohdana Tajemna", summary="Mówiła Bohdana Tajemna o szkole")
    index(label(note), [note.pk])
    assert finds(officer, note, "Tajemna")

    erase_person(gone, by=world.readers["administrator"])

    assert not finds(officer, note, "Tajemna")
    assert finds(officer, note, "szkole")

"""The first letter to a city: in both languages, sent or copied out, the answer filed."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.facts import Wish
from pobratym.directory.states import Role
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.prospects.models.letters import Message
from pobratym.prospects.services import letters
from pobratym.prospects.services.shortlist import add_prospect
from pobratym.prospects.states import MessageState, Way
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, PartnershipFactory, WishFactory, holder_of

pytestmark = pytest.mark.django_db
TO = "urzad@varash.example"


class Pair:
    def __init__(self):
        self.city = MunicipalityFactory(name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка"}))
        self.other = MunicipalityFactory(
            country="UA", name=Wordings({"pl": "Warasz", "uk": "Вараш"})
        )
        self.officer = holder_of(Role.OFFICER, self.city)
        self.prospect = add_prospect(self.city, self.other, by=self.officer)

    def draft(self) -> Message:
        return letters.draft_letter(self.prospect, by=self.officer)


@pytest.fixture
def pair():
    return Pair()


def code_of(act, *args, **facts):
    with pytest.raises(DomainError) as refused:
        act(*args, **facts)
    return refused.value.code


def test_a_letter_is_drafted_in_the_languages_of_both(pair):
    draft = pair.draft()

    assert set(draft.body) == set(draft.subject) == {"pl", "uk"}
    assert draft.subject["uk"] == "Пропозиція співпраці: Остроленка – Вараш"
    assert draft.body["pl"].startswith("Szanowni Państwo,")
    assert pair.officer.name in draft.body["uk"]
    assert "{" not in draft.body["pl"] + draft.body["uk"]


def test_what_they_offer_and_we_seek_stands_in_the_letter(pair):
    WishFactory(municipality=pair.city, kind="seeks", topic="renewable_energy")
    WishFactory(
        municipality=pair.other, kind="offer", topic="renewable_energy",
        text=Wordings({"uk": "сонячні станції на школах", "pl": "fotowoltaika na szkołach"}),
    )  # fmt: skip
    assert Wish.objects.count() == 2

    draft = pair.draft()

    assert "fotowoltaika na szkołach" in draft.body["pl"]
    assert "сонячні станції на школах" in draft.body["uk"]


def test_a_letter_is_sent_filed_and_opens_a_partnership(pair):
    draft = pair.draft()

    sent = letters.send_letter(draft, TO, version=1, by=pair.officer)

    assert (sent.state, sent.way, sent.on) == (MessageState.SENT, Way.HERE, timezone.localdate())
    contact = Contact.objects.get()
    assert (contact.direction, contact.channel) == ("to_partner", "email")
    assert "Szanowni Państwo" in contact.summary
    assert "Шановні колеги" in contact.summary
    partnership = Partnership.objects.get()
    assert partnership.shared_on is None
    assert dict(partnership.title) == {"pl": "Ostrołęka – Warasz", "uk": "Остроленка – Вараш"}
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == (TO, "uk")
    assert letter.text.index("Шановні колеги") < letter.text.index("Szanowni Państwo")


def test_a_letter_goes_once(pair):
    draft = pair.draft()
    sent = letters.send_letter(draft, TO, version=1, by=pair.officer)

    again = {"version": sent.version, "by": pair.officer}

    assert code_of(letters.send_letter, sent, TO, **again) == "gone"
    assert code_of(letters.edit_letter, sent, sent.subject, sent.body, **again) == "gone"
    assert code_of(letters.throw_away, sent, **again) == "gone"
    assert Letter.objects.count() == 1


def test_a_stale_language_stops_a_letter(pair):
    draft = pair.draft()
    changed = Wordings({**draft.body, "pl": draft.body["pl"] + "\n\nPS Zapraszamy w maju."})

    edited = letters.edit_letter(draft, draft.subject, changed, version=1, by=pair.officer)

    facts = {"version": edited.version, "by": pair.officer}
    assert code_of(letters.send_letter, edited, TO, **facts) == "stale"
    assert code_of(letters.mark_sent, edited, timezone.localdate(), **facts) == "stale"
    both = Wordings({**changed, "uk": changed["uk"] + "\n\nP. S. Запрошуємо в травні."})
    whole = letters.edit_letter(edited, edited.subject, both, **facts)
    assert letters.send_letter(whole, TO, version=whole.version, by=pair.officer).on


def test_a_letter_that_was_copied_out_is_marked_with_its_day(pair):
    draft = pair.draft()
    day = timezone.localdate() - dt.timedelta(days=3)

    sent = letters.mark_sent(draft, day, version=1, by=pair.officer)

    assert (sent.way, sent.on, sent.contact.channel) == (Way.COPIED, day, "letter")
    assert not Letter.objects.exists()


def test_a_letter_cannot_have_gone_tomorrow(pair):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    facts = {"version": 1, "by": pair.officer}
    assert code_of(letters.mark_sent, pair.draft(), tomorrow, **facts) == "future"


def test_an_answer_is_filed_in_the_language_in_which_it_came(pair):
    letters.mark_sent(pair.draft(), timezone.localdate(), version=1, by=pair.officer)
    body = Wordings({"uk": "Дякуємо, погоджуємося."})

    answer = letters.file_answer(
        pair.prospect, Wordings({"uk": "Відповідь"}), body, language="uk",
        on=timezone.localdate(), by=pair.officer,
    )  # fmt: skip

    assert answer.contact.direction == "from_partner"
    assert "погоджуємося" in answer.contact.summary
    assert Partnership.objects.count() == 1


def test_an_answer_needs_its_own_words(pair):
    code = code_of(
        letters.file_answer, pair.prospect, Wordings(), Wordings({"pl": "Dziękujemy"}),
        language="uk", on=timezone.localdate(), by=pair.officer,
    )  # fmt: skip

    assert code == "no_original"


def test_a_partnership_that_stands_takes_the_letter(pair):
    known = PartnershipFactory(cities=[pair.city, pair.other])

    sent = letters.mark_sent(pair.draft(), timezone.localdate(), version=1, by=pair.officer)

    assert sent.contact.partnership == known


def test_a_stranger_writes_no_letters(pair):
    stranger = holder_of(Role.OFFICER, pair.other)

    assert code_of(letters.draft_letter, pair.prospect, by=stranger) == "not_your_city"


def test_a_flood_of_letters_is_stopped(pair, monkeypatch):
    monkeypatch.setattr(letters, "LETTERS_A_DAY", 1)
    letters.send_letter(pair.draft(), TO, version=1, by=pair.officer)

    assert code_of(letters.send_letter, pair.draft(), TO, version=1, by=pair.officer) == "too_many"

"""Claims about the pages of letters to a candidate."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from pobratym.core.wordings import Wordings
from pobratym.directory.models.facts import Office
from pobratym.directory.states import Role
from pobratym.languages.queries import standings_of
from pobratym.partnerships.models.contacts import Contact
from pobratym.prospects.models.letters import Message
from pobratym.prospects.services import letters as deeds
from pobratym.prospects.services.shortlist import add_prospect
from pobratym.prospects.states import MessageState
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db
TO = "urzad@varash.example"


@pytest.fixture
def home():
    return MunicipalityFactory(name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка"}))


@pytest.fixture
def other():
    made = MunicipalityFactory(country="UA", name=Wordings({"pl": "Warasz", "uk": "Вараш"}))
    Office.objects.create(municipality=made, name=Wordings({"uk": "Відділ"}), email=TO)
    return made


@pytest.fixture
def officer(home):
    return officer_of(home)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def prospect(home, other, officer):
    return add_prospect(home, other, by=officer)


@pytest.fixture
def draft(prospect, officer):
    return deeds.draft_letter(prospect, by=officer)


def address(name, thing):
    with override("en"):
        return reverse(f"prospects:{name}", kwargs={"public_id": thing.public_id})


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def typed(draft, **given):
    texts = {f"subject_{one}": draft.subject[one] for one in ("pl", "uk")}
    texts |= {f"body_{one}": draft.body[one] for one in ("pl", "uk")}
    return {**texts, "version": str(draft.version), **given}


def test_a_letter_is_drafted_by_one_button_once(signed_in, prospect):
    page = signed_in.get(address("letters", prospect))
    assert "Nothing was written to this city yet." in text_of(page)
    given = {"once": token_in(page)}

    answers = [signed_in.post(address("letter_draft", prospect), given) for _twice in range(2)]

    message = Message.objects.get()
    assert {answer.url for answer in answers} == {address("letter_edit", message)}


def test_a_button_without_its_number_drafts_nothing(signed_in, prospect):
    answer = signed_in.post(address("letter_draft", prospect), {}, follow=True)

    assert "This form has lost its number." in text_of(answer)
    assert not Message.objects.exists()


def test_both_languages_stand_side_by_side_with_their_standing(signed_in, draft):
    page = text_of(signed_in.get(address("letter_edit", draft)))

    assert "Szanowni Państwo" in page
    assert "Шановні колеги" in page
    assert "original" in page
    assert "translated" in page


def test_a_changed_original_leaves_the_other_language_behind_and_says_what_to_do(signed_in, draft):
    here = address("letter_edit", draft)
    changed = typed(draft, body_pl=draft.body["pl"] + "\n\nPS Zapraszamy w maju.")

    page = text_of(signed_in.post(here, changed, follow=True))

    assert "Ukrainian is out of date" in page
    send = text_of(signed_in.get(address("letter_send", draft)))
    assert "The letter cannot go yet" in send
    assert "Send the letter</button>" not in send
    copy = text_of(signed_in.get(address("letter_copy", draft)))
    assert "Mark as sent</button>" not in copy
    again = typed(draft, body_pl=changed["body_pl"], says_the_same="on", version="2")
    signed_in.post(here, again)
    assert "stale" not in set(standings_of(draft).values())
    assert "Send the letter</button>" in text_of(signed_in.get(address("letter_send", draft)))


def test_two_people_who_edit_one_letter_notice(signed_in, draft, officer):
    body = Wordings({**draft.body, "pl": "Inny tekst", "uk": "Інший текст"})
    deeds.edit_letter(draft, draft.subject, body, version=1, by=officer)

    answer = signed_in.post(address("letter_edit", draft), typed(draft))

    assert answer.status_code == 409
    assert "Inny tekst" in text_of(answer)


@pytest.mark.parametrize("wrong", [{"body_pl": ""}, {"subject_uk": "x" * 201}, {"body_uk": "\x07"}])
def test_a_letter_that_cannot_be_kept_is_refused(signed_in, draft, wrong):
    assert signed_in.post(address("letter_edit", draft), typed(draft, **wrong)).status_code == 422


def test_the_page_says_plainly_what_goes_to_whom(signed_in, draft):
    page = text_of(signed_in.get(address("letter_send", draft)))

    assert f'value="{TO}"' in page
    assert "goes by e-mail to the address below, and to nobody else" in page
    assert "It is filed in the contact log" in page
    assert page.index("Шановні колеги") < page.index("Szanowni Państwo")


def test_a_letter_goes_to_the_address_that_was_written(signed_in, draft, prospect):
    given = {"to": "miasto@varash.example", "version": "1"}

    page = text_of(signed_in.post(address("letter_send", draft), given, follow=True))

    assert Letter.objects.get().to == "miasto@varash.example"
    assert "sent from here by e-mail" in page
    assert "Filed in the contact log of the partnership" in page
    assert Contact.objects.count() == 1
    for name in ("letter_edit", "letter_send", "letter_copy"):
        assert signed_in.get(address(name, draft)).url == address("letters", prospect)
    signed_in.post(address("letter_drop", draft), {"version": "2"})
    assert Message.objects.exists()


def test_no_letter_goes_to_what_is_no_address(signed_in, draft):
    given = {"to": "urzad", "version": "1"}

    assert signed_in.post(address("letter_send", draft), given).status_code == 422
    assert not Letter.objects.exists()


def day(on):
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}


def test_a_letter_is_copied_out_and_marked_with_its_day(signed_in, draft):
    here = address("letter_copy", draft)
    assert "readonly> Szanowni" in text_of(signed_in.get(here)).replace("\n", " ")

    signed_in.post(here, {**day(timezone.localdate()), "version": "1"})

    assert Message.objects.get().state == MessageState.SENT
    assert not Letter.objects.exists()


def test_a_letter_has_not_gone_tomorrow(signed_in, draft):
    late = timezone.localdate() + dt.timedelta(days=1)
    given = {**day(late), "version": "1"}

    assert signed_in.post(address("letter_copy", draft), given).status_code == 422


def answered(**given):
    return {
        "language": "uk", **day(timezone.localdate()), "subject": "Відповідь",
        "body": "Дякуємо, погоджуємося.", "subject_translated": "", "body_translated": "", **given,
    }  # fmt: skip


def test_an_answer_stands_in_the_thread_and_waits_for_its_translation(signed_in, prospect):
    here = address("answer_new", prospect)
    given = answered(once=token_in(signed_in.get(here)))

    page = text_of(signed_in.post(here, given, follow=True))
    signed_in.post(here, given)

    message = Message.objects.get()
    assert standings_of(message)["body", "uk"] == "source"
    assert "погоджуємося" in page
    assert "missing" in page
    translate = address("answer_translate", message)
    assert translate in page
    assert "погоджуємося" in text_of(signed_in.get(translate))
    texts = {"subject": "Odpowiedź", "body": "Dziękujemy, zgadzamy się.", "version": "1"}
    after = text_of(signed_in.post(translate, texts, follow=True))
    assert "zgadzamy się" in after
    assert "translated" in after


def test_an_answer_may_bring_its_translation(signed_in, prospect):
    here = address("answer_new", prospect)
    texts = {"subject_translated": "Odpowiedź", "body_translated": "Zgoda."}

    signed_in.post(here, answered(once=token_in(signed_in.get(here)), **texts))

    message = Message.objects.get()
    assert dict(message.body) == {"pl": "Zgoda.", "uk": "Дякуємо, погоджуємося."}
    assert standings_of(message)["body", "pl"] == "human"


def test_an_answer_in_our_language_is_its_original(signed_in, prospect):
    here = address("answer_new", prospect)
    given = answered(language="pl", body="Zgoda.", subject="Odpowiedź", body_translated="Згода.")

    signed_in.post(here, {**given, "once": token_in(signed_in.get(here))})

    message = Message.objects.get()
    assert standings_of(message)["body", "pl"] == "source"
    assert dict(message.body) == {"pl": "Zgoda.", "uk": "Згода."}


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"body": " "}, {"on_year": "2999"}])
def test_an_answer_that_says_nothing_is_refused(signed_in, prospect, wrong):
    here = address("answer_new", prospect)
    given = answered(once=token_in(signed_in.get(here)), **wrong)

    assert signed_in.post(here, given).status_code == 422
    assert not Message.objects.exists()


def test_words_of_an_answer_are_text(signed_in, prospect):
    here = address("answer_new", prospect)
    given = answered(once=token_in(signed_in.get(here)), body="<script>x</script>")

    assert "<script>x" not in text_of(signed_in.post(here, given, follow=True))


def test_the_mayor_reads_the_thread_and_writes_nothing(client, home, draft, prospect):
    client.force_login(holder_of(Role.MAYOR, home))

    page = text_of(client.get(address("letters", prospect)))

    assert "Draft of a letter" in page
    assert "Go on with the draft" not in page
    assert client.get(address("letter_edit", draft)).status_code == 403
    assert client.get(address("answer_new", prospect)).status_code == 403


def test_a_stranger_meets_nothing(client, other, draft, prospect):
    client.force_login(officer_of(other))

    names = ("letter_edit", "letter_send", "letter_copy", "answer_translate")
    places = [*(address(name, draft) for name in names), address("letters", prospect)]
    assert {client.get(place).status_code for place in places} == {404}


def test_a_thread_costs_the_same_for_one_and_for_many(signed_in, prospect, officer, cost):
    def sent():
        draft = deeds.draft_letter(prospect, by=officer)
        deeds.mark_sent(draft, timezone.localdate(), version=1, by=officer)

    sent()
    here = address("letters", prospect)
    signed_in.get(here)
    one = cost(lambda: signed_in.get(here))
    for _more in range(4):
        sent()

    assert len(cost(lambda: signed_in.get(here))) == len(one) <= 12

"""Pages of the talk about a text: the clause, the versions, the redline."""

import hashlib
import json

import pytest
from django.urls import reverse

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Wording
from pobratym.agreements.models.negotiation import Amendment, ClauseConsent, Comment
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.queries.history import base_of
from pobratym.agreements.services import comments
from pobratym.agreements.services.clauses import take_out
from pobratym.agreements.services.reopening import reopen
from pobratym.agreements.services.sharing import share
from pobratym.agreements.states import Audience, Stage
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.answering import confirm
from pobratym.core import tokens
from pobratym.directory.states import Role
from tests.agreements.test_services_freezing import freeze
from tests.agreements.test_services_negotiation import Two, all_say_yes
from tests.factories import MunicipalityFactory, clause_of, holder_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return Two()


def at(client, person):
    client.force_login(person)
    return client


def page_of(two, name="clause", **more):
    thing = two.clause if name in {"clause", "comment_new", "clause_consent"} else two.agreement
    return reverse(f"agreements:{name}", kwargs={"public_id": thing.public_id, **more})


def said(response):
    return response.content.decode()


# The clause


def test_the_page_of_a_clause_shows_words_talk_and_history(two, client):
    two.write("pl", "Trwa 5 lat.")
    two.write("uk", "Діє 5 років.", change="follows")
    root = comments.comment(two.clause, text="Skąd 5?", audience=Audience.PARTIES, **two[1])
    comments.reply(root, text="Z rady", **two[0])
    two.asks("Trwa 7 lat.")

    response = at(client, two.people[1]).get(page_of(two))

    html = said(response)
    assert response.status_code == 200
    for words in ("Article 1 Cele", "Trwa 5 lat.", "Діє 5 років.", "Skąd 5?", "Z rady", "Krótko"):
        assert words in html
    assert "<del>" in html
    assert "[taken out:" in html
    assert f"Confirm for {two.cities[1].name['en']}" in html


def test_the_page_of_a_clause_costs_the_same_however_much_is_on_it(two, client, cost):
    address = page_of(two)
    at(client, two.people[0]).get(address)
    two.asks("Trwa 7 lat.")
    comments.comment(two.clause, text="?", audience=Audience.PARTIES, **two[1])
    one = cost(lambda: client.get(address))
    for number in range(4):
        two.asks(f"Trwa {number + 10} lat.")
        root = comments.comment(two.clause, text="?", audience=Audience.PARTIES, **two[1])
        comments.reply(root, text="!", **two[0])
        two.write("uk", f"Діє {number + 10}.", change="follows")
        clause_of(two.agreement)

    many = cost(lambda: client.get(address))

    assert len(many) == len(one) <= 19


@pytest.mark.parametrize("name", ["clause", "versions", "redline"])
def test_strangers_find_nothing(two, client, name):
    stranger = officer_of(MunicipalityFactory())

    assert at(client, stranger).get(page_of(two, name)).status_code == 404


@pytest.mark.parametrize("name", ["clause", "versions", "redline", "share", "give_up"])
def test_before_a_draft_is_sent_the_other_city_finds_nothing(client, name):
    draft = Two(stage=Stage.DRAFT)

    assert at(client, draft.people[1]).get(page_of(draft, name)).status_code == 404
    assert at(client, draft.people[0]).get(page_of(draft, name)).status_code == 200


def test_what_a_city_struck_out_before_it_sent_its_draft_stays_its_own(client):
    draft = Two(stage=Stage.DRAFT)
    draft.write("pl", "Płacimy najwyżej 10 000 euro.")
    draft.write("pl", "Miasta dzielą koszty.")
    gone = clause_of(draft.agreement, pl="Nasza czerwona linia.")
    take_out(gone, version=gone.version, **draft[0])
    share(draft.agreement, version=draft.fresh.version, **draft[0])
    draft.write("pl", "Miasta dzielą koszty po połowie.")
    history = f"{page_of(draft)}?of=pl&from=2&to=4"
    whole = f"{page_of(draft, 'redline')}?from=t2&to=now&language=pl&whole=1"
    removed = reverse("agreements:clause", kwargs={"public_id": gone.public_id})

    own, other = (
        [said(at(client, person).get(one)) for one in (history, whole)] for person in draft.people
    )

    assert "10 000" in own[0]
    assert "10 000" not in "".join(other)
    assert "czerwona" not in "".join(other)
    assert "połowie" in other[0]
    assert at(client, draft.people[0]).get(removed).status_code == 200
    assert at(client, draft.people[1]).get(removed).status_code == 404


def test_a_forged_number_does_not_tell_what_stood_there_before_a_draft_was_sent():
    draft = Two(stage=Stage.DRAFT)
    draft.write("pl", "Płacimy najwyżej 10 000 euro.")
    draft.write("pl", "Miasta dzielą koszty.")
    share(draft.agreement, version=draft.fresh.version, **draft[0])
    draft.write("pl", "Miasta dzielą koszty po połowie.")

    bases = [base_of(draft.clause, "pl", number)[1] for number in range(6)]

    assert bases == [
        "", "", "", "Miasta dzielą koszty.", "Miasta dzielą koszty po połowie.", "",
    ]  # fmt: skip


def test_any_two_wordings_are_compared(two, client):
    for years in (4, 5, 6):
        two.write("pl", f"Trwa {years} lata.")

    html = said(at(client, two.people[0]).get(f"{page_of(two)}?of=pl&from=1&to=3"))

    assert "From wording no. 1 to no. 3:" in html
    assert at(client, two.people[0]).get(f"{page_of(two)}?of=pl&from=x&to=99").status_code == 200


# Comments


def test_a_comment_is_written_from_the_page_and_sent_twice_stands_once(two, client):
    at(client, two.people[0])
    data = {"text": "Skąd 3?", "audience": "parties", "once": tokens.issue("comment.write")}

    first = client.post(page_of(two, "comment_new"), data)
    second = client.post(page_of(two, "comment_new"), data)

    written = Comment.objects.get()
    assert first.url == second.url == f"{page_of(two)}#comment-{written.pk}"


@pytest.mark.parametrize("text", ["", "x" * 4_001])
def test_a_comment_that_is_refused_keeps_what_was_typed(two, client, text):
    data = {"text": text, "audience": "own", "once": tokens.issue("comment.write")}

    response = at(client, two.people[0]).post(page_of(two, "comment_new"), data)

    assert response.status_code == 422
    assert text in said(response)
    assert not Comment.objects.exists()


def test_own_notes_are_nowhere_on_the_other_citys_pages(two, client):
    comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])

    html = said(at(client, two.people[1]).get(page_of(two)))

    assert "granica" not in html
    assert "Nobody has commented on this clause." in html
    assert "granica" in said(at(client, two.people[0]).get(page_of(two)))


def test_another_citys_own_note_cannot_be_answered_or_settled(two, client):
    root = comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])
    at(client, two.people[1])

    for name in ("comment_reply", "comment_settle"):
        address = reverse(f"agreements:{name}", kwargs={"public_id": root.public_id})
        assert client.post(address).status_code == 404


def test_a_thread_is_answered_settled_and_taken_up_again(two, client):
    root = comments.comment(two.clause, text="Skąd 3?", audience=Audience.PARTIES, **two[0])
    reply = reverse("agreements:comment_reply", kwargs={"public_id": root.public_id})
    settle = reverse("agreements:comment_settle", kwargs={"public_id": root.public_id})
    at(client, two.people[1])

    assert client.get(reply).status_code == 200
    client.post(reply, {"text": "Z rady", "once": tokens.issue("comment.reply")})
    client.post(settle)
    root.refresh_from_db()
    assert root.resolved_by == two.people[1]
    client.post(settle, {"again": "1"})

    root.refresh_from_db()
    assert (root.resolved_at, root.replies.get().text) == (None, "Z rady")


def test_an_interpreter_comments_and_proposes_nothing(two, client):
    at(client, holder_of(Role.INTERPRETER, two.cities[0]))
    amend = reverse(
        "agreements:amendment_new", kwargs={"public_id": two.clause.public_id, "language": "pl"}
    )

    html = said(client.get(page_of(two)))

    assert "Add the comment" in html
    assert "Propose an amendment" not in html
    assert "Say yes for" not in html
    assert client.get(amend).status_code == 403


# Consents


def test_a_yes_is_said_and_taken_back_on_the_page(two, client):
    at(client, two.people[0])
    address = page_of(two, "clause_consent")

    client.post(address, {"digest": two.digest()})
    assert ClauseConsent.objects.get().city == two.cities[0]
    assert "Take the yes back" in said(client.get(page_of(two)))
    client.post(address, {"back": "1"})

    assert not ClauseConsent.objects.exists()


def test_a_yes_to_what_was_changed_meanwhile_is_not_taken(two, client):
    response = at(client, two.people[0]).post(
        page_of(two, "clause_consent"), {"digest": "0" * 64}, follow=True
    )

    assert "The clause was changed meanwhile." in said(response)
    assert not ClauseConsent.objects.exists()


def test_one_press_says_yes_to_all_complete_clauses(two, client):
    clause_of(two.agreement)
    number = two.fresh.text_number

    response = at(client, two.people[0]).post(
        page_of(two, "consent_all"), {"text_number": number}, follow=True
    )

    assert "Your city has said yes to 2 clauses." in said(response)
    assert ClauseConsent.objects.count() == 2
    again = client.post(page_of(two, "consent_all"), {"text_number": "²"}, follow=True)
    assert "changed meanwhile" in said(again)


# Amendments


def amend(two, language="pl"):
    return reverse(
        "agreements:amendment_new", kwargs={"public_id": two.clause.public_id, "language": language}
    )


def test_an_amendment_is_proposed_and_accepted_from_the_page_of_the_clause(two, client):
    at(client, two.people[0])
    form = client.get(amend(two))
    data = {
        "heading": "Cele", "body": "Trwa 5 lat.", "reason": "Krótko",
        "version": two.clause.texts.get(language="pl").version,
        "once": tokens.issue("amendment.propose"),
    }  # fmt: skip
    client.post(amend(two), data)
    change = Amendment.objects.get().proposal
    confirm_address = reverse(
        "confirmations:change_confirm", kwargs={"public_id": change.public_id}
    )

    answered = at(client, two.people[1]).post(
        confirm_address, {"version": change.version, "next": page_of(two)}
    )

    assert "Trwa 3 lata." in said(form)
    assert answered.url == page_of(two)
    assert two.clause.texts.get(language="pl").body == "Trwa 5 lat."


def test_words_pasted_from_word_lose_their_markup(two, client):
    data = {
        "heading": "", "body": "<p class=MsoNormal>Trwa&nbsp;5 lat.</p>", "reason": "Krótko",
        "version": two.clause.texts.get(language="pl").version,
        "once": tokens.issue("amendment.propose"),
    }  # fmt: skip

    at(client, two.people[0]).post(amend(two), data)

    assert "<p" not in Amendment.objects.get().body


def test_an_amendment_of_words_that_moved_on_shows_both(two, client):
    two.write("pl", "Trwa 4 lata.", place=1)
    data = {"heading": "Cele", "body": "Trwa 5 lat.", "reason": "Krótko", "version": 1,
            "once": tokens.issue("amendment.propose")}  # fmt: skip

    response = at(client, two.people[0]).post(amend(two), data)

    html = said(response)
    assert response.status_code == 409
    assert "Trwa 4 lata." in html
    assert "Trwa 5 lat." in html


def test_an_overtaken_amendment_leads_to_proposing_it_anew(two, client):
    asked = two.asks("Trwa 7 lat.")
    two.write("pl", "Trwa 4 lata.")
    at(client, two.people[0])
    before = said(client.get(page_of(two)))
    confirm(asked.proposal, version=1, **two[1])

    html = said(client.get(page_of(two)))
    form = said(client.get(f"{amend(two)}?renew={asked.public_id}"))

    assert "it has to be proposed anew" in before
    assert f"?renew={asked.public_id}" in html
    assert "Trwa 7 lat." in form
    assert "What the earlier proposal would change in it now" in form


def test_what_is_missing_cannot_be_amended(two, client):
    assert at(client, two.people[0]).get(amend(two, "en")).status_code == 404
    assert client.get(f"{amend(two)}?renew=nonsense").status_code == 200


# Versions


def test_the_page_of_versions_names_each_obstacle_and_leads_to_its_clause(two, client):
    second = clause_of(two.agreement, pl="Miasta płacą.")

    html = said(at(client, two.people[0]).get(page_of(two, "versions")))

    assert "Article 2 Cele: the Ukrainian version is missing" in html
    assert reverse("agreements:clause", kwargs={"public_id": second.public_id}) in html
    assert "Propose the text as agreed" not in html


def test_a_text_is_agreed_from_the_pages(two, client):
    all_say_yes(two)
    at(client, two.people[0])
    assert "Propose the text as agreed" in said(client.get(page_of(two, "versions")))
    assert client.get(page_of(two, "freeze")).status_code == 200
    data = {"text_number": two.fresh.text_number, "message": "Gotowe",
            "once": tokens.issue("agreement.freeze")}  # fmt: skip
    client.post(page_of(two, "freeze"), data)
    change = JointChange.objects.get()
    at(client, two.people[1])
    assert f"Confirm for {two.cities[1].name['en']}" in said(client.get(page_of(two, "versions")))

    address = reverse("confirmations:change_confirm", kwargs={"public_id": change.public_id})
    client.post(address, {"version": change.version, "next": page_of(two, "versions")})

    html = said(client.get(page_of(two, "versions")))
    version = TextVersion.objects.get()
    assert "Version 1" in html
    for digest in (version.sha256, *version.copies.values_list("sha256", flat=True)):
        assert digest in html


def test_only_a_text_in_negotiation_is_proposed_as_agreed(two, client):
    all_say_yes(two)
    freeze(two)

    again = at(client, two.people[0]).get(page_of(two, "freeze"))
    Agreement.objects.filter(pk=two.agreement.pk).update(stage=Stage.DRAFT, text_version=None)
    too_early = client.get(page_of(two, "freeze"))

    assert [again.url, too_early.url] == [page_of(two, "versions")] * 2


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_the_digest_of_the_file_is_the_one_shown(two, client, language):
    all_say_yes(two)
    freeze(two)
    copy = TextVersion.objects.get().copies.get(language=language)

    response = at(client, two.people[1]).get(
        page_of(two, "version_copy", number=1, language=language)
    )

    assert hashlib.sha256(response.content).hexdigest() == copy.sha256
    assert json.loads(response.content)["language"] == language
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/json"


def test_the_signs_that_the_page_names_give_the_digest_of_the_whole(two, client):
    all_say_yes(two)
    freeze(two)
    version = TextVersion.objects.get()
    digests = {one.language: one.sha256 for one in version.copies.all()}
    signs = f'{{"pl":"{digests["pl"]}","uk":"{digests["uk"]}"}}'

    html = said(at(client, two.people[0]).get(page_of(two, "versions")))

    assert signs.replace('"', "&#34;") in html
    assert hashlib.sha256(signs.encode()).hexdigest() == version.sha256


def test_strangers_get_no_copy_unless_the_agreement_is_public(two, client):
    all_say_yes(two)
    freeze(two)
    address = page_of(two, "version_copy", number=1, language="pl")
    assert client.get(address).status_code == 404
    Agreement.objects.update(stage=Stage.SIGNED, signed_on="2026-01-01", is_public=True)
    two.agreement.partnership.is_public = True
    two.agreement.partnership.save()

    assert client.get(address).status_code == 200
    assert client.get(address.replace("/1/", "/2/")).status_code == 404


def test_the_page_of_versions_costs_the_same_for_one_and_for_many(two, client, cost):
    address = page_of(two, "versions")
    all_say_yes(two)
    freeze(two)
    reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])
    at(client, two.people[0]).get(address)
    one = cost(lambda: client.get(address))
    for _round in range(2):
        clause_of(two.agreement)
        Agreement.objects.update(text_number=two.fresh.text_number)
        all_say_yes(two)
        freeze(two)
        reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])

    many = cost(lambda: client.get(address))

    assert len(many) == len(one) <= 19


def test_a_text_goes_back_and_an_agreement_is_given_up_from_the_pages(two, client):
    all_say_yes(two)
    freeze(two)
    at(client, two.people[1])
    back = client.post(
        page_of(two, "reopen"), {"version": two.fresh.version, "reason": "Rada chce zmian"}
    )
    assert (back.status_code, two.fresh.stage) == (302, Stage.NEGOTIATION)

    given_up = client.post(
        page_of(two, "give_up"), {"version": two.fresh.version, "reason": "Brak środków"}
    )

    assert (given_up.status_code, two.fresh.stage) == (302, Stage.GIVEN_UP)


def test_a_draft_is_sent_from_its_page(client):
    draft = Two(stage=Stage.DRAFT)
    at(client, draft.people[0])
    fresh = draft.fresh

    client.post(
        page_of(draft, "share"), {"version": fresh.version, "text_number": fresh.text_number}
    )

    assert draft.fresh.stage == Stage.NEGOTIATION
    assert at(client, draft.people[1]).get(page_of(draft)).status_code == 200


@pytest.mark.parametrize("name", ["freeze", "share", "reopen"])
def test_steps_that_cannot_be_taken_lead_back_to_the_versions(two, client, name):
    response = at(client, two.people[0]).get(page_of(two, name))

    assert response.url == page_of(two, "versions")


@pytest.mark.parametrize("name", ["freeze", "share", "reopen", "give_up"])
def test_readers_take_no_step(two, client, name):
    auditor = holder_of(Role.AUDITOR, two.cities[0])

    assert at(client, auditor).get(page_of(two, name)).status_code == 403


@pytest.mark.parametrize("name", ["text", "versions"])
def test_one_press_says_yes_to_all_complete_clauses_and_says_how_many(two, client, name):
    clause_of(two.agreement, pl="Tylko po polsku.")
    button = f"Say yes for {two.cities[0].name['en']} to all complete clauses (1)"

    html = said(at(client, two.people[0]).get(page_of(two, name)))
    all_say_yes(two)

    assert button in html
    assert "to all complete clauses" not in said(client.get(page_of(two, name)))


# The redline


def test_a_frozen_version_and_the_text_now_are_compared_clause_by_clause(two, client):
    second = clause_of(two.agreement, pl="Miasta płacą po połowie.", uk="Міста платять порівну.")
    all_say_yes(two)
    freeze(two)
    reopen(two.agreement, version=two.fresh.version, reason="Zmiana", **two[0])
    two.write("pl", "Trwa 5 lat.")
    second.refresh_from_db()
    from pobratym.agreements.services.consents import take_back  # noqa: PLC0415

    take_back(second, **two[0])
    take_out(second, version=second.version, **two[0])
    clause_of(two.agreement, pl="Zupełnie nowa klauzula.", uk="Нова.")

    response = at(client, two.people[1]).get(f"{page_of(two, 'redline')}?language=pl")

    html = said(response)
    assert response.status_code == 200
    assert "Clauses changed: 1, added: 1, taken out: 1." in html
    assert "<del><span" in html
    assert "Zupełnie nowa klauzula." in html


def test_a_redline_opens_where_something_changed_and_names_the_other_languages(two, client):
    draft = two.fresh.text_number
    two.write("uk", "Діє 5 років.")
    between = f"{page_of(two, 'redline')}?from=t{draft}&to=now"

    opened = said(at(client, two.people[0]).get(between))
    polish = said(client.get(f"{between}&language=pl"))

    assert "Clauses changed: 1, added: 0, taken out: 0." in opened
    assert "Clauses changed: 0, added: 0, taken out: 0." in polish
    assert "Clauses changed in other languages:" in polish
    assert "language=uk" in polish


@pytest.mark.parametrize(
    "query",
    ["from=v1&to=v1", "from=v9&to=x", "from=t99999999999&to=d2026-99-99", "from=d2020-01-01&to=now",
     "language=ru&from=t1&to=t2", "from=d2026-11-23&to=v1"],
)  # fmt: skip
def test_a_redline_is_given_for_whatever_was_asked(two, client, query):
    all_say_yes(two)
    freeze(two)

    assert at(client, two.people[0]).get(f"{page_of(two, 'redline')}?{query}").status_code == 200


def test_the_redline_of_whole_texts_costs_the_same_for_one_clause_and_for_many(two, client, cost):
    all_say_yes(two)
    freeze(two)
    address = f"{page_of(two, 'redline')}?from=t1&to=v1"
    at(client, two.people[0]).get(address)
    one = cost(lambda: client.get(address))
    [clause_of(two.agreement) for _ in range(5)]

    assert len(cost(lambda: client.get(address))) == len(one) <= 14


def test_words_of_people_never_become_markup(two, client):
    evil = "<script>alert(1)</script> %(city)s {{ 7*7 }}"
    two.write("pl", evil)
    two.write("pl", f"{evil} dwa")
    comments.comment(two.clause, text=evil, audience=Audience.PARTIES, **two[1])
    two.asks(f"{evil} trzy", reason=evil)

    for name in ("clause", "versions", "redline"):
        response = at(client, two.people[0]).get(page_of(two, name))
        assert response.status_code == 200
        assert "<script>alert" not in said(response)
    assert Wording.objects.filter(body=evil).exists()

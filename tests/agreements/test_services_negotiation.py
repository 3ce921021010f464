"""Sharing, comments, consents, amendments: what one city says to the others about a text."""

import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import ClauseText, Wording
from pobratym.agreements.models.negotiation import Amendment, ClauseConsent, Comment
from pobratym.agreements.queries.consents import consents_of, digest_of, settled_clauses
from pobratym.agreements.queries.readiness import obstacles_of
from pobratym.agreements.queries.talk import Talk, talk_of
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services import comments, consents
from pobratym.agreements.services.amendments import Asked, propose_amendment
from pobratym.agreements.services.clauses import take_out
from pobratym.agreements.services.sharing import share
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import Audience, ClauseType, Origin, Stage, Standing
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.answering import confirm, decline
from pobratym.confirmations.services.proposing import withdraw
from pobratym.confirmations.states import State
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    clause_of,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


class Two:
    """An agreement of two cities in negotiation, and an officer of each."""

    def __init__(self, **agreement):
        self.agreement = AgreementFactory(**agreement)
        self.cities = [party.city for party in self.agreement.parties.all()]
        self.people = [officer_of(city) for city in self.cities]
        self.clause = clause_of(self.agreement, pl="Trwa 3 lata.", uk="Діє 3 роки.")

    def __getitem__(self, place):
        return {"by": self.people[place], "city": self.cities[place]}

    @property
    def fresh(self):
        return Agreement.objects.with_cities().get(pk=self.agreement.pk)

    @property
    def text(self):
        return text_of(self.fresh)

    def digest(self):
        (clause,) = [one for one in self.text.clauses if one.key == self.clause.pk]
        return digest_of(self.text, clause)

    def write(self, language, body, place=0, **more):
        words = Words("Cele", body, **more)
        return put_words(self.fresh, self.clause, language, words, **self[place])

    def asks(self, body="Trwa 5 lat.", language="pl", place=0, **more):
        text = self.clause.texts.get(language=language)
        asked = Asked(**{"heading": text.heading, "body": body, "reason": "Krótko",
                         "version": text.version} | more)  # fmt: skip
        return propose_amendment(self.clause, language, asked, **self[place])


def code_of(refused) -> str:
    return refused.value.code


def all_say_yes(two):
    for place in range(len(two.cities)):
        consents.give_all(two.agreement, text_number=two.fresh.text_number, **two[place])


# Sharing


@pytest.fixture
def draft():
    return Two(stage=Stage.DRAFT)


def test_a_draft_that_is_sent_is_negotiated_and_the_others_are_told(draft):
    found = share(draft.agreement, version=1, **draft[0])

    assert (found.stage, found.shared_in) == (Stage.NEGOTIATION, draft.fresh.text_number)
    assert found.shared_on is not None
    told = Notice.objects.filter(kind="agreements.shared")
    assert [notice.user for notice in told] == [draft.people[1]]
    line = Entry.objects.get(what="agreement.shared")
    assert (line.is_own, line.by, line.city) == (False, draft.people[0], draft.cities[0].code)


def test_before_it_is_sent_no_other_city_knows_of_an_agreement(draft):
    comments.comment(draft.clause, text="Za mało", audience=Audience.PARTIES, **draft[0])
    other = draft.people[1]

    assert list(Agreement.objects.visible_to(draft.people[0])) == [draft.agreement]
    assert not Agreement.objects.visible_to(other).exists()
    assert not Comment.objects.visible_to(other).exists()
    assert not Notice.objects.exists()
    assert {line.is_own for line in Entry.objects.filter(what__startswith="comment")} == {True}


def test_only_the_city_that_drafts_sends_it(draft):
    with pytest.raises(DomainError) as refused:
        share(draft.agreement, version=1, **draft[1])

    assert code_of(refused) == "not_a_party"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"stage": Stage.NEGOTIATION}, "shared"),
        (
            {
                "partnership__stage": PartnershipStage.PROSPECT,
                "stage": Stage.DRAFT,
            },
            "partnership_unknown",
        ),
    ],
)
def test_what_cannot_be_sent(made, code):
    two = Two(**made)

    with pytest.raises(DomainError) as refused:
        share(two.agreement, version=1, **two[0])

    assert code_of(refused) == code


def test_an_empty_draft_is_not_sent(draft):
    take_out(draft.clause, version=draft.clause.version, **draft[0])

    with pytest.raises(DomainError) as refused:
        share(draft.agreement, version=1, **draft[0])

    assert code_of(refused) == "no_clauses"


def test_a_draft_that_a_colleague_changed_meanwhile_is_looked_at_first(draft):
    with pytest.raises(StaleVersion):
        share(draft.agreement, version=7, **draft[0])
    with pytest.raises(StaleVersion):
        share(draft.agreement, version=1, text_number=0, **draft[0])


# Comments


@pytest.fixture
def two():
    return Two()


def test_a_comment_to_all_is_read_by_all_and_told_in_the_daily_letter(two):
    written = comments.comment(two.clause, text="Skąd 3?", audience=Audience.PARTIES, **two[0])

    for person in two.people:
        assert list(Comment.objects.visible_to(person)) == [written]
    (notice,) = Notice.objects.filter(kind="agreements.commented")
    assert (notice.user, notice.pace) == (two.people[1], "daily")
    assert "Skąd" not in str(notice.facts)
    assert Entry.objects.get(what="comment.written").is_own is False


def test_an_own_note_stays_in_its_city(two):
    comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])

    assert Comment.objects.visible_to(two.people[0]).count() == 1
    assert not Comment.objects.visible_to(two.people[1]).exists()
    assert not Notice.objects.exists()
    assert Entry.objects.get(what="comment.written").is_own is True
    talks = [talk_of(two.fresh, person)[two.clause.pk] for person in two.people]
    assert [(talk.comments, talk.open_comments) for talk in talks] == [(1, 1), (0, 0)]


def test_a_reply_is_for_those_who_read_the_thread(two):
    root = comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])
    answer = comments.reply(root, text="Zgoda", **two[0])
    again = comments.reply(answer, text="I ja", **two[0])

    assert [answer.audience, again.audience] == [Audience.OWN, Audience.OWN]
    assert again.answers == root
    with pytest.raises(DomainError) as refused:
        comments.reply(root, text="?", **two[1])
    assert code_of(refused) == "not_yours"


def test_a_thread_is_settled_and_taken_up_again_by_either_city(two):
    root = comments.comment(two.clause, text="Skąd 3?", audience=Audience.PARTIES, **two[0])

    assert comments.resolve(root, **two[1]).resolved_by == two.people[1]
    assert talk_of(two.fresh, two.people[0])[two.clause.pk].open_comments == 0
    assert comments.take_up_again(root, **two[0]).resolved_at is None
    comments.resolve(root, **two[0])
    comments.reply(root, text="Jednak nie", **two[1])

    root.refresh_from_db()
    assert root.resolved_at is None


def test_interpreters_comment_and_read_only_those_notes_that_they_began(two):
    interpreter = holder_of(Role.INTERPRETER, two.cities[0])
    begun = comments.comment(
        two.clause, text="Słowo?", audience=Audience.OWN, by=interpreter, city=two.cities[0]
    )
    answer = comments.reply(begun, text="Tak", **two[0])
    comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])

    seen = Comment.objects.visible_to(interpreter).order_by("pk")

    assert list(seen) == [begun, answer]
    assert Comment.objects.visible_to(two.people[0]).count() == 3


def test_who_changes_sides_leaves_their_notes_behind(two):
    mover = two.people[0]
    comments.comment(two.clause, text="Nasza granica", audience=Audience.OWN, **two[0])
    mover.employments.update(municipality=two.cities[1])
    mover = type(mover).objects.get(pk=mover.pk)

    assert not Comment.objects.visible_to(mover).exists()


def test_readers_without_a_say_do_not_comment(two):
    auditor = holder_of(Role.AUDITOR, two.cities[0])

    with pytest.raises(DomainError) as refused:
        comments.comment(
            two.clause, text="x", audience=Audience.PARTIES, by=auditor, city=two.cities[0]
        )

    assert code_of(refused) == "not_your_city"


# Consents


def test_a_clause_is_settled_when_all_cities_have_said_yes_to_it_as_it_stands(two):
    consents.give(two.clause, digest=two.digest(), **two[0])
    assert not talk_of(two.fresh, two.people[0])[two.clause.pk].is_settled
    consents.give(two.clause, digest=two.digest(), **two[1])

    assert talk_of(two.fresh, two.people[0])[two.clause.pk] == Talk(
        consents=frozenset(city.pk for city in two.cities), is_settled=True
    )


def test_a_yes_lapses_when_a_word_changes(two):
    all_say_yes(two)
    two.write("pl", "Trwa 4 lata.")

    text = two.text
    given = consents_of(two.fresh, text)

    assert settled_clauses(two.fresh, given) == frozenset()
    assert given == {two.clause.pk: frozenset()}


def test_a_mayor_says_yes_and_an_interpreter_does_not(two):
    mayor = holder_of(Role.MAYOR, two.cities[0])
    consents.give(two.clause, digest=two.digest(), by=mayor, city=two.cities[0])
    interpreter = holder_of(Role.INTERPRETER, two.cities[1])

    with pytest.raises(DomainError) as refused:
        consents.give(two.clause, digest=two.digest(), by=interpreter, city=two.cities[1])

    assert code_of(refused) == "not_your_city"
    assert ClauseConsent.objects.get().by == mayor


@pytest.mark.parametrize("standing", [Standing.STALE, Standing.MACHINE])
def test_nobody_says_yes_to_a_version_that_is_out_of_date_or_a_machines(two, standing):
    ClauseText.objects.filter(language="uk").update(standing=standing)

    with pytest.raises(DomainError) as refused:
        consents.give(two.clause, digest=two.digest(), **two[0])

    assert code_of(refused) == standing
    assert "Ukrainian version" in str(refused.value.message)
    assert "Article 1" in str(refused.value.message)


def test_nobody_says_yes_to_a_version_that_is_missing(two):
    ClauseText.objects.filter(language="uk").delete()

    with pytest.raises(DomainError) as refused:
        consents.give(two.clause, digest=two.digest(), **two[0])

    assert code_of(refused) == "missing"


def test_a_yes_is_to_what_the_person_saw(two):
    seen = two.digest()
    two.write("pl", "Trwa 4 lata.", place=1)
    two.write("uk", "Діє 4 роки.", place=1)

    with pytest.raises(DomainError) as refused:
        consents.give(two.clause, digest=seen, **two[0])

    assert code_of(refused) == "changed"
    with pytest.raises(DomainError) as refused:
        consents.give_all(two.agreement, text_number=2, **two[0])
    assert code_of(refused) == "changed"


def test_one_press_says_yes_to_all_complete_clauses(two):
    stale = clause_of(two.agreement, standing={"uk": "stale"})

    said = consents.give_all(two.agreement, text_number=two.fresh.text_number, **two[0])

    assert said == ["1"]
    assert [one.clause for one in ClauseConsent.objects.all()] == [two.clause]
    assert stale.consents.count() == 0
    assert Entry.objects.filter(what="clauses.consented").count() == 1
    again = consents.give_all(two.agreement, text_number=two.fresh.text_number, **two[0])
    assert again == []


def test_nobody_says_yes_for_two_cities(two):
    both = officer_of(*two.cities)
    consents.give(two.clause, digest=two.digest(), by=both, city=two.cities[0])

    with pytest.raises(DomainError) as refused:
        consents.give(two.clause, digest=two.digest(), by=both, city=two.cities[1])
    number = two.fresh.text_number
    said = consents.give_all(two.agreement, text_number=number, by=both, city=two.cities[1])

    assert code_of(refused) == "same_hand"
    assert said == []


def test_a_yes_is_taken_back_alone(two):
    all_say_yes(two)

    assert consents.take_back(two.clause, **two[1]) is True
    assert consents.take_back(two.clause, **two[1]) is False
    assert [one.city for one in ClauseConsent.objects.all()] == [two.cities[0]]


def test_a_draft_of_one_city_asks_nobody_for_a_yes(draft):
    with pytest.raises(DomainError) as refused:
        consents.give(draft.clause, digest=draft.digest(), **draft[0])

    assert code_of(refused) == "not_shared"


# Amendments


def test_an_amendment_changes_nothing_until_the_other_city_accepts(two):
    amendment = two.asks()

    assert two.clause.texts.get(language="pl").body == "Trwa 3 lata."
    assert talk_of(two.fresh, two.people[1])[two.clause.pk].amendments == 1
    change = confirm(amendment.proposal, version=amendment.proposal.version, **two[1])

    assert change.stage is State.DONE
    wording = Wording.objects.filter(language="pl").latest("number")
    assert (wording.body, wording.origin, wording.by, wording.city) == (
        "Trwa 5 lat.", Origin.AMENDMENT, two.people[0], two.cities[0],
    )  # fmt: skip
    assert two.clause.texts.get(language="uk").standing == Standing.STALE
    assert talk_of(two.fresh, two.people[1])[two.clause.pk].amendments == 0
    assert Entry.objects.filter(what="clause.amended").count() == 1


def test_an_amendment_is_declined_with_a_reason_or_taken_back(two):
    first, second = two.asks(), two.asks("Trwa 6 lat.", place=1)

    decline(first.proposal, version=1, reason="Za długo", **two[1])
    withdraw(second.proposal, version=1, **two[1])

    states = [one.proposal.stage for one in Amendment.objects.order_by("pk")]
    assert states == [State.DECLINED, State.WITHDRAWN]
    assert two.clause.texts.get(language="pl").body == "Trwa 3 lata."


def test_the_second_of_two_amendments_is_overtaken_by_the_first(two):
    first, second = two.asks(), two.asks("Trwa 6 lat.")
    confirm(first.proposal, version=1, **two[1])

    change = confirm(second.proposal, version=1, **two[1])

    assert change.stage is State.OVERTAKEN
    assert change.found == {"heading": {"pl": "Cele"}, "body": {"pl": "Trwa 5 lat."}}
    assert two.clause.texts.get(language="pl").body == "Trwa 5 lat."


def test_words_that_went_and_came_back_overtake_it_and_it_says_so_in_every_language(two):
    amendment = two.asks()
    two.write("pl", "Trwa rok.")
    two.write("pl", "Trwa 3 lata.")

    change = confirm(amendment.proposal, version=1, **two[1])

    assert change.stage is State.OVERTAKEN
    assert change.hindrance["en"].startswith("The wording was changed since")
    assert set(change.hindrance) == {"pl", "uk", "en"}


def test_an_amendment_of_a_clause_that_was_taken_out_is_overtaken(two):
    amendment = two.asks()
    take_out(two.clause, version=two.clause.version, **two[0])

    assert confirm(amendment.proposal, version=1, **two[1]).stage is State.OVERTAKEN


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"body": " "}, "empty"),
        ({"body": "Trwa 3 lata. "}, "same"),
        ({"reason": " "}, "no_reason"),
    ],
)
def test_what_no_amendment_asks_for(two, asked, code):
    with pytest.raises(DomainError) as refused:
        two.asks(**asked)

    assert code_of(refused) == code
    assert not Amendment.objects.exists()
    assert not JointChange.objects.exists()


def test_an_amendment_is_written_against_the_wording_that_the_person_saw(two):
    with pytest.raises(StaleVersion) as refused:
        two.asks(version=99)

    assert refused.value.current.body == "Trwa 3 lata."


def test_a_version_that_is_missing_is_written_and_not_amended(two):
    asked = Asked("", "x", "y", 1)

    with pytest.raises(DomainError) as refused:
        propose_amendment(two.clause, "en", asked, **two[0])

    assert code_of(refused) == "missing"


def test_a_draft_of_one_city_is_changed_and_not_amended(draft):
    with pytest.raises(DomainError) as refused:
        draft.asks()

    assert code_of(refused) == "not_shared"


def test_so_many_amendments_of_one_city_wait_on_a_clause(two):
    for years in range(10):
        two.asks(f"Trwa {years + 10} lat.")

    with pytest.raises(DomainError) as refused:
        two.asks("Trwa 99 lat.")

    assert code_of(refused) == "too_many"
    two.asks("Trwa 98 lat.", place=1)


def test_an_amendment_of_three_cities_needs_both_others():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]
    three = Two(partnership=PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT))
    amendment = three.asks()

    change = confirm(amendment.proposal, version=1, **three[1])
    assert (change.stage, three.clause.texts.get(language="pl").number) == (State.OPEN, 1)
    change = confirm(amendment.proposal, version=change.version, **three[2])

    assert (change.stage, three.clause.texts.get(language="pl").number) == (State.DONE, 2)


def test_a_settled_clause_is_changed_by_an_amendment(two):
    all_say_yes(two)
    assert talk_of(two.fresh, two.people[0])[two.clause.pk].is_settled
    amendment = two.asks()

    confirm(amendment.proposal, version=1, **two[1])

    assert not talk_of(two.fresh, two.people[0])[two.clause.pk].is_settled


def test_the_talk_about_a_text_costs_two_statements(two, cost):
    def ask():
        agreement, reader = two.fresh, UserFactory._meta.model.objects.get(pk=two.people[0].pk)
        text = text_of(agreement)
        Comment.objects.visible_to(reader)  # reads the roles
        return cost(lambda: talk_of(agreement, reader, text))

    one = ask()
    for number in range(3):
        clause_of(two.agreement)
        two.asks(f"Trwa {number + 10} lat.")
        comments.comment(two.clause, text="?", audience=Audience.PARTIES, **two[1])

    assert len(ask()) == len(one) == 2


def test_obstacles_name_each_clause_language_and_city_in_the_readers_words(two):
    city = two.cities[1]
    consents.give(two.clause, digest=two.digest(), **two[0])
    empty = clause_of(two.agreement, pl="Miasta płacą.")
    Agreement.objects.filter(pk=two.agreement.pk).update(version=2)
    two.agreement.tongues.filter(language="uk").update(title="")
    two.asks()

    found = obstacles_of(two.fresh)

    assert [(one.label, one.language, one.code, one.blocks) for one in found] == [
        ("", "uk", "no_title", True),
        ("1", "", "open_amendment", True),
        ("1", "", "no_consent", True),
        ("2", "uk", "missing", True),
        ("2", "", "no_consent", True),
        ("2", "", "no_consent", True),
    ]
    assert found[3].message == "Article 2 Cele: the Ukrainian version is missing"
    said = f"{city.name['en']} has not said yes to it as it stands"
    assert found[2].message == f"Article 1 Cele: {said}"
    assert found[3].clause_public_id == str(empty.public_id)


def test_what_is_left_to_fill_in_blocks_in_each_language_that_binds(two):
    clause_of(two.agreement, pl="Działa [imię i nazwisko] w [nazwa].", uk="Діє [ім’я].")

    gaps = [one for one in obstacles_of(two.fresh) if one.code == "left_open"]

    assert [(one.label, one.language, one.blocks) for one in gaps] == [
        ("2", "pl", True),
        ("2", "uk", True),
    ]
    assert gaps[0].message.startswith("Article 2")
    assert gaps[0].message.endswith(": [imię i nazwisko], [nazwa]")


@pytest.mark.parametrize(
    ("words", "blocks"),
    [
        ("[…]", True),
        ("[Nazwa]", True),
        ("[nazwa\nmiasta]", True),
        ("[]", True),
        ("[do ustalenia.]", True),
        ("[Treść przykładowa.]", False),
        ("[Зразок тексту.]", False),
    ],
)
def test_only_a_whole_sentence_in_brackets_is_a_remark(two, words, blocks):
    clause_of(two.agreement, pl=f"Działa {words}", uk="Діє.")

    [gap] = [one for one in obstacles_of(two.fresh) if one.code == "left_open"]

    assert (gap.language, gap.blocks) == ("pl", blocks)


def test_a_text_on_duration_reminds_of_the_notice_that_the_record_lacks(two):
    clause_of(two.agreement, type=ClauseType.DURATION, pl="Trwa.", uk="Діє.")

    [one] = [one for one in obstacles_of(two.fresh) if one.code == "no_notice"]
    Agreement.objects.filter(pk=two.agreement.pk).update(notice_months=6)

    assert (one.blocks, one.where) == (False, "agreements:agreement_facts")
    assert "no_notice" not in {one.code for one in obstacles_of(two.fresh)}


def test_a_gap_in_a_language_that_does_not_bind_only_warns():
    two = Two(languages=("pl", "uk", "en"), authentic=("pl", "uk"))
    clause_of(two.agreement, pl="Tak.", uk="Так.", en="By [name].")

    [gap] = [one for one in obstacles_of(two.fresh) if one.code == "left_open"]

    assert (gap.language, gap.blocks) == ("en", False)


def test_a_language_that_does_not_bind_only_warns():
    two = Two(languages=("pl", "uk", "en"), authentic=("pl", "uk"))
    ClauseText.objects.filter(language="en").delete()
    all_say_yes(two)

    found = obstacles_of(two.fresh)

    assert [(one.language, one.code, one.blocks) for one in found] == [("en", "missing", False)]


def test_a_text_without_clauses_is_not_ready():
    agreement = AgreementFactory()
    [officer_of(party.city) for party in agreement.parties.all()]

    found = obstacles_of(Agreement.objects.with_cities().get(pk=agreement.pk))

    assert [one.code for one in found] == ["no_clauses"]


def test_a_city_that_nobody_works_for_here_says_yes_on_paper_to_the_whole():
    agreement = AgreementFactory()
    clause_of(agreement)
    first = agreement.parties.all()[0].city
    by = officer_of(first)
    consents.give_all(agreement, text_number=agreement.text_number, by=by, city=first)

    found = obstacles_of(Agreement.objects.with_cities().get(pk=agreement.pk))

    assert [(one.code, one.blocks) for one in found] == [("nobody_there", False)]

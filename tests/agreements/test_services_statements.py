import datetime as dt

import pytest

from pobratym.agreements.models.statements import Claim, Ground, Statement
from pobratym.agreements.queries.announced import Verdict, cited_clauses, matrix, statements_of
from pobratym.agreements.services import statements as services
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from tests.factories import AgreementFactory, MunicipalityFactory, clause_of, officer_of

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "Nowe miasto partnerskie",
    "url": "https://example.org/1",
    "on": dt.date(2024, 10, 7),
    "language": "pl",
}


@pytest.fixture
def made():
    agreement = AgreementFactory()
    cities = [party.city for party in agreement.parties.all()]
    return agreement, cities, officer_of(cities[0])


def entered(made, **given):
    agreement, cities, officer = made
    facts = {**FACTS, "city": cities[0], **given}
    return services.add_statement(agreement, by=officer, for_city=cities[0], **facts)


def claimed(made, statement, says, topic="", clauses=()):
    _agreement, cities, officer = made
    version = Statement.objects.get(pk=statement.pk).version
    return services.add_claim(
        statement, clauses=clauses, version=version, by=officer, for_city=cities[0],
        says=Wordings({"pl": says}), topic=topic,
    )  # fmt: skip


def test_an_officer_enters_what_either_city_announced_and_the_journal_says_who(made):
    _agreement, cities, officer = made

    statement = entered(made, city=cities[1])

    assert statement.city == cities[1]
    entry = Entry.objects.get(what="statement.added")
    assert (entry.by, entry.city) == (officer, cities[0].code)


@pytest.mark.parametrize(
    ("given", "code"), [({"on": dt.date(2199, 1, 1)}, "future"), ({"city": None}, "wrong_city")]
)
def test_what_cannot_have_been_announced_is_refused(made, given, code):
    given = {name: value or MunicipalityFactory() for name, value in given.items()}

    with pytest.raises(DomainError) as refusal:
        entered(made, **given)

    assert refusal.value.code == code


def test_topics_are_laid_beside_what_is_agreed(made):
    agreement, (one, two), _officer = made
    schools = clause_of(agreement, topics=["schools"])
    clause_of(agreement, topics=["sport"])
    statement = entered(made)
    claimed(made, statement, "Współpraca szkół", "schools", [schools])
    claimed(made, statement, "Turystyka", "tourism")
    claimed(made, statement, "Wspólna przyszłość")
    theirs = entered(made, city=two)
    claimed(made, theirs, "Освіта", "schools")

    rows = matrix(statements_of(agreement), cited_clauses(agreement), [one.pk, two.pk])

    told = {(row.topic, row.verdict, row.silent) for row in rows}
    assert told == {
        ("schools", Verdict.BOTH, frozenset()),
        ("sport", Verdict.AGREED_ONLY, frozenset()),
        ("tourism", Verdict.ANNOUNCED_ONLY, frozenset({two.pk})),
        ("", Verdict.ANNOUNCED_ONLY, frozenset({two.pk})),
    }
    assert rows[-1].topic == ""


def test_announcements_cost_the_same_for_one_and_for_many(made, cost):
    agreement, _cities, _officer = made
    clause = clause_of(agreement)
    claimed(made, entered(made), "Szkoły", "schools", [clause])
    little = cost(lambda: statements_of(agreement))
    for _ in range(4):
        claimed(made, entered(made), "Szkoły", "schools", [clause])

    assert len(cost(lambda: statements_of(agreement))) == len(little) == 3


def test_a_point_is_changed_and_taken_out(made):
    agreement, cities, officer = made
    clause, other = clause_of(agreement), clause_of(agreement)
    statement = entered(made)
    claim = claimed(made, statement, "Szkoły", "schools", [clause])
    statement.refresh_from_db()
    acts = {"by": officer, "for_city": cities[0]}

    services.edit_claim(claim, clauses=[other], version=statement.version, topic="sport", **acts)
    assert [ground.clause for ground in Ground.objects.all()] == [other]
    with pytest.raises(StaleVersion):
        services.take_claim_out(claim, version=statement.version, **acts)
    statement.refresh_from_db()
    services.take_claim_out(claim, version=statement.version, **acts)

    assert not Claim.objects.exists()


def test_foreign_clauses_and_unknown_topics_are_refused(made):
    statement = entered(made)
    foreign = clause_of(AgreementFactory())

    for given, code in (
        (("x", "no_such_topic"), "unknown_topic"),
        (("x", "", [foreign]), "foreign_clause"),
    ):
        with pytest.raises(DomainError) as refusal:
            claimed(made, statement, *given)
        assert refusal.value.code == code
    assert not Claim.objects.exists()


def test_a_withdrawn_announcement_leaves_the_lists_and_is_not_changed_any_more(made):
    agreement, cities, officer = made
    statement = entered(made)
    acts = {"by": officer, "for_city": cities[0]}

    services.withdraw_statement(statement, version=1, reason="pomyłka", **acts)

    assert statements_of(agreement) == []
    with pytest.raises(DomainError) as refusal:
        services.edit_statement(statement, version=2, title="x", **acts)
    assert refusal.value.code == "gone"

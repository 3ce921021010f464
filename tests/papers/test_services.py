import pytest

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal.models import Entry
from pobratym.papers.models import NameForms, PaperText
from pobratym.papers.services.texts import begin_again, write_forms, write_texts
from pobratym.papers.states import Paper
from tests.factories import AgreementFactory, MunicipalityFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def city(agreement):
    return agreement.parties.first().city


def write(agreement, city, texts, *, paper=Paper.RESOLUTION, version=0, by=None):  # noqa: PLR0913  what a test may vary
    return write_texts(agreement, city, paper, texts, version=version, by=by)


def test_texts_are_kept_and_the_journal_tells_only_that_they_were(agreement, city):
    row = write(agreement, city, {"title": "w sprawie", "basis": "  "}, by=officer_of(city))

    entry = Entry.objects.latest("pk")
    assert (row.texts, row.version) == ({"title": "w sprawie"}, 1)
    assert (entry.what, "w sprawie" in str(entry.__dict__)) == ("paper.texts_written", False)


def test_two_who_write_at_once_lose_nothing(agreement, city):
    write(agreement, city, {"title": "pierwszy"})

    with pytest.raises(StaleVersion):
        write(agreement, city, {"title": "drugi"})

    assert PaperText.objects.get().texts == {"title": "pierwszy"}


def test_a_paper_begins_again(agreement, city):
    write(agreement, city, {"title": "pierwszy"})

    begin_again(agreement, city, Paper.RESOLUTION, version=1, by=None)

    assert PaperText.objects.get().texts == {}


def test_beginning_again_where_nobody_wrote_does_nothing(agreement, city):
    begin_again(agreement, city, Paper.RESOLUTION, version=0, by=None)

    assert not PaperText.objects.exists()


@pytest.mark.parametrize(
    ("paper", "texts", "code"),
    [
        (Paper.RESOLUTION, {"recipient": "x"}, "no_such_part"),
        (Paper.AGREEMENT, {"title": "x"}, "no_such_part"),
        (Paper.DECISION, {"title": "x"}, "no_such_part"),
        (Paper.RESOLUTION, {"reasons": "x" * 20_001}, "too_long"),
    ],
)
def test_what_does_not_fit_is_refused(agreement, city, paper, texts, code):
    with pytest.raises(DomainError) as refused:
        write(agreement, city, texts, paper=paper)

    assert refused.value.code == code


def test_others_do_not_write_for_a_city(agreement, city):
    stranger = officer_of(MunicipalityFactory())

    for act in (
        lambda: write(agreement, city, {"title": "x"}, by=stranger),
        lambda: begin_again(agreement, city, Paper.RESOLUTION, version=0, by=stranger),
        lambda: write_forms(agreement, city, "A", "pl", {}, version=0, by=stranger),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "not_your_city"


def test_a_city_that_is_no_party_has_no_papers(agreement):
    with pytest.raises(DomainError) as refused:
        write(agreement, MunicipalityFactory(), {"title": "x"})

    assert refused.value.code == "not_a_party"


def test_forms_are_kept_by_city_and_language(agreement, city):
    row = write_forms(
        agreement, city, "Łuck", "pl", {"gen": "Łucka", "dat": ""}, version=0, by=None
    )

    assert (row.forms, row.version) == ({"gen": "Łucka"}, 1)
    with pytest.raises(StaleVersion):
        write_forms(agreement, city, "Łuck", "pl", {"gen": "x"}, version=0, by=None)
    with pytest.raises(DomainError) as refused:
        write_forms(agreement, city, "Луцьк", "uk", {"gen": "x"}, version=0, by=None)
    assert refused.value.code == "other_language"
    assert NameForms.objects.count() == 1

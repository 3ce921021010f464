import datetime as dt

import pytest

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.services.institutions import ToldInstitution, edit_institution
from pobratym.directory.states import Role
from pobratym.institutions.models.listings import Listing
from pobratym.institutions.services.registers.naming import calm
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing
from tests.factories import (
    ClaimFactory,
    InstitutionFactory,
    MunicipalityFactory,
    holder_of,
    officer_of,
)
from tests.institutions.conftest import SCHOOL

pytestmark = pytest.mark.django_db
LATER = dt.date(2025, 5, 16)


def schools(*numbers: int) -> list[str]:
    return [SCHOOL.format(number) for number in numbers]


def test_schools_appear_in_their_city_with_the_registers_own_words(ostroleka, cke, load):
    outcome, problems = load(cke(*schools(1, 2)))

    assert (outcome.counts["added"], problems) == (2, [])
    school = Institution.objects.order_by("pk").first()
    assert school.municipality == ostroleka
    assert school.is_listed
    assert school.name["pl"] == "Szkoła Podstawowa nr 1 im. Jana Nowaka w Ostrołęce"
    assert school.found_by
    assert school.sort_pl
    listing = school.listings.get()
    assert listing.name == "SZKOŁA PODSTAWOWA NR 1 IM. JANA NOWAKA W OSTROŁĘCE"
    assert listing.told == {
        "age_from": 7, "age_to": 15, "levels": ["1", "2"], "ownership": "publiczna",
    }  # fmt: skip
    assert listing.edition.dated_on == dt.date(2024, 5, 16)


def test_the_other_languages_are_marked_as_made_by_rule(cke, load):
    load(cke(*schools(1)))

    school = Institution.objects.get()
    standings = Standing.objects.of(school).values_list("language", "status")
    assert dict(standings) == {"pl": "source", "uk": "machine", "en": "machine"}
    assert "Новака" in school.name["uk"]


def test_the_same_file_again_changes_nothing(cke, load):
    load(cke(*schools(1, 2)))
    before = Institution.objects.values_list("pk", "version", "updated_at")
    before, lines = list(before), Entry.objects.count()

    outcome, _ = load(cke(*schools(1, 2)))

    assert not outcome.applied
    assert outcome.counts["unchanged"] == 2
    assert list(Institution.objects.values_list("pk", "version", "updated_at")) == before
    assert Entry.objects.count() == lines


def test_one_loading_is_one_line_of_the_journal(cke, load):
    load(cke(*schools(1, 2)))

    line = Entry.objects.get(what="register.loaded")
    assert line.details["scheme"] == "cke"
    assert line.details["counts"]["added"] == 2


def test_a_trial_run_tells_and_writes_nothing(cke, load):
    outcome, _ = load(cke(*schools(1)), dry_run=True)

    assert outcome.new == [(2, "primary_school", SCHOOL.format(1).split(",")[2])]
    assert not Institution.objects.exists()
    assert not RegisterEdition.objects.filter(scheme="cke").exists()


def test_what_a_newer_edition_lacks_is_gone_and_closed(cke, load):
    load(cke(*schools(1, 2)))

    outcome, _ = load(cke(*schools(1)), on=LATER)

    gone = Listing.objects.get(gone_on__isnull=False)
    assert outcome.counts["ended"] == 1
    assert (gone.gone_on, gone.institution.closed_on) == (LATER, LATER)


@pytest.mark.parametrize("answers", ["head", "claim"])
def test_an_institution_that_somebody_answers_for_is_not_closed(ostroleka, cke, load, answers):
    load(cke(*schools(1)))
    school = Institution.objects.get()
    if answers == "head":
        holder_of(Role.HEAD, ostroleka, school)
    else:
        ClaimFactory(institution=school)

    load(cke(*schools(2)), on=LATER)

    school.refresh_from_db()
    assert school.closed_on is None
    assert school.listings.get().gone_on == LATER


def test_one_that_comes_back_is_open_again(cke, load):
    load(cke(*schools(1, 2)))
    load(cke(*schools(1)), on=LATER)

    load(cke(*schools(1, 2)), on=dt.date(2026, 5, 16))

    assert not Institution.objects.filter(closed_on__isnull=False).exists()
    assert not Listing.objects.filter(gone_on__isnull=False).exists()


def test_an_older_edition_is_refused_unless_asked_for(cke, load):
    load(cke(*schools(1)), on=LATER)

    with pytest.raises(DomainError) as refused:
        load(cke(*schools(1)))

    assert refused.value.code == "older_edition"
    load(cke(*schools(1, 2)), older_edition=True)
    assert Institution.objects.count() == 2


def test_a_file_cut_short_is_refused(cke, load):
    load(cke(*schools(*range(1, 40))))

    with pytest.raises(DomainError) as refused:
        load(cke(*schools(1)), on=LATER)

    assert refused.value.code == "many_would_end"
    load(cke(*schools(1)), on=LATER, accept_endings=True)
    assert Institution.objects.working().count() == 1


def test_one_entered_by_hand_is_joined_and_not_doubled(ostroleka, cke, load):
    name = Wordings({"pl": "Szkoła Podstawowa nr 1 im. Jana Nowaka w Ostrołęce"})
    mine = InstitutionFactory(municipality=ostroleka, name=name, kind="secondary_school")

    outcome, _ = load(cke(*schools(1)))

    mine.refresh_from_db()
    assert outcome.joined == 1
    assert Institution.objects.get() == mine
    assert (mine.is_listed, mine.kind) == (True, "secondary_school")
    assert mine.listings.count() == 1


def test_two_of_the_same_name_are_not_joined_by_guess(ostroleka, cke, load):
    name = Wordings({"pl": "Szkoła Podstawowa nr 1 im. Jana Nowaka w Ostrołęce"})
    InstitutionFactory.create_batch(2, municipality=ostroleka, name=name)

    load(cke(*schools(1)))

    assert Institution.objects.count() == 3


def test_one_with_another_kind_of_the_same_name_stays_apart(ostroleka, cke, load):
    name = Wordings({"pl": "Szkoła Podstawowa nr 1 im. Jana Nowaka w Ostrołęce"})
    InstitutionFactory(municipality=ostroleka, name=name, kind="hospital")

    load(cke(*schools(1)))

    assert Institution.objects.count() == 2


def test_the_same_school_twice_is_told_and_read_once(cke, load):
    outcome, problems = load(cke(*schools(1), *schools(1)))

    assert outcome.counts["added"] == 1
    assert [(problem.line, problem.reason) for problem in problems] == [(3, "same_row_twice")]


def test_rows_without_a_known_place_are_told_and_left_out(cke, load):
    lines = [
        "Mazowieckie,Tak,SZKOŁA W WÓLCE,Wólka,1,2",
        "Atlantyda,Tak,SZKOŁA W OSTROŁĘCE,Ostrołęka,1,2",
        "Mazowieckie,Tak,SZKOŁA NIGDZIE,,1,2",
    ]
    outcome, problems = load(cke(*schools(1), *lines))

    assert outcome.counts["added"] == 1
    assert (outcome.rows, outcome.placed) == (4, 1)
    assert [(problem.line, problem.reason) for problem in problems] == [
        (3, "place_unknown"),
        (4, "place_unknown"),
        (5, "no_place"),
    ]


def test_a_bad_row_stops_the_file_unless_it_is_to_be_skipped(cke, load):
    path = cke(*schools(1), "Mazowieckie,Tak,,Ostrołęka,1,2")

    with pytest.raises(DomainError) as refused:
        load(path)

    assert refused.value.code == "bad_rows"
    assert not Institution.objects.exists()
    outcome, _ = load(path, skip_bad_rows=True)
    assert (outcome.counts["added"], outcome.bad) == (1, 1)


def test_swapped_columns_leave_no_row_with_a_place_and_are_refused(cke, load):
    with pytest.raises(DomainError) as refused:
        load(cke("Ostrołęka,Tak,SZKOŁA PODSTAWOWA NR 1,Mazowieckie,1,2"))

    assert refused.value.code == "no_places"


def test_column_names_alone_are_no_list(cke, load):
    with pytest.raises(DomainError) as refused:
        load(cke())

    assert refused.value.code == "no_rows"


def test_without_a_day_it_is_asked_for(cke, load):
    with pytest.raises(DomainError) as refused:
        load(cke(*schools(1)), on=None)

    assert refused.value.code == "no_date"


def test_without_territories_nothing_is_loaded(ostroleka, cke, load):
    path = cke(*schools(1))
    ostroleka.delete()

    with pytest.raises(DomainError) as refused:
        load(path)

    assert refused.value.code == "no_territories"


CNAP = "Код;Назва центру;Адреса;Форма утворення центру;Статус"
SECOND = "code;name;address;formation_form;state"


@pytest.fixture
def varash():
    names = Wordings({"uk": "Вараш", "pl": "Warasz", "en": "Varash"})
    return MunicipalityFactory(country="UA", name=names, register_name="Вараська")


@pytest.fixture
def cnap(tmp_path, varash):
    assert varash.pk

    def write(*lines):
        path = tmp_path / "cnap.csv"
        path.write_text("\n".join([CNAP, SECOND, *lines]) + "\n", encoding="utf-8")
        return path

    return write


OFFICE = "577;{};вул. Миру, 1, м. Вараш, Вараська територіальна громада;;Діючий"


def test_a_renamed_institution_keeps_its_number_and_takes_the_new_name(cnap, load):
    load(cnap(OFFICE.format("Центр послуг")))

    outcome, _ = load(cnap(OFFICE.format("Прозорий офіс")), on=LATER)

    office = Institution.objects.get()
    assert outcome.counts["changed"] == 1
    assert [(change.old, change.new) for change in outcome.changes] == [
        ("Центр послуг", "Прозорий офіс")
    ]
    assert office.name["uk"] == "Прозорий офіс"
    assert office.name["en"] == "Prozoryi ofis"
    assert office.version == 2


def test_a_name_that_an_officer_corrected_stays(varash, cnap, load):
    load(cnap(OFFICE.format("Центр послуг")))
    office = Institution.objects.get()
    told = ToldInstitution(office.kind, Wordings({**office.name, "uk": "ЦНАП Вараша"}))
    edit_institution(office, told, version=office.version, by=officer_of(varash))

    load(cnap(OFFICE.format("Прозорий офіс")), on=LATER)

    office.refresh_from_db()
    assert office.name["uk"] == "ЦНАП Вараша"
    assert office.listings.get().name == "Прозорий офіс"


@pytest.mark.usefixtures("varash")
@pytest.mark.parametrize(
    "written", ["Вараш", "Вараська", "вараська", "Вараська міська територіальна громада"]
)
def test_an_own_list_may_call_the_hromada_as_its_register_does(tmp_path, load, written):
    path = tmp_path / "list.csv"
    path.write_text(f"назва;вид;громада\nБібліотека;заклад культури;{written}\n", "utf-8")

    outcome, _ = load(path)

    assert outcome.placed == 1


def test_the_same_number_for_two_institutions_is_a_fault_of_the_file(cnap, load):
    path = cnap(OFFICE.format("Центр послуг"), OFFICE.format("Інший центр"))

    with pytest.raises(DomainError) as refused:
        load(path)

    assert refused.value.code == "bad_rows"
    assert not Institution.objects.exists()


EDEBO = (
    "Повна назва;Код в ЄДЕБО;Статус;Тип закладу;Форма власності;Регіон;Населений пункт;"
    "Місцезнаходження (юридична адреса);Керівник"
)


@pytest.fixture
def edebo(tmp_path, varash):
    assert varash.pk

    def write(*lines):
        path = tmp_path / "edebo.csv"
        path.write_text("\n".join([EDEBO, *lines]) + "\n", encoding="utf-8")
        return path

    return write


LYCEUM = "Вараський ліцей №1;137217;{};ліцей;Комунальна;;Вараш, Рівненська область;вул. 1;Хтось"


def test_closed_schools_are_not_entered(edebo, load):
    outcome, _ = load(
        edebo(LYCEUM.format("ліквідовано"), LYCEUM.replace("17;", "18;").format("працює"))
    )

    assert outcome.counts["closed"] == 1
    assert Listing.objects.get().code == "137218"


def test_a_school_that_the_register_closes_is_closed(edebo, load):
    load(edebo(LYCEUM.format("працює")))

    load(edebo(LYCEUM.format("реорганізовано")), on=LATER)

    assert Institution.objects.get().closed_on == LATER


def test_a_suspended_school_is_there_and_marked(edebo, load):
    load(edebo(LYCEUM.format("призупинено")))

    assert Institution.objects.get().closed_on is None
    assert Listing.objects.get().told["state"] == "suspended"


def test_the_head_in_the_register_is_not_taken_in(edebo, load):
    load(edebo(LYCEUM.format("працює")))

    listing = Listing.objects.get()
    assert "Хтось" not in f"{listing.name}{listing.address}{listing.told}"


@pytest.mark.parametrize(
    ("name", "calmed"),
    [
        ("SZKOŁA PODSTAWOWA NR 6 IM. ORŁA BIAŁEGO", "Szkoła Podstawowa nr 6 im. Orła Białego"),
        ("SZKOŁA IM. JANA PAWŁA II W ŁODZI", "Szkoła im. Jana Pawła II w Łodzi"),
        ("ZESPÓŁ SZKOLNO-PRZEDSZKOLNY", "Zespół Szkolno-Przedszkolny"),
        ("КЗ \"ЛІЦЕЙ ІМ. П'ЯТАЧУКА\"", "КЗ \"Ліцей ім. П'ятачука\""),
        ("Вараський ліцей №1", "Вараський ліцей №1"),
        ("№ 1", "№ 1"),
    ],
)  # fmt: skip
def test_names_in_capitals_are_written_as_people_write_names(name, calmed):
    assert calm(name) == calmed

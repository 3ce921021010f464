import pytest

from pobratym.core.errors import DomainError
from pobratym.journal.models import Entry
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.queries import standings_of
from pobratym.languages.services import (
    MachineName,
    confirm_version,
    digest,
    note_machine_names,
    note_wordings,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing():
    """Anything with a key: standings do not look at what they are about."""
    return UserFactory()


@pytest.fixture
def translator():
    return UserFactory()


def write(thing, old, new, **how):
    note_wordings(thing, "summary", old=old, new=new, **({"by": None} | how))
    return {language: status for (_field, language), status in standings_of(thing).items()}


def test_the_first_language_filled_is_the_source_and_the_others_are_missing(thing, translator):
    standing = write(thing, {}, {"uk": "Обмін"}, by=translator)

    assert standing == {"pl": "missing", "uk": "source", "en": "missing"}
    assert Standing.objects.get(language="uk").by == translator


def test_a_translation_is_human_and_current(thing):
    write(thing, {}, {"uk": "Обмін"})

    standing = write(thing, {"uk": "Обмін"}, {"uk": "Обмін", "pl": "Wymiana"})

    assert standing == {"pl": "human", "uk": "source", "en": "missing"}


def test_a_changed_source_makes_the_other_versions_stale(thing):
    before = {"uk": "Обмін", "pl": "Wymiana"}
    write(thing, {}, {"uk": "Обмін"})
    write(thing, {"uk": "Обмін"}, before)

    standing = write(thing, before, {"uk": "Обмін досвідом", "pl": "Wymiana"})

    assert standing == {"pl": "stale", "uk": "source", "en": "missing"}
    assert Standing.objects.get(language="pl").source_hash == digest("Обмін")


def test_a_slip_of_the_pen_in_the_source_leaves_translations_current(thing):
    before = {"pl": "Wymianna", "uk": "Обмін"}
    write(thing, {}, before)

    standing = write(thing, before, before | {"pl": "Wymiana"}, minor=True)

    assert standing == {"pl": "source", "uk": "human", "en": "missing"}
    assert Standing.objects.get(language="uk").source_hash == digest("Wymiana")


def test_a_slip_of_the_pen_does_not_refresh_what_was_stale(thing):
    write(thing, {}, {"pl": "Wymianna", "uk": "Обмін"})
    write(thing, {"pl": "Wymianna", "uk": "Обмін"}, {"pl": "Wymianna doświadczeń", "uk": "Обмін"})

    standing = write(
        thing,
        {"pl": "Wymianna doświadczeń", "uk": "Обмін"},
        {"pl": "Wymiana doświadczeń", "uk": "Обмін"},
        minor=True,
    )

    assert standing["uk"] == "stale"


def test_a_stale_version_that_is_written_anew_is_current(thing):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})
    write(thing, {"pl": "Szkoła", "uk": "Школа"}, {"pl": "Szkoły", "uk": "Школа"})

    standing = write(thing, {"pl": "Szkoły", "uk": "Школа"}, {"pl": "Szkoły", "uk": "Школи"})

    assert standing["uk"] == "human"


def test_versions_changed_together_with_the_source_stay_current(thing):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})

    standing = write(thing, {"pl": "Szkoła", "uk": "Школа"}, {"pl": "Szkoły", "uk": "Школи"})

    assert standing == {"pl": "source", "uk": "human", "en": "missing"}


def test_an_emptied_version_is_missing(thing):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})

    standing = write(thing, {"pl": "Szkoła", "uk": "Школа"}, {"pl": "Szkoła"})

    assert standing == {"pl": "source", "uk": "missing", "en": "missing"}


def test_an_emptied_source_hands_over_to_another_version(thing):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})

    standing = write(thing, {"pl": "Szkoła", "uk": "Школа"}, {"uk": "Школа"})

    assert standing == {"pl": "missing", "uk": "source", "en": "missing"}


def test_a_source_can_be_named(thing):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})

    texts = {"pl": "Szkoła", "uk": "Школа"}
    standing = write(thing, texts, texts, source="uk")

    assert standing == {"pl": "human", "uk": "source", "en": "missing"}


def test_versions_made_by_rules_are_never_the_source_of_a_text_that_a_person_wrote(thing):
    standing = write(
        thing, {}, {"pl": "Warasz", "uk": "Вараш", "en": "Varash"}, machine=["pl", "en"]
    )

    assert standing == {"pl": "machine", "uk": "source", "en": "machine"}


def test_a_machine_version_corrected_by_a_person_is_human(thing):
    names = {"pl": "Lwiw", "uk": "Львів"}
    write(thing, {}, names, machine=["pl"])

    standing = write(thing, names, names | {"pl": "Lwów"})

    assert standing == {"pl": "human", "uk": "source", "en": "missing"}


def test_a_text_without_any_version_waits_for_nobody(thing):
    write(thing, {}, {"pl": "Szkoła"})

    assert write(thing, {"pl": "Szkoła"}, {}) == {}


def test_texts_of_one_thing_stand_apart(thing):
    note_wordings(thing, "title", old={}, new={"pl": "Szkoła"}, by=None)
    note_wordings(thing, "summary", old={}, new={"uk": "Школа"}, by=None)

    standing = standings_of(thing)

    assert standing["title", "pl"] == standing["summary", "uk"] == "source"


def test_unchanged_texts_write_nothing(thing, cost):
    texts = {"pl": "Szkoła", "uk": "Школа", "en": "School"}
    write(thing, {}, texts)

    sent = cost(lambda: note_wordings(thing, "summary", old=texts, new=texts, by=None))

    assert [statement for statement in sent if "INSERT" in statement] == []


def stale(thing):
    """Write a Polish text whose Ukrainian version is out of date."""
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})
    write(thing, {"pl": "Szkoła", "uk": "Школа"}, {"pl": "Szkoła.", "uk": "Школа"})


def test_a_person_confirms_a_stale_version_that_is_right_as_it_is(thing, translator):
    stale(thing)

    seen = digest("Szkoła.")
    confirm_version(
        thing, "summary", "uk", source_hash=seen, by=translator, city="UA56060150000010000"
    )

    version = Standing.objects.get(language="uk")
    assert (version.status, version.by, version.source_hash) == ("human", translator, seen)
    line = Entry.objects.get()
    assert (line.what, line.by, line.city, line.key, line.details) == (
        "translation.confirmed", translator, "UA56060150000010000", thing.pk,
        {"field": "summary", "language": "uk"},
    )  # fmt: skip


def test_a_version_is_not_confirmed_for_a_source_that_nobody_has_read(thing, translator):
    stale(thing)

    with pytest.raises(DomainError) as refusal:
        confirm_version(thing, "summary", "uk", source_hash=digest("Szkoła"), by=translator)

    assert refusal.value.code == "stale"
    assert Standing.objects.get(language="uk").status == "stale"
    assert not Entry.objects.exists()


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_only_what_is_in_doubt_can_be_confirmed(thing, translator, language):
    write(thing, {}, {"pl": "Szkoła", "uk": "Школа"})

    with pytest.raises(DomainError) as refusal:
        confirm_version(thing, "summary", language, source_hash=digest("Szkoła"), by=translator)

    assert refusal.value.code == "nothing_to_confirm"
    assert not Entry.objects.exists()


def name(key, *, source="uk", machine=("pl", "en"), **wordings):
    return MachineName(key, "name", source, wordings, machine)


def statuses(thing):
    return {language: status for (_field, language), status in standings_of(thing).items()}


def test_names_of_a_register_are_noted_at_once(thing):
    noted = note_machine_names(
        kind_of(thing), [name(thing.pk, uk="Вараш", pl="Warasz", en="Varash")]
    )

    assert noted == 3
    assert statuses(thing) == {"pl": "machine", "uk": "source", "en": "machine"}


def test_noting_a_register_twice_changes_nothing(thing):
    rows = [name(thing.pk, uk="Вараш", pl="Warasz", en="Varash")]
    note_machine_names(kind_of(thing), rows)

    assert note_machine_names(kind_of(thing), rows) == 0
    assert Standing.objects.count() == 3


def test_a_name_corrected_by_a_person_survives_the_next_import(thing):
    names = {"uk": "Львів", "pl": "Lwiw", "en": "Lviv"}
    note_machine_names(kind_of(thing), [name(thing.pk, **names)])
    note_wordings(thing, "name", old=names, new=names | {"pl": "Lwów"}, by=None)

    note_machine_names(kind_of(thing), [name(thing.pk, machine=["en"], **names | {"pl": "Lwów"})])

    assert statuses(thing) == {"pl": "human", "uk": "source", "en": "machine"}


def test_a_corrected_name_goes_stale_when_the_register_renames_the_place(thing):
    names = {"uk": "Червоноград", "pl": "Krystynopol", "en": "Chervonohrad"}
    note_machine_names(kind_of(thing), [name(thing.pk, machine=["en"], **names)])

    renamed = names | {"uk": "Шептицький", "en": "Sheptytskyi"}
    note_machine_names(kind_of(thing), [name(thing.pk, machine=["en"], **renamed)])

    assert statuses(thing) == {"pl": "stale", "uk": "source", "en": "machine"}


def test_a_register_that_changes_its_language_hands_the_source_over(thing):
    note_machine_names(kind_of(thing), [name(thing.pk, uk="Яворів", pl="Jaworiw", en="Yavoriv")])

    note_machine_names(
        kind_of(thing),
        [name(thing.pk, source="pl", machine=["uk", "en"], uk="Явожно", pl="Jaworzno", en="")],
    )

    assert statuses(thing) == {"pl": "source", "uk": "machine", "en": "missing"}

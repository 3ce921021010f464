import random
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.agreements.library import entries
from pobratym.languages.comparing.facts import Kind
from pobratym.languages.comparing.pairs import compare
from pobratym.languages.comparing.reading import facts_of


def _told(text_a, language_a, text_b, language_b):
    return [
        (one.kind, one.text_a, one.text_b)
        for one in compare(text_a, language_a, text_b, language_b)
    ]


@pytest.mark.parametrize(
    ("text_a", "language_a", "text_b", "language_b"),
    [
        ("na 36 miesięcy", "pl", "на 3 роки", "uk"),
        ("okres trzyletni, termin 30-dniowy", "pl", "a three-year period, a 30-day term", "en"),
        ("w terminie 30 (trzydziestu) dni", "pl", "протягом тридцяти днів", "uk"),
        ("art. 18 ust. 2 pkt 12a", "pl", "пункт 12а частини другої статті 18", "uk"),
        ("§ 4 ust. 1 umowy", "pl", "пункт 1 § 4 угоди", "uk"),
        ("ст. 11 ч. 3, п. 2", "uk", "Article 11(3), point 2", "en"),
        ("7 października 2024 r.", "pl", "«7» жовтня 2024 року", "uk"),
        ("dnia 07.10.2024", "pl", "on 7 October 2024", "en"),
        ("w październiku 2024 roku", "pl", "у жовтні 2024 р.", "uk"),
        ("2024-10-07", "en", "7. října 2024", "cs"),
        ("October 7, 2024", "en", "7. Oktober 2024", "de"),
        ("1 000,00 zł, 50%", "pl", "PLN 1,000.00, 50 per cent", "en"),
        ("2,5 mln euro", "pl", "EUR 2.5 million", "en"),
        ("1\u00a0000 грн", "uk", "1 000 UAH", "en"),
        ("w dwóch egzemplarzach, po jednym dla każdej", "pl", "у двох примірниках", "uk"),
        ("obie Strony", "pl", "the Parties", "en"),
        ("dwadzieścia pięć osób", "pl", "twenty-five persons", "en"),
        ("uchwała nr XII/34/2024", "pl", "рішення № ХІІ/34/2024", "uk"),
        ("nr 280/97-WR", "pl", "№ 280/97-ВР", "uk"),
        ("Ostrołęka i Warasz", "pl", "Остроленки та Вараша", "uk"),
        ("w Warszawie", "pl", "in Warsaw", "en"),
        ("Łukasz Menzul", "pl", "Лукаш Мензул", "uk"),
        ("miasto Ostrołęka w Polsce", "pl", "польське місто Остроленка", "uk"),
        ("pół roku", "pl", "пів року", "uk"),
        ("trzy osoby", "pl", "3 personer", "sv"),
        ("1) raz\n2) dwa\n", "pl", "1) один\n2) два", "uk"),
        ("", "pl", "", "uk"),
    ],
)
def test_what_says_the_same_is_not_told(text_a, language_a, text_b, language_b):
    assert _told(text_a, language_a, text_b, language_b) == []


@pytest.mark.parametrize(
    ("text_a", "language_a", "text_b", "language_b", "told"),
    [
        ("na 3 lata", "pl", "на 2 роки", "uk", (Kind.PERIOD, "3 lata", "2 роки")),
        ("na trzy lata", "pl", "на два роки", "uk", (Kind.PERIOD, "trzy lata", "два роки")),
        ("3 lata", "pl", "3 місяці", "uk", (Kind.PERIOD, "3 lata", "3 місяці")),
        ("30 dni", "pl", "30 робочих днів", "uk", (Kind.PERIOD, "30 dni", "30 робочих днів")),
        ("§ 4", "pl", "§ 5", "uk", (Kind.REFERENCE, "4", "5")),
        ("pkt 12a", "pl", "п. 12б", "uk", (Kind.REFERENCE, "12a", "12б")),
        ("50%", "pl", "15 %", "en", (Kind.PERCENTAGE, "50%", "15 %")),
        ("100 zł", "pl", "100 грн", "uk", (Kind.MONEY, "100 zł", "100 грн")),
        ("7 maja 2024", "pl", "8 May 2024", "en", (Kind.DATE, "7 maja 2024", "8 May 2024")),
        ("w dwóch kopiach", "pl", "у трьох копіях", "uk", (Kind.NUMBER, "dwóch", "трьох")),
        ("jeden rok", "pl", "two years", "en", (Kind.PERIOD, "jeden rok", "two years")),
        ("miasto Ostrołęka", "pl", "місто Ломжа", "uk", (Kind.NAME, "Ostrołęka", "Ломжа")),
        ("tylko 5", "pl", "тільки", "uk", (Kind.NUMBER, "5", "")),
    ],
)
def test_what_differs_is_told_side_by_side(text_a, language_a, text_b, language_b, told):
    assert _told(text_a, language_a, text_b, language_b) == [told]


def test_points_and_paragraphs_are_counted():
    told = _told("raz\n\ndwa\n1) a\n2) b", "pl", "раз\n1) а\n", "uk")

    assert [kind for kind, _a, _b in told if kind in {Kind.PARAGRAPHS, Kind.POINTS}] == [
        Kind.PARAGRAPHS,
        Kind.POINTS,
    ]


def _library():
    for entry in entries().values():
        yield {
            tongue: f"{entry.headings[tongue]}\n\n{body}" for tongue, body in entry.bodies.items()
        }


def test_the_librarys_languages_say_the_same():
    told = [
        (one, texts[one.language_a][:60])
        for texts in _library()
        for a, b in combinations(texts, 2)
        for one in compare(texts[a], a, texts[b], b)
    ]

    assert told == []


SAMPLES = [
    {"pl": "Umowę zawiera się na 3 lata od dnia 7 października 2024 r.",
     "uk": "Угоду укладено на 3 роки від 7 жовтня 2024 року.",
     "en": "The agreement is concluded for 3 years from 7 October 2024."},
    {"pl": "Na podstawie art. 18 ust. 2 pkt 12a i § 4 statutu, w terminie trzydziestu dni.",
     "uk": "На підставі пункту 12а частини 2 статті 18 та § 4 статуту, протягом тридцяти днів.",
     "en": "Under Article 18(2)(12a) and § 4 of the statutes, within thirty days."},
    {"pl": "Wkład wynosi 1 000,00 zł, czyli 50% kosztów, do 31 grudnia 2025 r.",
     "uk": "Внесок становить 1 000,00 злотих, тобто 50 % витрат, до 31 грудня 2025 року.",
     "en": "The contribution is PLN 1,000.00, that is 50% of costs, by 31 December 2025."},
    {"pl": "Okres wypowiedzenia wynosi sześć miesięcy; odpowiedź w 14 dni roboczych.",
     "uk": "Строк повідомлення — шість місяців; відповідь за 14 робочих днів.",
     "en": "The period of notice is six months; the answer within 14 working days."},
    {"pl": "Uchwała nr XII/134/2024 z dnia 05.03.2024 w sprawie 12 projektów i 450 uczestników.",
     "uk": "Рішення № XII/134/2024 від 05.03.2024 про 12 проєктів та 450 учасників.",
     "en": "Resolution No. XII/134/2024 of 05.03.2024 on 12 projects and 450 participants."},
    {"pl": "Spotkania trwają dwa dni, dla dwudziestu pięciu osób, w trzech językach.",
     "uk": "Зустрічі тривають два дні, для двадцяти п’яти осіб, трьома мовами.",
     "en": "Meetings last two days, for twenty-five persons, in three languages."},
]  # fmt: skip
_OTHER_WORD = {
    "pl": {"trzydziestu": "dwudziestu", "sześć": "pięć", "dwa": "cztery", "trzech": "czterech",
           "trzy": "dwa", "dwóch": "trzech"},
    "uk": {"тридцяти": "двадцяти", "шість": "п’ять", "два": "чотири", "трьома": "чотирма",
           "три": "два", "двох": "трьох"},
    "en": {"thirty": "twenty", "six": "five", "two": "four", "three": "four"},
}  # fmt: skip
_OTHER_UNIT = [("lata", "miesiące"), ("dni", "tygodni"), ("miesięcy", "lat"), ("роки", "місяці"),
               ("днів", "тижнів"), ("місяців", "років"), ("years", "months"), ("days", "weeks"),
               ("months", "years"), ("godzin", "dni"), ("годин", "днів"),
               ("hours", "days")]  # fmt: skip
_SEEDED = {Kind.NUMBER, Kind.PERIOD, Kind.PERCENTAGE, Kind.MONEY, Kind.DATE, Kind.REFERENCE}
_MONTHS = [("października", "listopada"), ("жовтня", "листопада"), ("October", "November"),
           ("grudnia", "marca"), ("грудня", "березня"), ("December", "March")]  # fmt: skip


def _faulty(fact, language, chance):
    """Give a fact's words with one fault, or None where none can be made."""
    ways = []
    digits = list(re.finditer(r"\d", fact.text))
    if digits:
        one = chance.choice(digits)
        other = chance.choice([d for d in "123456789" if d != one[0]])
        ways.append(fact.text[: one.start()] + other + fact.text[one.end() :])
    for pairs in (_OTHER_WORD[language].items(), _OTHER_UNIT, _MONTHS):
        for word, other in pairs:
            changed = re.sub(rf"(?<!\w){word}(?!\w)", other, fact.text)
            if changed != fact.text:
                ways.append(changed)
    return chance.choice(ways) if ways else None


def test_of_a_hundred_seeded_faults_at_least_ninety_five_are_caught():
    chance = random.Random(20241007)
    places = []
    for texts in [*_library(), *SAMPLES * 4]:
        for language, text in texts.items():
            facts = [one for one in facts_of(text, language) if one.kind in _SEEDED]
            places += [(texts, language, one) for one in facts if not one.is_soft]
    chance.shuffle(places)
    caught, missed = 0, []
    for texts, language, fact in places:
        faulty = _faulty(fact, language, chance)
        if faulty is None or caught + len(missed) == 100:
            continue
        text = texts[language][: fact.start] + faulty + texts[language][fact.end :]
        other = chance.choice([one for one in texts if one != language])
        if compare(text, language, texts[other], other):
            caught += 1
        else:
            missed.append((fact.text, faulty, other))

    assert caught + len(missed) == 100
    assert caught >= 95, missed


@given(st.text(max_size=300), st.sampled_from(["pl", "uk", "en", "bg", "xx"]))
def test_a_text_says_the_same_as_itself(text, language):
    assert compare(text, language, text, language) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_each_mismatch_stands_where_it_says(one, other):
    for found in compare(one, "pl", other, "uk"):
        assert one[slice(*found.place_a)] == found.text_a
        assert other[slice(*found.place_b)] == found.text_b


@pytest.mark.parametrize(
    "evil", ["1 ", "1.", "§ ", "1,", "(", "ivx", "dwa ", "nr a/", "7 maja ", "a@"]
)
def test_a_hostile_text_is_read_in_time(evil):
    text = evil * (20_000 // len(evil))

    facts_of.__wrapped__(text, "pl")

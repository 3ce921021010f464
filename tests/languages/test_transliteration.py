import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.languages.transliteration import transliterate
from tests.shared import real_data, shared

UK_EN = {
    # the examples every letter of the resolution's table needs, and its two notes
    "Вараш": "Varash", "Ґалаґан": "Galagan", "Єнакієве": "Yenakiieve", "Гаєвич": "Haievych",
    "Їжакевич": "Yizhakevych", "Кадиївка": "Kadyivka", "Йосипівка": "Yosypivka",
    "Стрий": "Stryi", "Щербухи": "Shcherbukhy", "Гоща": "Hoshcha", "Юрій": "Yurii",
    "Корюківка": "Koriukivka", "Яготин": "Yahotyn", "Костянтин": "Kostiantyn",
    "Знам'янка": "Znamianka", "Знам’янка": "Znamianka", "Львів": "Lviv", "Згорани": "Zghorany",
    "Розгон": "Rozghon", "Івано-Франківськ": "Ivano-Frankivsk", "Біла Церква": "Bila Tserkva",
    "Нью-Йорк": "Niu-York", "ЩАСТЯ": "SHCHASTIA", "Я": "Ya", "смт Щебетовка": "smt Shchebetovka",
    "м. Київ (центр)": "m. Kyiv (tsentr)",
}  # fmt: skip
UK_PL = {
    "Вараш": "Warasz", "Рівне": "Riwne", "Львів": "Lwiw", "Ізяслав": "Iziasław",
    "Кам'янець-Подільський": "Kamjaneć-Podilśkyj", "Луцьк": "Łućk", "Запоріжжя": "Zaporiżżia",
    "Золочів": "Zołocziw", "Лебедин": "Łebedyn", "Леся": "Łesia", "Люблинець": "Lubłyneć",
    "Поляна": "Polana", "Трипілля": "Trypilla", "Прип’ять": "Prypjatʹ", "Яремче": "Jaremcze",
    "Їжаківка": "Jiżakiwka", "Софіївка": "Sofijiwka", "Євпаторія": "Jewpatorija",
    "Сєвєродонецьк": "Siewierodonećk", "Синьова": "Syniowa", "Льотниче": "Lotnycze",
    "Йосипівка": "Josypiwka", "Юрківці": "Jurkiwci", "Хмельницький": "Chmelnyćkyj",
    "Щирець": "Szczyreć", "ЩИРЕЦЬ": "SZCZYREĆ", "Ґорґани": "Gorgany", "Миколаїв": "Mykołajiw",
    "Великий Бичків": "Wełykyj Byczkiw", "Сьомаки": "Siomaky",
}  # fmt: skip
PL_UK = {
    "Ostrołęka": "Остроленка", "Łódź": "Лодзь", "Rzeszów": "Жешув", "Bydgoszcz": "Бидгощ",
    "Gdańsk": "Гданськ", "Płock": "Плоцьк", "Słupsk": "Слупськ", "Radomsko": "Радомсько",
    "Częstochowa": "Ченстохова", "Dębica": "Дембиця", "Grudziądz": "Грудзьондз",
    "Piotrków Trybunalski": "Пйотркув-Трибунальський", "Mińsk Mazowiecki": "Мінськ-Мазовецький",
    "Tarnowskie Góry": "Тарновські Гури", "Opole Lubelskie": "Ополе-Любельське",
    "Ruda Śląska": "Руда-Шльонська", "Sokołów Podlaski": "Соколув-Підляський",
    "Nowy Sącz": "Новий Сонч", "Nowa Sól": "Нова Суль", "Stalowa Wola": "Стальова Воля",
    "Siedlce": "Седльце", "Kielce": "Кельце", "Wałbrzych": "Валбжих", "Jastrzębie-Zdrój":
    "Ястшембе-Здруй", "Trzebnica": "Тшебниця", "Przasnysz": "Пшасниш", "Chrzanów": "Хшанув",
    "Dzierżoniów": "Дзержонюв", "Józefów": "Юзефув", "Jędrzejów": "Єнджеюв", "Ząbki": "Зомбки",
    "Świdnica": "Свідниця", "Kraśnik": "Красник", "Leśna": "Лесьна", "Koźle": "Козле",
    "Tychy": "Тихи", "Suwałki": "Сувалки", "Piaski": "Пяски", "Sosnowiec": "Сосновець",
    "Grójec": "Груєць", "Szczecinek": "Щецинек", "Iława": "Ілава", "Lubin": "Любін",
    "Jaworzno": "Явожно", "Gdynia": "Гдиня", "Rumia": "Румя", "Kalwaria": "Кальварія",
    "Dobrzyń nad Wisłą": "Добжинь-над-Віслою", "Brzeg Dolny": "Бжег-Дольний",
    "Kazimierza Wielka": "Казімежа-Велька", "ŁÓDŹ": "ЛОДЗЬ", "ostrołęcki": "остроленцький",
    "białogardzki": "бялогардзький", "Lipce Reymontowskie": "Ліпце-Реймонтовські",
    "Tuszyn": "Тушин", "Elbląg": "Ельбльонг", "Bełżec": "Белжець", "Wąchock": "Вонхоцьк",
}  # fmt: skip


@pytest.mark.parametrize(("name", "written"), UK_EN.items())
def test_english_takes_ukrainian_names_by_the_cabinets_resolution(name, written):
    assert transliterate(name, source="uk", target="en") == written


@pytest.mark.parametrize(("name", "written"), UK_PL.items())
def test_polish_takes_ukrainian_names_by_its_rules_of_transcription(name, written):
    assert transliterate(name, source="uk", target="pl") == written


@pytest.mark.parametrize(("name", "written"), PL_UK.items())
def test_ukrainian_takes_polish_names_by_its_orthography(name, written):
    assert transliterate(name, source="pl", target="uk") == written


@pytest.mark.parametrize(("source", "target"), [("pl", "en"), ("en", "pl"), ("uk", "uk")])
def test_languages_of_one_alphabet_take_names_as_they_are(source, target):
    assert transliterate("Łódź – Łomża", source=source, target=target) == "Łódź – Łomża"


def test_there_are_no_rules_from_english_into_ukrainian():
    with pytest.raises(ValueError, match="no rules of transliteration from 'en' to 'uk'"):
        transliterate("Lviv", source="en", target="uk")


@given(st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАЄЇЩЬЯ'’ʼ- ", max_size=30))
def test_no_cyrillic_letter_is_left(text):
    for target in ("en", "pl"):
        assert not re.search("[Ѐ-ӿ]", transliterate(text, source="uk", target=target))


@given(st.text("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźżAĆĘIŁŃÓŚŻ- ", max_size=30))
def test_no_latin_letter_is_left(text):
    written = transliterate(text, source="pl", target="uk")

    assert not re.search("[a-ząćęłńóśźż]", written, re.IGNORECASE)


@given(st.text(max_size=40))
def test_signs_outside_the_alphabet_stay(text):
    signs = re.sub(r"[^\d.,;()№&/]", "", text)

    assert re.sub(r"[^\d.,;()№&/]", "", transliterate(signs, source="uk", target="en")) == signs


@real_data
def test_official_english_names_of_ukrainian_towns_are_met():
    table = shared("territory/ua/kse_settlement_population_2022_en.csv")
    with table.open(encoding="utf-8") as lines:
        rows = [(row["settlement_name"], row["object_name_en"]) for row in csv.DictReader(lines)]
    official = [
        (uk, re.sub(r"\s*\(.*", "", re.sub(r"^(city|stlmt)\s+", "", en))) for uk, en in rows
    ]

    wrong = [uk for uk, en in official if transliterate(uk, source="uk", target="en") != en]

    # The table itself writes two names with two blanks, one with a Latin slip (Koroctyshiv) and
    # two by another system (Nʹyu-York, Kamyanka).
    assert len(official) == 1284
    assert sorted(wrong) == [
        "Великий Березний", "Великий Бичків", "Кам’янка", "Коростишів", "Нью-Йорк",
    ]  # fmt: skip


def g_as_h(names):
    return {name.replace("ґ", "г").replace("Ґ", "Г") for name in names}


@real_data
def test_ukrainian_names_of_polish_towns_are_mostly_met():
    table = shared("territory/geonames/geonames_cities500_PL_UA.csv")
    with table.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["countrycode"] == "PL"]
    ukrainian = re.compile("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ'’ -]*[іїє][а-щьюяєіїґ'’ -]*")
    known = {row["name"]: re.sub("[ГҐ]міна ", "", row["alternatenames"]).split("|") for row in rows}
    known = {name: names for name, names in known.items() if any(map(ukrainian.fullmatch, names))}

    met = [
        name
        for name, names in known.items()
        if transliterate(name, source="pl", target="uk") in g_as_h(names)
    ]

    # The rest are names of long standing (Краків, Біла Підляська) and spellings by older rules.
    assert len(met) / len(known) > 0.75

import pytest

from pobratym.languages.declension import CASES, Origin, Sort, declined


@pytest.mark.parametrize(
    ("name", "sort", "language", "forms"),
    [
        ("Ostrołęka", "place", "pl", "Ostrołęki Ostrołęce Ostrołękę Ostrołęką Ostrołęce"),
        ("Warasz", "place", "pl", "Warasza Waraszowi Warasz Waraszem Waraszu"),
        ("Łomża", "place", "pl", "Łomży Łomży Łomżę Łomżą Łomży"),
        ("Czortków", "place", "pl", "Czortkowa Czortkowowi Czortków Czortkowem Czortkowie"),
        ("Вараш", "place", "uk", "Вараша Варашу Вараш Варашем Вараші"),
        ("Остроленка", "place", "uk", "Остроленки Остроленці Остроленку Остроленкою Остроленці"),
        ("Луцьк", "place", "uk", "Луцька Луцьку Луцьк Луцьком Луцьку"),
    ],
)
def test_places_have_their_cases(name, sort, language, forms):
    assert [declined(name, Sort(sort), language)[case] for case in CASES[1:6]] == forms.split()


@pytest.mark.parametrize(
    ("name", "language", "genitive", "dative", "instrumental"),
    [
        ("Oleksandr Menzul", "pl", "Oleksandra Menzula", "Oleksandrowi Menzulowi",
         "Oleksandrem Menzulem"),
        ("Paweł Niewiadomski", "pl", "Pawła Niewiadomskiego", "Pawłowi Niewiadomskiemu",
         "Pawłem Niewiadomskim"),
        ("Anna Kowalska", "pl", "Anny Kowalskiej", "Annie Kowalskiej", "Anną Kowalską"),
        ("Petro Szewczenko", "pl", "Petra Szewczenki", "Petrowi Szewczence",
         "Petrem Szewczenką"),
        ("Jan Kowalski-Nowak", "pl", "Jana Kowalskiego-Nowaka", "Janowi Kowalskiemu-Nowakowi",
         "Janem Kowalskim-Nowakiem"),
        ("Олександр Мензул", "uk", "Олександра Мензула", "Олександру Мензулу",
         "Олександром Мензулом"),
        ("Мензул Олександр Іванович", "uk", "Мензула Олександра Івановича",
         "Мензулу Олександру Івановичу", "Мензулом Олександром Івановичем"),
        ("Павел Нєвядомський", "uk", "Павела Нєвядомського", "Павелу Нєвядомському",
         "Павелом Нєвядомським"),
        ("Микола Гоголь", "uk", "Миколи Гоголя", "Миколі Гоголю", "Миколою Гоголем"),
    ],
)  # fmt: skip
def test_people_have_their_cases(name, language, genitive, dative, instrumental):
    told = declined(name, Sort.PERSON, language)

    assert (told["gen"], told["dat"], told["ins"]) == (genitive, dative, instrumental)


@pytest.mark.parametrize(
    ("name", "language", "accusative"),
    [
        ("Prezydent Miasta Ostrołęki", "pl", "Prezydenta Miasta Ostrołęki"),
        ("Rada Miejska w Łomży", "pl", "Radę Miejską w Łomży"),
        ("Вараський міський голова", "uk", "Вараського міського голову"),
        ("Вараська міська рада", "uk", "Вараську міську раду"),
    ],
)
def test_functions_decline_what_leads_and_leave_what_follows(name, language, accusative):
    assert declined(name, Sort.FUNCTION, language)["acc"] == accusative


@pytest.mark.parametrize(
    ("name", "sort", "language"),
    [
        ("Iziasław", "place", "pl"),
        ("Xqz", "place", "uk"),
        ("Генеральна директорка", "function", "uk"),
        ("Vilnius", "place", "lt"),
        ("", "person", "pl"),
        ("Шевченко", "person", "uk"),
    ],
)
def test_what_nobody_knows_stays_as_it_is_and_says_so(name, sort, language):
    told = declined(name, Sort(sort), language)

    assert (set(told.forms.values()), told.origin) == ({name}, Origin.UNKNOWN)


@pytest.mark.parametrize("language", ["pl", "uk"])
@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize(
    "name", ["A", "-", "a-b-c", "Ї", "Ą", "   x   y ", "J. R.", "𝔄", "12", "O’Neill", "ы"]
)
def test_no_name_breaks_it(name, sort, language):
    assert set(declined(name, sort, language).forms) == set(CASES)

"""Words that papers of visits are made of, in the papers' own languages."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from babel.dates import format_date

from pobratym.core.wordings import Wordings
from pobratym.documents.typesetting.paper import Look, Piece
from pobratym.papers.queries.words import said_in
from pobratym.programmes.states import ItemKind
from pobratym.visits.states import CostBearer, Direction, Mode

Words = dict[str, str]

SAMPLE: Words = {
    "pl": "Dane przykładowe, przygotowane na potrzeby pokazu.",
    "uk": "Зразкові дані, підготовлені для демонстрації.",
    "en": "Sample data, prepared for a demonstration.",
}
SAMPLE_SHORT: Words = {"pl": "przykład", "uk": "зразок", "en": "sample"}
CALLED_OFF: Words = {"pl": "WIZYTA ODWOŁANA", "uk": "ВІЗИТ СКАСОВАНО", "en": "VISIT CANCELLED"}
NUMBER: Words = {"pl": "Lp.", "uk": "№", "en": "No."}
NAME_LATIN: Words = {
    "pl": "Imię i nazwisko jak w paszporcie",
    "uk": "Ім’я та прізвище, як у паспорті",
    "en": "Name as in the passport",
}
FUNCTION: Words = {"pl": "Funkcja", "uk": "Посада", "en": "Function"}
CITY: Words = {"pl": "Miejscowość", "uk": "Громада", "en": "City"}
AND_HIDDEN: Words = {
    "pl": "oraz osoby, których danych nie wolno tu podać: %(n)s",
    "uk": "а також особи, дані яких тут не можна наводити: %(n)s",
    "en": "and people whose data may not be given here: %(n)s",
}

LETTER: Words = {"pl": "ZAPROSZENIE", "uk": "ЗАПРОШЕННЯ", "en": "INVITATION"}
LETTER_NUMBER: Words = {"pl": "Nr %(n)s", "uk": "№ %(n)s", "en": "No. %(n)s"}
GREETING: Words = {
    "pl": "Szanowni Państwo!", "uk": "Вельмишановні колеги!", "en": "Dear colleagues,",
}  # fmt: skip
PURPOSE: Words = {
    "pl": "Cel wizyty: %(what)s", "uk": "Мета візиту: %(what)s", "en": "Purpose: %(what)s",
}  # fmt: skip
ONE_GUEST: Words = {
    "pl": "Zaproszenie dotyczy osoby wymienionej poniżej; imię i nazwisko podano jak w paszporcie.",
    "uk": "Запрошення стосується зазначеної нижче особи; ім’я та прізвище подано, як у паспорті.",
    "en": "The invitation is for the person named below; the name stands as in the passport.",
}
GUESTS: Words = {
    "pl": "Zaproszenie dotyczy osób wymienionych poniżej; imiona i nazwiska podano jak w"
    " paszportach.",
    "uk": "Запрошення стосується зазначених нижче осіб; імена та прізвища подано, як у паспортах.",
    "en": "The invitation is for the people named below; names stand as in the passports.",
}
COSTS_BY: dict[CostBearer, Words] = {
    CostBearer.HOST: {
        "pl": "Koszty pobytu ponosi strona zapraszająca.",
        "uk": "Витрати на перебування несе сторона, що запрошує.",
        "en": "The inviting side bears the costs of the stay.",
    },
    CostBearer.GUEST: {
        "pl": "Koszty pobytu ponosi strona wysyłająca.",
        "uk": "Витрати на перебування несе сторона, що відряджає.",
        "en": "The sending side bears the costs of the stay.",
    },
    CostBearer.GRANT: {
        "pl": "Koszty pobytu są pokrywane z przyznanego dofinansowania.",
        "uk": "Витрати на перебування покриваються за рахунок наданого гранту.",
        "en": "The costs of the stay are paid from a grant.",
    },
}
REGARDS: Words = {"pl": "Z wyrazami szacunku", "uk": "З повагою", "en": "Yours faithfully"}

PROGRAMME: Words = {"pl": "Program wizyty", "uk": "Програма візиту", "en": "Programme of the visit"}
HOURS: Words = {"pl": "Godz.", "uk": "Час", "en": "Time"}
LANGUAGE: Words = {"pl": "Polski", "uk": "Українська", "en": "English"}
FOR: Words = {"pl": "Dla: %(who)s", "uk": "Для: %(who)s", "en": "For: %(who)s"}
LOCAL_TIME: Words = {
    "pl": "Godziny: czas miejscowy (%(city)s).",
    "uk": "Години: місцевий час (%(city)s).",
    "en": "Times are local (%(city)s).",
}
OTHER_TIME: Words = {
    "pl": "%(city)s: %(hours)s godz.",
    "uk": "%(city)s: %(hours)s год.",
    "en": "%(city)s: %(hours)s h.",
}
INTERPRETER: Words = {"pl": "Tłumaczenie", "uk": "Переклад", "en": "Interpreting"}
RECEIVED_BY: Words = {"pl": "Przyjmuje", "uk": "Приймає", "en": "Received by"}
NO_ITEMS: Words = {
    "pl": "Program nie ma jeszcze punktów.",
    "uk": "У програмі ще немає пунктів.",
    "en": "There is nothing in the programme yet.",
}
KINDS: dict[ItemKind, Words] = {
    ItemKind.MEAL: {"pl": "Posiłek", "uk": "Харчування", "en": "Meal"},
    ItemKind.REST: {"pl": "Odpoczynek", "uk": "Відпочинок", "en": "Rest"},
    ItemKind.TRAVEL: {"pl": "Przejazd", "uk": "Переїзд", "en": "Journey"},
}
"""What stands for an item that has no title."""

GATE: Words = {
    "pl": "Lista osób wchodzących na teren obiektu",
    "uk": "Список осіб, які входять на територію об’єкта",
    "en": "List of people who enter the site",
}
SITE: Words = {"pl": "Obiekt", "uk": "Об’єкт", "en": "Site"}
ADDRESS: Words = {"pl": "Adres", "uk": "Адреса", "en": "Address"}
WHEN: Words = {"pl": "Termin", "uk": "Час", "en": "When"}
ACCESS: Words = {"pl": "Zasady wstępu", "uk": "Правила доступу", "en": "Rules of access"}
DUE: Words = {"pl": "Listę złożyć do", "uk": "Подати список до", "en": "Hand in by"}
RESPONSIBLE: Words = {
    "pl": "Po stronie gospodarza", "uk": "Від приймальної сторони", "en": "On the host’s side",
}  # fmt: skip
PEOPLE: Words = {"pl": "Liczba osób", "uk": "Кількість осіб", "en": "People"}
AT_MOST: Words = {
    "pl": "%(n)s (obiekt mieści najwyżej %(most)s)",
    "uk": "%(n)s (об’єкт уміщує щонайбільше %(most)s)",
    "en": "%(n)s (the site takes %(most)s at most)",
}
AS_INTERPRETER: Words = {"pl": "tłumacz(ka)", "uk": "перекладач(ка)", "en": "interpreter"}
PASSPORT: Words = {"pl": "Nr paszportu", "uk": "№ паспорта", "en": "Passport no."}
VALID_UNTIL: Words = {"pl": "Ważny do", "uk": "Дійсний до", "en": "Valid until"}
BORN_ON: Words = {"pl": "Data urodzenia", "uk": "Дата народження", "en": "Date of birth"}
ERASED: Words = {"pl": "wymazano %(day)s", "uk": "стерто %(day)s", "en": "erased %(day)s"}
ERASED_NOTE: Words = {
    "pl": "Dane paszportowe zostały wymazane z upływem terminu przechowywania.",
    "uk": "Паспортні дані стерто після закінчення строку зберігання.",
    "en": "Passport data were erased when their time was over.",
}
READ_FOR: Words = {
    "pl": "Dane paszportowe odczytano w celu: %(why)s. Po użyciu listę zniszczyć.",
    "uk": "Паспортні дані прочитано з метою: %(why)s. Після використання список знищити.",
    "en": "Passport data were read for: %(why)s. Destroy the list after use.",
}

BORDER: Words = {
    "pl": "Lista osób przekraczających granicę",
    "uk": "Список осіб, які перетинають кордон",
    "en": "List of travellers crossing the border",
}
CROSSING: Words = {"pl": "Przejście graniczne", "uk": "Пункт пропуску", "en": "Border crossing"}
WAY: Words = {"pl": "Trasa", "uk": "Маршрут", "en": "Way"}
LEAVES: Words = {"pl": "Wyjazd", "uk": "Виїзд", "en": "Leaves"}
MEANS: Words = {"pl": "Środek transportu", "uk": "Транспорт", "en": "Means"}
PLATES: Words = {"pl": "Numery rejestracyjne", "uk": "Номерні знаки", "en": "Number plates"}
QUEUE: Words = {"pl": "Rezerwacja kolejki", "uk": "Бронювання черги", "en": "Booking of the queue"}
INVITED_BY: Words = {"pl": "Zapraszający", "uk": "Сторона, що запрошує", "en": "Invited by"}
CYRILLIC: Words = {
    "pl": "Pisownia cyrylicą", "uk": "Написання кирилицею", "en": "In Cyrillic letters",
}  # fmt: skip
DIRECTIONS: dict[Direction, Words] = {
    Direction.THERE: {"pl": "tam", "uk": "туди", "en": "there"},
    Direction.BACK: {"pl": "z powrotem", "uk": "назад", "en": "back"},
}
MODES: dict[Mode, Words] = {
    Mode.CAR: {"pl": "samochód", "uk": "автомобіль", "en": "car"},
    Mode.BUS: {"pl": "autobus", "uk": "автобус", "en": "bus"},
    Mode.TRAIN: {"pl": "pociąg", "uk": "потяг", "en": "train"},
    Mode.PLANE: {"pl": "samolot", "uk": "літак", "en": "plane"},
    Mode.WALK: {"pl": "pieszo", "uk": "пішки", "en": "on foot"},
}

CERTIFICATE: Words = {
    "pl": "Zaświadczenie o udziale",
    "uk": "Сертифікат про участь",
    "en": "Certificate of attendance",
}
TOOK_PART: Words = {
    "pl": "Potwierdzamy udział w wizycie",
    "uk": "Підтверджуємо участь у візиті",
    "en": "We confirm the attendance at the visit",
}
QUOTES: Words = {"pl": "„%(title)s”", "uk": "«%(title)s»", "en": "“%(title)s”"}


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """Put values into a sentence at their own marks; a value is never read as a mark itself."""
    parts = sentence.split("%(")
    told = [parts[0]]
    for part in parts[1:]:
        name, _sign, rest = part.partition(")s")
        told.append(values[name] + rest)
    return "".join(told)


def both(
    words: Words, languages: Iterable[str], look: Look = Look.BODY, **values: str
) -> tuple[Piece, ...]:
    """Say the same in each language, one under another."""
    return tuple(Piece(filled(said_in(words, one), values), one, look) for one in languages)


def worded(value: Wordings, languages: Iterable[str], look: Look = Look.BODY) -> tuple[Piece, ...]:
    """Give a text of the record in each language; what stands in for another is not repeated."""
    said = (value.said(one) for one in languages)
    return tuple(
        Piece(text, of, look)
        for text, of in dict.fromkeys((s.text, s.language) for s in said)
        if text
    )


def piece(value: Wordings, language: str, look: Look = Look.BODY) -> Piece:
    """Give a text of the record in one language, else in the one that stands in for it."""
    said = value.said(language)
    return Piece(said.text, said.language, look)


def joined(words: Words, languages: Sequence[str]) -> str:
    """Say the same in all languages on one line."""
    return " / ".join(dict.fromkeys(said_in(words, one) for one in languages))


def days_in(first: dt.date, last: dt.date, language: str) -> str:
    """Write days out: 20–22 maja 2030 r.; 30 maja – 2 czerwca 2030 r."""
    locale = language if language in {"pl", "uk", "en"} else "en"
    end = format_date(last, "d MMMM y", locale=locale)
    end += {"pl": " r.", "uk": " року"}.get(language, "")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begun = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{format_date(first, begun, locale=locale)} – {end}"


def weekday_in(day: dt.date, language: str) -> str:
    """Write a day with its weekday: środa, 20 maja."""
    locale = language if language in {"pl", "uk", "en"} else "en"
    written = format_date(day, "EEEE, d MMMM", locale=locale)
    return written[:1].upper() + written[1:]


def short_day(day: dt.date) -> str:
    """Write a day in figures as both administrations do: 07.10.2024."""
    return f"{day:%d.%m.%Y}"

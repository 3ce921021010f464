"""People of the demonstration: both cities in every role, all of them samples."""

from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.accounts.services import create_person
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.employment import employ
from pobratym.directory.states import AT_INSTITUTION, Country, Role

OFFICERS = {
    "1461011": (
        "ostroleka@example.org",
        "pl",
        {
            "pl": "urzędnik Ostrołęki ds. współpracy zagranicznej",
            "uk": "посадовець Остроленки з міжнародної співпраці",
            "en": "the officer of Ostrołęka",
        },
        "Urząd Miasta Ostrołęki",
    ),
    "UA56020030000068439": (
        "varash@example.org",
        "uk",
        {
            "pl": "urzędnik Warasza ds. współpracy zagranicznej",
            "uk": "посадовець Вараша з міжнародної співпраці",
            "en": "the officer of Varash",
        },
        "Вараська міська рада",
    ),
}
"""Officers by city: address, language, function, name. They stand first on the sign-in page."""

ROLES = {
    Role.COORDINATOR: {"pl": "koordynator", "uk": "координатор", "en": "coordinator"},
    Role.MAYOR: {"pl": "prezydent miasta", "uk": "міський голова", "en": "mayor"},
    Role.COUNCIL_OFFICE: {"pl": "biuro rady", "uk": "секретаріат ради", "en": "council office"},
    Role.FINANCE: {"pl": "finanse", "uk": "фінанси", "en": "finance"},
    Role.INTERPRETER: {"pl": "tłumacz", "uk": "перекладач", "en": "interpreter"},
    Role.AUDITOR: {"pl": "audytor", "uk": "аудитор", "en": "auditor"},
    Role.HEAD: {"pl": "dyrektor szkoły", "uk": "директор школи", "en": "head of a school"},
    Role.TEACHER: {"pl": "nauczyciel", "uk": "учитель", "en": "teacher"},
}
UKRAINIAN_MAYOR = "mer"
"""What Polish calls the mayor of a city abroad."""
SAMPLE = {"pl": "przykład", "uk": "приклад", "en": "sample"}


def demo_officers(cities: dict[str, Municipality]) -> dict[str, User]:
    """Make one officer for each city, by the city's code."""
    return {code: _officer(code, city) for code, city in cities.items()}


def _officer(code: str, city: Municipality) -> User:
    email, language, function, name = OFFICERS[code]
    user = create_person(
        email,
        name=name,
        password=None,
        language=language,
        zone=city.timezone,
        function=Wordings(function),
        is_demo=True,
    )
    employ(user, city, since=timezone.localdate())
    return user


def demo_colleagues(cities: dict[str, Municipality], schools: dict[str, Institution]) -> None:
    """Make for each city one person in every other role; and one administrator.

    Args:
        cities: by official code.
        schools: where head and teacher work, by the same code.
    """
    for code, city in cities.items():
        for role, words in ROLES.items():
            school = schools[code] if role in AT_INSTITUTION else None
            _colleague(code, city, role, words, school)
    create_person(
        "administrator@example.org",
        name="Administrator (przykład)",
        password=None,
        language="pl",
        function=Wordings(
            {
                "pl": "administrator systemu (przykład)",
                "uk": "адміністратор системи (приклад)",
                "en": "the administrator (sample)",
            }
        ),
        is_administrator=True,
        is_demo=True,
    )


def _colleague(
    code: str, city: Municipality, role: Role, words: dict[str, str], school: Institution | None
) -> None:
    email, language, _function, _name = OFFICERS[code]
    if role == Role.MAYOR and city.country == Country.UA:
        words = {**words, "pl": UKRAINIAN_MAYOR}
    function = {
        spoken: f"{city.name.said(spoken).text}: {word} ({SAMPLE[spoken]})"
        for spoken, word in words.items()
    }
    user = create_person(
        f"{role.value.replace('_', '-')}.{email}",
        name=f"{words[language].capitalize()} ({SAMPLE[language]})",
        password=None,
        language=language,
        zone=city.timezone,
        function=Wordings(function),
        is_demo=True,
    )
    employ(user, city, since=timezone.localdate(), role=role, institution=school)

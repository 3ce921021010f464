"""Cities and their people for journeys, made as an administrator makes them: by commands."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.conftest import Server
from tests.journeys.passkeys import sign_in

PASSWORD = "sosna nad Narwią 1373"
POLAND = """WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA
14;;;;MAZOWIECKIE;województwo;2026-01-01
14;61;;;Ostrołęka;miasto na prawach powiatu;2026-01-01
14;61;01;1;Ostrołęka;gmina miejska;2026-01-01
20;;;;PODLASKIE;województwo;2026-01-01
20;62;;;Łomża;miasto na prawach powiatu;2026-01-01
20;62;01;1;Łomża;gmina miejska;2026-01-01
"""
UKRAINE = """Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;\
Категорія об’єкта;Назва об’єкта
UA56000000000066151;;;;;O;Рівненська
UA56000000000066151;UA56020000000042834;;;;P;Вараський
UA56000000000066151;UA56020000000042834;UA56020030000068439;;;H;Вараська
UA56000000000066151;UA56020000000042834;UA56020030000068439;UA56020030010035847;;M;Вараш
UA68000000000099709;;;;;O;Хмельницька
UA68000000000099709;UA68060000000048713;;;;P;Шепетівський
UA68000000000099709;UA68060000000048713;UA68060070000077640;;;H;Ізяславська
UA68000000000099709;UA68060000000048713;UA68060070000077640;UA68060070010012345;;M;Ізяслав
"""
CALLED = {"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}
OSTROLEKA, LOMZA = "1461011", "2062011"
VARASH, IZIASLAV = "UA56020030000068439", "UA68060070000077640"


@dataclass(frozen=True)
class Person:
    """Somebody with an account; an administrator works for no city."""

    email: str
    name: str
    language: str
    city: str = ""
    role: str = "officer"


def found(server: Server, *people: Person, administrator: Person | None = None) -> None:
    """Load two cities of either country from files made here, and make the first accounts."""
    files = {"terc.csv": POLAND, "katottg.csv": UKRAINE}
    for name, text in files.items():
        (server.data / name).write_text(text, encoding="utf-8")
    paths = [str(server.data / name) for name in files]
    made = [(*_city_hall(one), *_account(one)) for one in people]
    if administrator:
        made.append(("create-administrator", *_account(administrator)))
    server.commands(("import", "territories", *paths, "--on", "2026-01-01"), *made)


def _city_hall(one: Person) -> tuple[str, ...]:
    return ("create-officer", "--city", one.city, "--role", one.role)


def _account(one: Person) -> tuple[str, ...]:
    who = ("--email", one.email, "--name", one.name, "--password", PASSWORD)
    return (*who, "--language", one.language)


def enter(page: Page, server: Server, one: Person) -> None:
    """Sign in as somebody, with a password and a passkey, and stand on the desk."""
    sign_in(page, server, one.language, one.email, PASSWORD)

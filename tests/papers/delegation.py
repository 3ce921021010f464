"""A visit with everything that papers show: long names, both scripts, sub-groups, a border."""

import datetime as dt

from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.partnerships.states import Stage
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.states import VisitState
from tests.factories import PartnershipFactory
from tests.papers.founding import founding_cities
from tests.programmes.making import make_item
from tests.visiting import (
    HostFactory,
    InterpreterFactory,
    MemberFactory,
    SiteFactory,
    SubGroupFactory,
    VisitFactory,
)

PEOPLE = [
    ("Oleksandr Menzul", "Олександр Мензул", "Burmistrz Warasza", "Вараський міський голова"),
    (
        "Yelyzaveta-Anastasiia Khrystoforivska-Vyshnevetska",
        "Єлизавета-Анастасія Христофорівська-Вишневецька",
        "Kierowniczka wydziału oświaty i nauki urzędu miasta",
        "Начальниця управління освіти та науки виконавчого комітету міської ради",
    ),
    ("Inna Yashchuk", "Інна Ящук", "Dyrektorka szkoły nr 3", "Директорка ліцею № 3"),
    ("Mykola O'Hara", "Микола О’Гара", "Lekarz naczelny", "Головний лікар"),
    ("Halyna Shcherbachenko", "Галина Щербаченко", "Psycholożka", "Психологиня"),
]
ITEMS = [
    ("09:00", "10:30", "Uroczyste podpisanie umowy o partnerstwie",
     "Урочисте підписання угоди про партнерство", "Ratusz", "Ратуша", "pl. gen. Józefa Bema 1"),
    ("10:45", "12:15", "Miejski Ośrodek Pomocy Rodzinie: praca z rodzinami uchodźców",
     "Міський центр допомоги сім’ї: робота з родинами біженців",
     "Miejski Ośrodek Pomocy Rodzinie", "Міський центр допомоги сім’ї",
     "ul. gen. A. E. Fieldorfa 12"),
    ("12:30", "13:30", "Obiad", "Обід", "Restauracja Pod Lipami", "Ресторан «Під липами»",
     "ul. Głowackiego 3"),
    ("14:00", "15:30", "Szkoła Podstawowa nr 10 z oddziałami integracyjnymi",
     "Початкова школа № 10 з інклюзивними класами", "Szkoła Podstawowa nr 10",
     "Початкова школа № 10", "ul. Berka Joselewicza 1"),
    ("16:00", "17:15", "Oddział dziecięcy szpitala specjalistycznego",
     "Дитяче відділення спеціалізованої лікарні", "Mazowiecki Szpital Specjalistyczny",
     "Мазовецька спеціалізована лікарня", "al. Jana Pawła II 120A"),
    ("18:00", "20:00", "Kolacja z prezydentem miasta", "Вечеря з президентом міста",
     "Hotel Nad Narwią", "Готель «Над Нарвою»", "ul. Wioślarska 5"),
]  # fmt: skip


def delegation_visit(days=3, **more):
    """Make the visit of Varash in Ostrołęka with its programme and the way there."""
    own, guest = founding_cities()
    visit = VisitFactory(
        partnership=PartnershipFactory(cities=[own, guest], stage=Stage.ACTIVE),
        **{
            "state": VisitState.PLANNED,
            "title": Wordings({"pl": "Wizyta delegacji Warasza", "uk": "Візит делегації Вараша"}),
            "purpose": Wordings(
                {
                    "pl": "Poznanie lokalnych inicjatyw w oświacie, pomocy społecznej i zdrowiu.",
                    "uk": "Ознайомлення з ініціативами в освіті, соціальній сфері та медицині.",
                }
            ),
            **more,
        },
    )
    groups = [
        SubGroupFactory(visit=visit, place=at, name=Wordings({"pl": pl, "uk": uk}))
        for at, (pl, uk) in enumerate([("Oświata", "Освіта"), ("Zdrowie", "Здоров’я")])
    ]
    for at, (latin, cyrillic, pl, uk) in enumerate(PEOPLE):
        MemberFactory(
            visit=visit, name_latin=latin, name_cyrillic=cyrillic, protocol_rank=at + 1,
            function=Wordings({"pl": pl, "uk": uk}), subgroup=groups[at % 2],
            names_locked_at=timezone.now(),
        )  # fmt: skip
    helper = InterpreterFactory(visit=visit, name="Maria Wiśniewska-Brzęczyszczykiewicz")
    host = HostFactory(
        city=own, name="Grażyna Sadowska", phone="+48 29 000 00 00",
        function=Wordings({"pl": "dyrektorka szkoły", "uk": "директорка школи"}),
    )  # fmt: skip
    sites = [
        SiteFactory(
            city=own, name=Wordings({"pl": pl, "uk": uk}), address=address,
            list_days=3 if at == 3 else 0, capacity=40 if at == 3 else 0,
            access_rules=Wordings({"pl": "Wejście od dziedzińca.", "uk": "Вхід з двору."})
            if at == 3 else Wordings(),
        )
        for at, (_s, _e, _p, _u, pl, uk, address) in enumerate(ITEMS)
    ]  # fmt: skip
    for day in range(days):
        for at, (starts, ends, pl, uk, *_rest) in enumerate(ITEMS):
            make_item(
                visit,
                day=visit.starts_on + dt.timedelta(days=day),
                starts=dt.time.fromisoformat(starts),
                ends=dt.time.fromisoformat(ends),
                title=Wordings({"pl": pl, "uk": uk}),
                site=sites[at],
                interpreter=helper if at % 2 else None,
                hosts=[host] if at == 3 else [],
                subgroups=[groups[at % 2]] if at in {3, 4} else [],
            )
    leg = TravelLeg.objects.create(
        visit=visit, direction="there", origin="Varash", target="Ostrołęka",
        departs_on=visit.starts_on - dt.timedelta(days=1), departs_at=dt.time(6, 30),
        zone="Europe/Kyiv", minutes=620, reserve_min=180, crossing="Dorohusk – Jahodyn",
        plates="BK 0000 AA", queue_booking="0000-0000",
    )  # fmt: skip
    assert leg.pk
    return visit

"""Made-up names of places that look Polish and Ukrainian; no register was copied."""

import random

_PL_STEMS = (
    "Bor", "Brzez", "Czarn", "Dąbr", "Gór", "Grab", "Jas", "Kalin", "Klon", "Krzyw", "Lip",
    "Łąk", "Mał", "Miel", "Olsz", "Ostr", "Piask", "Rad", "Siedl", "Sosn", "Star", "Świerk", "Top",
    "Wierzb", "Wilcz", "Wod", "Zaw", "Ziel", "Żar", "Źród",
)  # fmt: skip
_PL_MIDDLES = ("", "ow", "in", "ech", "osł", "ęt", "uch", "ysz", "orz", "iat")
_PL_ENDS = ("owo", "ów", "ice", "in", "ec", "anka", "yna", "no", "iska", "ęcin", "awa", "ków")
_PL_SECOND = ("", "", "", "", " Mazowiecki", " Wielkopolski", " nad Rzeką", " Dolny", " Stary")
_UK_STEMS = (
    "Берез", "Біл", "Бор", "Верб", "Вод", "Глин", "Гор", "Дуб", "Жовт", "Зелен", "Калин", "Клен",
    "Красн", "Криж", "Лип", "Луг", "Мал", "Нов", "Озер", "Остр", "Піщ", "Рад", "Солон", "Стар",
    "Тополь", "Хмел", "Черн", "Шпол", "Щед", "Яс",
)  # fmt: skip
_UK_MIDDLES = ("", "ов", "ин", "ен", "ів", "ич", "иль", "ян", "ош", "ас")
_UK_ENDS = ("ськ", "івка", "не", "ів", "иця", "ичі", "ець", "анка", "ове", "ин", "град", "пілля")
_UK_SECOND = ("", "", "", "", "-Волинський", "-Подільський", " Друга", "-на-Дністрі")


def made_up(country: str, chance: random.Random) -> str:
    """Give a name; now and then two places get the same one, as in life."""
    parts = (
        (_PL_STEMS, _PL_MIDDLES, _PL_ENDS, _PL_SECOND)
        if country == "PL"
        else (_UK_STEMS, _UK_MIDDLES, _UK_ENDS, _UK_SECOND)
    )
    return "".join(chance.choice(part) for part in parts)

"""Units, currencies and words of reference, as patterns of each language."""

import re

_PER_UNIT = {"year": ("month", 12), "half": ("month", 6), "month": ("month", 1),
             "week": ("day", 7), "day": ("day", 1), "workday": ("workday", 1),
             "hour": ("hour", 1), "minute": ("minute", 1)}  # fmt: skip


def in_base(unit: str) -> tuple[str, int]:
    """Give the unit that periods are compared in, and how many of it make one: 12 months."""
    return _PER_UNIT[unit]


_B = r"[ \u00a0]+"
_UNITS = {
    "pl": (
        rf"(?:(?:peł|kolej|kalendarz|następ|dalsz)\w*{_B}){{0,2}}(?:"
        r"(?P<year>lat(?:a|ach|om|ami)?|rok(?:u|iem|i)?)"
        r"|(?P<half>półrocz\w+)|(?P<month>miesi[ąę]c\w*|m-c\w*)"
        r"|(?P<week>tygod\w+)"
        rf"|(?P<workday>(?:robocz\w+{_B}dni\w*|dn(?:i|iach|iom|iami){_B}robocz\w+))"
        r"|(?P<day>d(?:ni|nia|zień|niach|niom|niami|niem|niu)|d(?:ób|oby|oba))"
        r"|(?P<hour>godzin\w*)|(?P<minute>minut\w*))(?!\w)"
    ),
    "uk": (
        rf"(?:(?:повн|наступн|календарн|подальш)\w*{_B}){{0,2}}(?:"
        r"(?P<year>рок(?:и|ів|у|ах|ам|ами|ом)|рік|років|р\.(?!\w)(?=.{0,3}$))"
        r"|(?P<half>піврічч\w+)|(?P<month>місяц\w+|міс\.)"
        r"|(?P<week>тиж\w+)"
        rf"|(?P<workday>робоч\w+{_B}дн\w+|дн\w+{_B}робоч\w+)"
        r"|(?P<day>дн(?:і|ів|я|ю|ем|ях|ям|ями)|день|діб|доб[аиу])"
        r"|(?P<hour>годин\w*)|(?P<minute>хвилин\w*))(?!\w)"
    ),
    "en": (
        rf"(?:(?:full|consecutive|calendar|further|successive){_B}){{0,2}}(?:"
        r"(?P<year>years?)|(?P<half>half-years?)|(?P<month>months?)|(?P<week>weeks?)"
        rf"|(?P<workday>(?:working|business){_B}days?)|(?P<day>days?)|(?P<hour>hours?)"
        r"|(?P<minute>minutes?))(?!\w)"
    ),
}
UNITS = {language: re.compile(pattern) for language, pattern in _UNITS.items()}

_COMPOUND = {
    "pl": r"(?:(?P<year>letn\w+|roczn\w+|lecie|lecia)|(?P<month>miesięczn\w+)"
    r"|(?P<week>tygodniow\w+)|(?P<day>dniow\w+|dobow\w+)|(?P<hour>godzinn\w+)"
    r"|(?P<minute>minutow\w+))(?!\w)",
    "uk": r"(?:(?P<year>річч\w+|річн\w+|літн\w+)|(?P<month>місячн\w+)|(?P<week>тижнев\w+)"
    r"|(?P<day>денн\w+|добов\w+)|(?P<hour>годинн\w+)|(?P<minute>хвилинн\w+))(?!\w)",
    "en": r"(?:(?P<year>year)|(?P<month>month)|(?P<week>week)|(?P<day>day)|(?P<hour>hour)"
    r"|(?P<minute>minute))(?!\w)",
}
COMPOUNDS = {language: re.compile(pattern) for language, pattern in _COMPOUND.items()}
"""The second half of an adjective of time: 30-dniowy, трирічний, three-year."""

_ALONE = {
    "pl": (
        (r"(?<!\w)(?:pół|połowę)[ \u00a0-]?roku(?!\w)", "6 month"),
        (r"(?<!\w)półrocz(?:ny|na|ne|nego|nej|nym|ną|nych|nymi)(?!\w)", "6 month"),
        (r"(?<!\w)półtora[ \u00a0]roku(?!\w)", "18 month"),
        (r"(?<!\w)półtoraroczn\w+", "18 month"),
    ),
    "uk": (
        (r"(?<!\w)пів[ \u00a0-]?року(?!\w)", "6 month"),
        (r"(?<!\w)піврічн\w+", "6 month"),
        (r"(?<!\w)півтора[ \u00a0]року(?!\w)", "18 month"),
        (r"(?<!\w)півторарічн\w+", "18 month"),
    ),
    "en": (
        (r"(?<!\w)half[ \u00a0]a[ \u00a0]year(?!\w)", "6 month"),
        (r"(?<!\w)six-monthly(?!\w)", "6 month"),
        (r"(?<!\w)(?:one|a)[ \u00a0]and[ \u00a0]a[ \u00a0]half[ \u00a0]years?(?!\w)", "18 month"),
    ),
}
ALONE = {
    language: tuple((re.compile(pattern), value) for pattern, value in rows)
    for language, rows in _ALONE.items()
}
"""Periods that need no number."""

PERCENT = re.compile(
    r"[ \u00a0]*(?:%|(?:proc(?:ent\w*|\.)|відсот\w+|per[ \u00a0]?cent|prozent|procent\w*)(?!\w))"
)
_CURRENCY = (
    r"(?:(?P<PLN>zł(?:\.|ot\w+)?|pln|злот\w+)|(?P<UAH>грн\.?|гривен\w*|гривн\w+|hrywn\w+|hryven\w*"
    r"|hryvnia\w*|hryvnya\w*|uah|₴)"
    r"|(?P<EUR>euro\w*|eur|€|євро)|(?P<USD>usd|dolar\w*|долар\w*|(?:us )?dollars?|\$)"
    r"|(?P<GBP>gbp|£)|(?P<CZK>czk|kč)|(?P<HUF>huf|ft))"
)
_SCALE = (
    r"(?:(?P<thousand>tys\.|tysi\w+|тис\.|тисяч\w*|thousand)|(?P<million>mln|milion\w*|млн|мільйон\w*"
    r"|million)|(?P<billion>mld|miliard\w*|млрд|мільярд\w*|billion))(?!\w)"
)
CURRENCY_AFTER = re.compile(rf"[ \u00a0]*(?:{_SCALE}\.?[ \u00a0]*)?{_CURRENCY}(?!\w)")
SCALE_AFTER = re.compile(rf"[ \u00a0]*{_SCALE}")
CURRENCY_BEFORE = re.compile(rf"(?<!\w){_CURRENCY}[ \u00a0]*$")
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_WORDS_OF_REFERENCE = (
    r"§+|art(?:\.|yku\w+|icles?)|ust(?:\.|ęp\w*)|pkt\.?|punkt\w*|lit(?:\.|er\w+)|ppkt\.?"
    r"|zd(?:\.|ani\w+)|ст(?:\.|атт\w+|аття)|ч(?:\.|астин\w+)|п(?:\.|п\.|ункт\w*)|пп\."
    r"|підпункт\w*|абз(?:\.|ац\w*)|розділ\w*|rozdzia\w+|sections?|sec\.|paragraphs?|paragraf\w*"
    r"|параграф\w*|para\.|points?|items?|letters?|clauses?|chapters?|załącznik\w*|додат\w+|annex\w*"
    r"|appendix|poz\.|pozycj\w+"
)
REFERENCE_BEFORE = re.compile(
    rf"(?<!\w)(?:{_WORDS_OF_REFERENCE})[ \u00a0]*(?:nr[ \u00a0]*|№[ \u00a0]*)?$"
)
NUMBERED = re.compile(
    r"(?<!\w)(?:nr|№|no\.|num\.)[ \u00a0]*(?P<label>[^\W_][\w/.-]*(?<=[\w]))", re.IGNORECASE
)

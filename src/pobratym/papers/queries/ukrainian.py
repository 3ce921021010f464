"""Papers of a Ukrainian council: decision, explanatory note, letter to the ministry.

The decision cites articles 25, 26 and 59 of the Law on Local Self-Government and Law 3668-IX, as
the law book has it (UA07); the letter follows UA04. The older law on cross-border cooperation is
not cited.
"""

import re

from pobratym.agreements.states import Kind as AgreementKind
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Kind
from pobratym.documents.typesetting.paper import Block, Look, NewPage, Paper, Piece
from pobratym.languages.declension import Sort
from pobratym.papers.queries.agreement import sides
from pobratym.papers.queries.council import (
    checks_for,
    draft,
    lines,
    merged,
    notes,
    one_place,
    paragraphs,
)
from pobratym.papers.queries.record import Record, own_words
from pobratym.papers.queries.words import ACT, BLANK, STATES, day_in, listed
from pobratym.papers.states import Case
from pobratym.papers.states import Paper as PaperName

_LAW = (
    "Закон України від 24 квітня 2024 року № 3668-IX «Про міжнародне територіальне співробітництво"
    " України»"
)
_LAW_GENITIVE = _LAW.replace("Закон ", "Закону ", 1)
_LAW_INSTRUMENTAL = _LAW.replace("Закон ", "Законом ", 1)
_SECTION = re.compile(r"^\d\. .{1,80}$")
_COUNCILS = {
    Kind.HROMADA_CITY: ("міська", "міський голова"),
    Kind.HROMADA_SETTLEMENT: ("селищна", "селищний голова"),
    Kind.HROMADA_VILLAGE: ("сільська", "сільський голова"),
}
_GMINAS = {
    Kind.GMINA_URBAN: "містом",
    Kind.GMINA_RURAL: "гміною",
    Kind.GMINA_URBAN_RURAL: "місько-сільською гміною",
}


def decision(record: Record) -> Paper:
    """Give the draft decision."""
    texts = merged(proposed_decision(record), own_words(record, PaperName.DECISION))
    title = texts["title"]
    blocks: list[Block] = [
        Piece(texts["council"].upper(), "uk", Look.STRONG),
        Piece(f"{BLANK} сесія {BLANK} скликання", "uk", Look.CENTRE),
        Piece("РІШЕННЯ", "uk", Look.TITLE),
        Piece(f"від {BLANK} № {BLANK}", "uk", Look.CENTRE),
        Piece(title, "uk", Look.STRONG),
        *(Piece(one, "uk") for one in paragraphs(texts["basis"])),
    ]
    blocks += [
        Piece(one, "uk", label=f"{number}.")
        for number, one in enumerate(paragraphs(texts["paragraphs"]), 1)
    ]
    blocks.append(one_place(*_head(record), "uk"))
    blocks += [NewPage(), *_annex(record, texts["council"])]
    blocks += notes(checks_for(PaperName.DECISION, "UA", record.agreement.kind), "uk")
    return draft(record, f"Проєкт рішення «{title}»", "uk", blocks)


def _annex(record: Record, council: str) -> list[Block]:
    languages = list(record.text.authentic)[:2] or list(record.text.languages)[:2]
    languages.sort(key=lambda one: one != "uk")
    genitive = record.names.said(council, Sort.FUNCTION, "uk", Case.GENITIVE)
    shown: list[Block] = [
        Piece("Додаток", "uk", Look.RIGHT),
        Piece(f"до рішення {genitive}", "uk", Look.RIGHT),
        Piece(f"від {BLANK} № {BLANK}", "uk", Look.RIGHT),
    ]
    shown += [Piece(record.title(one), one, Look.HEADING) for one in languages]
    return [*shown, sides(record.text.clauses, languages)]


def note(record: Record) -> Paper:
    """Give the explanatory note to the decision."""
    texts = merged(proposed_note(record), own_words(record, PaperName.NOTE))
    decided = merged(proposed_decision(record), own_words(record, PaperName.DECISION))
    council = record.names.said(decided["council"], Sort.FUNCTION, "uk", Case.GENITIVE)
    blocks: list[Block] = [
        Piece("ПОЯСНЮВАЛЬНА ЗАПИСКА", "uk", Look.TITLE),
        Piece(f"до проєкту рішення {council} «{decided['title']}»", "uk", Look.CENTRE),
    ]
    blocks += [
        Piece(one, "uk", Look.HEADING if _SECTION.match(one) else Look.BODY)
        for one in paragraphs(texts["text"])
    ]
    blocks.append(one_place("Доповідач", "", "uk"))
    blocks += notes(checks_for(PaperName.NOTE, "UA", record.agreement.kind), "uk")
    return draft(record, "Пояснювальна записка", "uk", blocks)


def letter(record: Record) -> Paper:
    """Give the letter to the ministry with its list of annexes."""
    texts = merged(proposed_letter(record), own_words(record, PaperName.LETTER))
    decided = merged(proposed_decision(record), own_words(record, PaperName.DECISION))
    blocks: list[Block] = [
        Piece(decided["council"].upper(), "uk", Look.STRONG),
        Piece(f"{BLANK} № {BLANK}", "uk"),
        *lines(texts["recipient"], "uk", Look.RIGHT),
        Piece(texts["title"], "uk", Look.TITLE),
        *(Piece(one, "uk") for one in paragraphs(texts["text"])),
        Piece("Додатки:", "uk"),
    ]
    points = [one.strip() for one in texts["annexes"].splitlines() if one.strip()]
    blocks += [Piece(one, "uk", label=f"{at}.") for at, one in enumerate(points, 1)]
    blocks.append(one_place(*_head(record), "uk"))
    blocks += notes(checks_for(PaperName.LETTER, "UA", record.agreement.kind), "uk")
    return draft(record, texts["title"], "uk", blocks)


def proposed_decision(record: Record) -> dict[str, str]:
    """Give the texts that the decision begins with."""
    act = ACT["uk"][record.agreement.kind]
    areas = listed(record.areas("uk"), "uk") or "[доповнити: сфери співробітництва]"
    is_change = record.agreement.kind in _CHANGES
    purpose = "" if is_change else f"з метою розвитку співробітництва у сферах: {areas}, "
    between = _between(record)
    council = council_of(record.city)
    return {
        "council": council,
        "title": f"Про погодження проєкту {act[1]} {between} та надання повноважень на підписання",
        "basis": (
            "Керуючись статтями 25, 26, 59 Закону України «Про місцеве самоврядування в Україні»,"
            f" {_LAW_INSTRUMENTAL}, {purpose}{council} ВИРІШИЛА:"
        ),
        "paragraphs": "\n\n".join(
            [
                f"Погодити проєкт {act[1]} {between} (додається).",
                (
                    f"Уповноважити {_signer(record)} підписати {act[2]} від імені"
                    f" {_community(record.city, Case.GENITIVE)}."
                ),
                (
                    f"Після підписання подати {act[2]} до Міністерства розвитку громад та територій"
                    " України для внесення до переліку угод про міжнародне територіальне"
                    " співробітництво."
                ),
                (
                    "Контроль за виконанням рішення покласти на [доповнити: постійна комісія або"
                    " посадова особа]."
                ),
            ]
        ),
    }


def proposed_note(record: Record) -> dict[str, str]:
    """Give the text that the explanatory note begins with."""
    act = ACT["uk"][record.agreement.kind]
    areas = listed(record.areas("uk"), "uk") or "[доповнити: сфери співробітництва]"
    agreed = (
        f"Текст: версія № {record.text.number}, SHA-256: {record.text.sha256}."
        if record.is_frozen and record.agreement.is_sample
        else f"Текст погоджено всіма сторонами {day_in(record.day, 'uk')}"
        f" (версія № {record.text.number}, SHA-256: {record.text.sha256})."
        if record.is_frozen
        else "Текст ще узгоджується зі стороною-партнером."
    )
    sections = [
        ("1. Обґрунтування необхідності прийняття рішення",
         f"Проєкт рішення підготовлено, щоб укласти {act[2]} {_between(record)} і надати"
         " повноваження на її підписання." if "угод" in act[2] else
         f"Проєкт рішення підготовлено, щоб підписати {act[2]} {_between(record)}."),
        ("2. Мета і зміст",
         agreed if record.agreement.kind in _CHANGES else
         f"Співробітництво має охопити такі сфери: {areas}. {agreed}"),
        ("3. Правові підстави",
         ("Статті 25, 26, 59 Закону України «Про місцеве самоврядування в Україні»;"
         f" {_LAW}.")),
        ("4. Фінансово-економічне обґрунтування",
         _costs(record)),
        ("5. Очікувані результати",
         ("Постійна співпраця установ і мешканців громад-партнерів, спільні проєкти та обмін"
         " досвідом.")),
    ]  # fmt: skip
    return {"text": "\n\n".join(part for section in sections for part in section)}


def _costs(record: Record) -> str:
    """Say what it costs; never that it costs nothing where nobody has said so."""
    if record.binds_money:
        return (
            "Документ створює грошові зобов’язання: [доповнити: сума, рік і джерело фінансування]."
        )
    shared = (
        "Спільні заходи фінансуватимуться в межах призначень місцевого бюджету на відповідний рік"
        " та з інших джерел, не заборонених законодавством."
    )
    if record.binds_money is None:
        return (
            "[доповнити: чи потребує прийняття рішення видатків, їх сума і джерело фінансування]. "
            + shared
        )
    return f"Прийняття рішення не потребує додаткових видатків. {shared}"


_CHANGES = frozenset({AgreementKind.AMENDMENT, AgreementKind.TERMINATION})
"""Kinds that change or end another agreement: they open no field of cooperation."""


def proposed_letter(record: Record) -> dict[str, str]:
    """Give the texts that the letter begins with."""
    act = ACT["uk"][record.agreement.kind]
    languages = {"pl": "польською", "uk": "українською", "en": "англійською"}
    told = [languages.get(one, one) for one in record.text.authentic]
    told.sort(key=lambda one: one != "українською")
    areas = listed(record.areas("uk"), "uk") or "[доповнити: сфери співробітництва]"
    return {
        "recipient": "Міністерство розвитку громад\nта територій України",
        "title": f"Про погодження проєкту {act[1]}",
        "text": "\n\n".join(
            [
                (
                    f"Відповідно до {_LAW_GENITIVE} надсилаємо на розгляд проєкт {act[1]}"
                    f" {_between(record)}."
                ),
                *(
                    []
                    if record.agreement.kind in _CHANGES
                    else [f"Проєктом передбачено співробітництво у таких сферах: {areas}."]
                ),
                "Просимо розглянути проєкт і повідомити про результати розгляду.",
                "Контактна особа: [доповнити: ім’я, прізвище, телефон, електронна пошта].",
            ]
        ),
        "annexes": "\n".join(
            [
                *(f"Проєкт {act[1]} {one} мовою, на ___ арк. в 1 прим." for one in told),
                "Пояснювальна записка, на ___ арк. в 1 прим.",
            ]
        ),
    }


def council_of(city: Municipality) -> str:
    """Name the council of a hromada: Вараська міська рада."""
    kind = _COUNCILS.get(Kind(city.kind), _COUNCILS[Kind.HROMADA_CITY])[0]
    adjective = _adjective(city)
    if adjective:
        return f"{adjective} {kind} рада"
    return f"{kind.capitalize()} рада {city.name.said('uk').text}"


def _adjective(city: Municipality) -> str:
    """Give the name of a hromada as an adjective, as the register has it; else nothing."""
    first = city.register_name.split(" ")[0]
    return first if first.endswith(("ська", "цька", "зька")) else ""


def _head(record: Record) -> tuple[str, str]:
    """Give who signs for the council: function, then the name as documents write it."""
    own = [one for one in record.signers_of(record.city) if not one.countersigns]
    function = _COUNCILS.get(Kind(record.city.kind), _COUNCILS[Kind.HROMADA_CITY])[1]
    if not own:
        return function.capitalize(), ""
    words = own[0].name.said("uk").text.split()
    if len(words) > 1:
        words[-1] = words[-1].upper()
    return function.capitalize(), " ".join(words)


def _signer(record: Record) -> str:
    """Name who is to sign, in the accusative."""
    own = [one for one in record.signers_of(record.city) if not one.countersigns]
    office = _COUNCILS.get(Kind(record.city.kind), _COUNCILS[Kind.HROMADA_CITY])[1]
    function = own[0].function.said("uk").text if own else office
    told = record.names.said(function, Sort.FUNCTION, "uk", Case.ACCUSATIVE)
    if not own:
        return told
    name = own[0].name.said("uk").text
    return f"{told} {record.names.said(name, Sort.PERSON, 'uk', Case.ACCUSATIVE)}".strip()


def _between(record: Record) -> str:
    """Say between whom: both in the instrumental."""
    named = [_side(city) for city in record.cities]
    named.sort(key=lambda one: not one.endswith("(Україна)"))
    return "між " + listed(named, "uk")


def _side(city: Municipality) -> str:
    state = STATES["uk"].get(city.country, city.country)
    if city.country == "UA":
        return f"{_community(city, Case.INSTRUMENTAL)} ({state})"
    noun = _GMINAS.get(Kind(city.kind), "містом")
    return f"{noun} {city.name.said('uk').text} ({state})"


_ENDINGS = {Case.GENITIVE: ("ої", "ої", "и"), Case.INSTRUMENTAL: ("ою", "ою", "ою")}


def _community(city: Municipality, case: Case) -> str:
    """Name the hromada in a case: Вараської міської територіальної громади."""
    kind = _COUNCILS.get(Kind(city.kind), _COUNCILS[Kind.HROMADA_CITY])[0]
    adjective, _second, noun = _ENDINGS[case]
    words = [_adjective(city), kind, "територіальна"]
    told = " ".join(word[:-1] + adjective for word in words if word) + f" громад{noun}"
    return told if _adjective(city) else f"{told} {city.name.said('uk').text}"

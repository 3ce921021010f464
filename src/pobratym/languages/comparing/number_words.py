"""Numbers written in words, in Polish, Ukrainian and English, in all their cases."""

import re
from collections.abc import Iterator, Mapping

_PL = """
0 zero zera
1 jeden jednego jednemu jednym jedna jednej jedną jedno
2 dwa dwie dwóch dwu dwóm dwoma dwiema dwoje dwojga dwaj
3 trzy trzej trzech trzem trzema troje trojga
4 cztery czterej czterech czterem czterema czworo
5 pięć pięciu pięcioma
6 sześć sześciu sześcioma
7 siedem siedmiu siedmioma
8 osiem ośmiu ośmioma
9 dziewięć dziewięciu dziewięcioma
10 dziesięć dziesięciu dziesięcioma
11 jedenaście jedenastu jedenastoma
12 dwanaście dwunastu dwunastoma
13 trzynaście trzynastu trzynastoma
14 czternaście czternastu czternastoma
15 piętnaście piętnastu piętnastoma
16 szesnaście szesnastu szesnastoma
17 siedemnaście siedemnastu siedemnastoma
18 osiemnaście osiemnastu osiemnastoma
19 dziewiętnaście dziewiętnastu dziewiętnastoma
20 dwadzieścia dwudziestu dwudziestoma
30 trzydzieści trzydziestu trzydziestoma
40 czterdzieści czterdziestu czterdziestoma
50 pięćdziesiąt pięćdziesięciu
60 sześćdziesiąt sześćdziesięciu
70 siedemdziesiąt siedemdziesięciu
80 osiemdziesiąt osiemdziesięciu
90 dziewięćdziesiąt dziewięćdziesięciu
100 sto stu
200 dwieście dwustu
300 trzysta trzystu
400 czterysta czterystu
500 pięćset pięciuset
600 sześćset sześciuset
700 siedemset siedmiuset
800 osiemset ośmiuset
900 dziewięćset dziewięciuset
1000 tysiąc tysiąca tysiące tysięcy tysiącem tysiącach
1000000 milion miliona miliony milionów milionem
"""
_UK = """
0 нуль нуля
1 один одного одному одним одна однієї одній одну однією одне одно
2 два дві двох двом двома двоє
3 три трьох трьом трьома троє
4 чотири чотирьох чотирьом чотирма четверо
5 п'ять п'яти п'ятьох п'ятьом п'ятьма п'ятьома п'ятеро
6 шість шести шістьох шістьом шістьма шістьома
7 сім семи сімох сімом сьома сімома
8 вісім восьми вісьмох вісьмом вісьма вісьмома
9 дев'ять дев'яти дев'ятьох дев'ятьом дев'ятьма
10 десять десяти десятьох десятьом десятьма
11 одинадцять одинадцяти одинадцятьох одинадцятьом
12 дванадцять дванадцяти дванадцятьох дванадцятьом
13 тринадцять тринадцяти тринадцятьох
14 чотирнадцять чотирнадцяти чотирнадцятьох
15 п'ятнадцять п'ятнадцяти п'ятнадцятьох
16 шістнадцять шістнадцяти шістнадцятьох
17 сімнадцять сімнадцяти сімнадцятьох
18 вісімнадцять вісімнадцяти вісімнадцятьох
19 дев'ятнадцять дев'ятнадцяти дев'ятнадцятьох
20 двадцять двадцяти двадцятьох двадцятьом
30 тридцять тридцяти тридцятьох тридцятьом
40 сорок сорока
50 п'ятдесят п'ятдесяти п'ятдесятьох
60 шістдесят шістдесяти шістдесятьох
70 сімдесят сімдесяти сімдесятьох
80 вісімдесят вісімдесяти вісімдесятьох
90 дев'яносто дев'яноста
100 сто ста
200 двісті двохсот двомстам двомастами
300 триста трьохсот трьомстам
400 чотириста чотирьохсот
500 п'ятсот п'ятисот
600 шістсот шестисот
700 сімсот семисот
800 вісімсот восьмисот
900 дев'ятсот дев'ятисот
1000 тисяча тисячі тисячу тисяч тисячею тисячам
1000000 мільйон мільйона мільйони мільйонів
"""
_EN = """
0 zero
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty
30 thirty
40 forty
50 fifty
60 sixty
70 seventy
80 eighty
90 ninety
100 hundred
1000 thousand
1000000 million
"""
_SOFT = {
    "pl": "2 oba obie obu oboma obydwa obydwie obydwu obydwoma dwukrotnie obaj\n"
    "3 trzykrotnie\n4 czterokrotnie",
    "uk": "2 обидва обидві обох обом обома двічі\n3 тричі",
    "en": "2 both twice\n3 thrice",
}
_ORDINALS = {
    "pl": "1 pierwsz\n2 drug\n3 trzec\n4 czwart\n5 piąt\n6 szóst\n7 siódm\n8 ósm\n9 dziewiąt\n"
    "10 dziesiąt",
    "uk": "1 перш\n2 друг\n3 трет\n4 четверт\n5 п'ят\n6 шост\n7 сьом\n8 восьм\n9 дев'ят\n10 десят",
    "en": "1 first\n2 second\n3 third\n4 fourth\n5 fifth\n6 sixth\n7 seventh\n8 eighth\n9 ninth\n"
    "10 tenth",
}
_PREFIXES = {
    "pl": "1 jedno\n2 dwu\n3 trzy\n4 cztero\n5 pięcio\n6 sześcio\n7 siedmio\n8 ośmio\n"
    "9 dziewięcio\n10 dziesięcio\n"
    "12 dwunasto\n14 czternasto\n15 piętnasto\n18 osiemnasto\n20 dwudziesto\n"
    "21 dwudziestojedno\n24 dwudziestocztero\n30 trzydziesto\n36 trzydziestosześcio\n"
    "45 czterdziestopięcio\n48 czterdziestoośmio\n60 sześćdziesięcio\n90 dziewięćdziesięcio",
    "uk": "1 одно\n2 дво двох\n3 три трьох\n4 чотири чотирьох\n5 п'яти\n6 шести\n7 семи\n8 восьми\n"
    "9 дев'яти\n10 десяти\n12 дванадцяти\n14 чотирнадцяти\n15 п'ятнадцяти\n18 вісімнадцяти\n"
    "20 двадцяти\n24 двадцятичотири\n30 тридцяти\n36 тридцятишести\n45 сорокап'яти\n"
    "60 шістдесяти\n90 дев'яносто",
}


def _table(rows: str) -> Mapping[str, int]:
    pairs = (row.split() for row in rows.strip().splitlines())
    return {form: int(value) for value, *words in pairs for form in words}


WORDS = {"pl": _table(_PL), "uk": _table(_UK), "en": _table(_EN)}
SOFT = {language: _table(rows) for language, rows in _SOFT.items()}
ORDINALS = {language: _table(rows) for language, rows in _ORDINALS.items()}
PREFIXES = {language: _table(rows) for language, rows in _PREFIXES.items()}

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_JOINT = re.compile(r"[ \u00a0-]+(?:and[ \u00a0]+)?")
_ENDING = {
    "pl": re.compile(r"(?:y|ego|emu|ym|a|ej|ą|e|i|iego|iemu|im|ia|iej|ią|ie)"),
    "uk": re.compile(r"(?:ий|ій|ого|ому|им|а|я|ої|ьої|ю|у|ою|ьою|е|є|ього|ьому|ім|і|их)"),
    "en": re.compile(""),
}


def spelt_numbers(text: str, language: str) -> Iterator[tuple[int, int, int, bool]]:
    """Give the numbers written in words: start, end, value, and whether it may stay unsaid.

    Args:
        text: with straight apostrophes, lower case.
        language: without a table of words nothing is found.
    """
    words = WORDS.get(language)
    if words is None:
        return
    run: list[tuple[int, int, int]] = []
    for found in _WORD.finditer(text):
        value = words.get(found[0])
        if run and (value is None or not _JOINT.fullmatch(text, run[-1][1], found.start())):
            yield from _sums(run)
            run = []
        if value is not None:
            run.append((found.start(), found.end(), value))
            continue
        soft = SOFT[language].get(found[0])
        soft = _ordinal(found[0], language) if soft is None else soft
        if soft is not None:
            yield found.start(), found.end(), soft, True
    yield from _sums(run)


def _sums(run: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, bool]]:
    """Put words that follow one another together: twenty five, two thousand."""
    start = end = total = part = 0
    smallest = 10**9
    for begins, ends, value in run:
        multiplies = value in {1_000, 1_000_000} or (value == 100 and 0 < part < 10)  # noqa: PLR2004
        fits = end and (multiplies or value < smallest)
        if end and not fits:
            yield start, end, total + part, total + part == 1
            total = part = 0
            smallest, end = 10**9, 0
        if not end:
            start = begins
        if value >= 1_000:  # noqa: PLR2004
            total, part, smallest = total + (part or 1) * value, 0, 1_000
        elif multiplies and part:
            part, smallest = part * value, 100
        else:
            part += value
            smallest = _room_below(value)
        end = ends
    if end:
        yield start, end, total + part, total + part == 1


def _room_below(value: int) -> int:
    """Tell below what a next word must be to belong to the same number."""
    if value >= 100:  # noqa: PLR2004
        return 100
    return 10 if value >= 20 else 0  # noqa: PLR2004


def _ordinal(word: str, language: str) -> int | None:
    for length in range(3, len(word) + 1):
        value = ORDINALS[language].get(word[:length])
        if value is not None and _ENDING[language].fullmatch(word, length):
            return value
    return None

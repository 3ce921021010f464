import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.languages.cleaning import Oddity, clean_pasted, oddities

PLAIN = (
    "§ 4. Strony ustalają: „współpraca” – «partnerstwo» — 3 lata, a < b i c > d.\n\n1) pierwszy;\n"
    "2) drugi: 1\u00a0000,00 zł; e-mail: urzad@example.org; R&D, AT&T; <adres>"
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style></head>
<body lang=PL>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]-->
<p class=MsoNormal style='text-align:justify'><b>Strony</b> zawierają
umowę&nbsp;partnerską<o:p></o:p></p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>w&#243;jt &amp;
burmistrz</p>
</body></html>"""


def test_plain_words_stay_as_they_are():
    assert clean_pasted(PLAIN) == PLAIN


def test_words_markup_becomes_paragraphs_and_points():
    assert clean_pasted(WORD) == ("Strony zawierają umowę\u00a0partnerską\n\n– wójt & burmistrz")


@pytest.mark.parametrize(
    ("pasted", "wanted"),
    [
        ("Rada<o:p></o:p> miasta", "Rada miasta"),
        ("a < b", "a < b"),
        ("a <b and c> d", "a <b and c> d"),
        ("5 <p 7 > 3", "5 <p 7 > 3"),
        ("jeden\r\ndwa\rtrzy", "jeden\ndwa\ntrzy"),
        ("part\u00adner\u200bst\u2060wo\ufeff", "partnerstwo"),
        ("\u202eумова\u202c \u200fпро\u200e", "умова про"),
        ("1\u00a0\u00a0\u00a0000", "1 000"),
        ("1\u00a0000 zł", "1\u00a0000 zł"),
        ("\uf0b7\traz\n•  dwa\n\u00a0\u00a0▪ trzy\no\tcztery", "– raz\n– dwa\n– trzy\n– cztery"),
        ("<ul><li>raz</li><li>dwa</li></ul>", "– raz\n\n– dwa"),
        ("raz<br>dwa<br/>trzy", "raz\ndwa\ntrzy"),
        ("<script>alert(1)</script>Miasto", "Miasto"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Miasto", "Miasto"),
        ("<!-- nigdy", "<!-- nigdy"),
        ("Normal 0 21 false false false PL X-NONE X-NONE\nMiasto", "Miasto"),
        ("/* Style Definitions */ table.MsoNormalTable {mso-style-name:x; a:b;}\nMiasto", "Miasto"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("wiersz\x0bdrugi\x1fciąg", "wiersz\ndrugiciąg"),
        ("&#1; &unknown; &copy 5", "&unknown; &copy 5"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_clipboard_adds_goes(pasted, wanted):
    assert clean_pasted(pasted) == wanted


@given(st.text(max_size=300))
def test_cleaning_twice_gives_the_same_as_once(text):
    once = clean_pasted(text)

    assert clean_pasted(once) == once


_WORDS = st.text("aąbćdłożґєіїякфЩŻ„”«»—–’§%<", min_size=1, max_size=9)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5))
def test_no_word_and_no_line_is_lost(lines):
    text = "\n".join(lines)

    assert clean_pasted(text) == text


@given(st.lists(_WORDS.filter(lambda word: "<" not in word), min_size=1, max_size=6))
def test_markup_around_words_does_not_touch_them(words):
    text = " ".join(words)

    assert clean_pasted(f"<p class=MsoNormal><span lang=PL>{text}<o:p></o:p></span></p>") == text


@pytest.mark.parametrize(
    "evil",
    ["<!--", "<p a='", '<p a="', "<style", "{mso-", "/* *", "&", "<p ", "<p a=b", "a:", "• "],
)
def test_a_hostile_text_takes_no_longer_than_a_long_one(evil):
    text = evil * (100_000 // len(evil))

    began = time.process_time()
    clean_pasted(text)

    assert time.process_time() - began < 2


def test_latin_letters_in_a_cyrillic_word_are_told_with_the_word_that_was_meant():
    assert oddities("мiста-партнери Варaш", "uk") == [
        Oddity(0, "мiста", "mixed_letters", "міста"),
        Oddity(15, "Варaш", "mixed_letters", "Вараш"),
    ]


@pytest.mark.parametrize("letter", "aceiopx")
def test_each_look_alike_is_caught_in_both_alphabets(letter):
    twin = dict(zip("aceiopx", "асеіорх", strict=True))[letter]

    assert oddities(f"шля{letter}щб", "uk")[0].meant == f"шля{twin}щб"
    assert oddities(f"zł{twin}twd", "pl")[0].meant == f"zł{letter}twd"


def test_a_foreign_letter_standing_alone_is_told_and_a_label_is_not():
    assert oddities("культура i освіта", "uk") == [Oddity(9, "i", "foreign_letter", "і")]
    assert oddities("kultura і oświata", "pl") == [Oddity(8, "і", "foreign_letter", "i")]
    assert oddities("a) культура; x = 5; i", "uk") == []


def test_russian_letters_are_told_in_ukrainian_only():
    assert oddities("сотрудничество мы", "uk") == [Oddity(15, "мы", "russian_letter", "ми")]
    assert oddities("България", "bg") == []


def test_signs_in_place_of_an_apostrophe_are_told():
    assert [one.meant for one in oddities('об*єкт, зв`язок, п"ять', "uk")][:2] == ["’", "’"]
    assert oddities("об'єкт", "uk") == []
    assert [one.start for one in oddities("об'єкт зв’язок", "uk")] == [2]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("„umowa”", []),
        ("„umowa", [0]),
        ("umowa”", [5]),
        ("„umowa «o» partnerstwie”", []),
        ("«угода", [0]),
        ("“agreement”", []),
        ("„Vertrag“", []),
        ('"a" "b', [4]),
        ("the city’s", []),
    ],
)
def test_a_quotation_mark_without_its_other_half_is_told(text, places):
    assert [one.start for one in oddities(text, "en")] == places


@given(st.text(max_size=200), st.sampled_from(["pl", "uk", "en", "bg"]))
def test_each_oddity_stands_where_it_says(text, language):
    for one in oddities(text, language):
        assert text[one.start : one.start + len(one.text)] == one.text


HOSTILE = [
    "x" * 300 + "{" + "mso- " * 4_000,
    "{mso-" * 4_000,
    "/* a */" * 2_000 + "{" + "mso-a" * 1_500 + "}",
    "<a" + " b='" * 5_000,
    "Normal 0 false " * 1_300 + "X-NONE",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long_to_clean(text):
    began = time.process_time()

    clean_pasted(text)

    assert time.process_time() - began < 1  # a second's work is thousands of times what it needs


def test_a_rule_of_a_style_sheet_goes_with_its_name():
    text = 'Cele\np.MsoNormal, li {margin:0; mso-style-parent:"";}\nStrony {współpracują}.'

    assert clean_pasted(text) == "Cele\n\nStrony {współpracują}."

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tmx as their_tmx
from translate.storage.tbx import tbxfile

from pobratym.terms.exchange.rows import ConceptRow, UnitRow, Unreadable
from pobratym.terms.exchange.sheets import read_sheet, write_sheet
from pobratym.terms.exchange.tbx import read_tbx, write_tbx, write_tbx_2008
from pobratym.terms.exchange.tmx import read_tmx, write_tmx
from pobratym.terms.states import TermStatus

P, A, V = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.AVOID
ROWS = [
    ConceptRow(
        "partnership_agreement",
        "agreement",
        {
            "pl": [("umowa partnerska", P), ("umowa o partnerstwie", A)],
            "uk": [("угода про партнерство", P), ("договір про партнерство", V)],
            "en": [("partnership agreement", P)],
        },
        {"pl": "Uwaga: § 1 < § 2 & „cudzysłów”"},
    ),
    ConceptRow("seven", "other", {"pl": [("siedem", P)], "uk": [("сім", P)]}),
]


def _plain(rows):
    return [(row.code, row.area, dict(row.terms), dict(row.note)) for row in rows]


@pytest.mark.parametrize("write", [write_tbx, write_tbx_2008])
def test_tbx_comes_back_as_it_went(write):
    assert _plain(read_tbx(write(ROWS, "Ostrołęka – Varash"))) == _plain(ROWS)


def test_a_stranger_reads_our_tbx():
    store = tbxfile.parsestring(write_tbx_2008(ROWS, "Ostrołęka – Varash"))

    assert [str(unit.source) for unit in store.units] == ["umowa partnerska", "siedem"]


def test_a_stranger_reads_our_tmx():
    data = write_tmx([UnitRow({"pl": "Miasta współpracują.", "uk": "Міста співпрацюють."})])
    store = their_tmx.tmxfile.parsestring(
        data.replace(b'srclang="*all*"', b'srclang="pl"'), "pl", "uk"
    )

    assert [(unit.source, unit.target) for unit in store.units] == [
        ("Miasta współpracują.", "Міста співпрацюють.")
    ]


def test_other_programs_tbx_is_read():
    theirs = b"""<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX"><text><body><termEntry id="7"><langSet xml:lang="pl-PL"><ntig><termGrp>
    <term>rada <hi>miasta</hi></term></termGrp></ntig><tig><term>rada miejska</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
    <langSet xml:lang="uk"><tig><term>\xd1\x80\xd0\xb0\xd0\xb4\xd0\xb0</term></tig></langSet>
    </termEntry></body></text></martif>"""

    assert _plain(read_tbx(theirs)) == [
        ("7", "", {"pl": [("rada miasta", P), ("rada miejska", V)], "uk": [("рада", P)]}, {})
    ]


def test_tbx_in_dct_style_is_read():
    theirs = b"""<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="x">
    <text><body><conceptEntry id="c1"><min:subjectField>law</min:subjectField>
    <langSec xml:lang="en"><termSec><term>council</term>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
    </conceptEntry></body></text></tbx>"""

    assert _plain(read_tbx(theirs)) == [("c1", "law",
                                         {"en": [("council", P)]}, {})]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><martif>&x;</martif>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><martif>&x;</martif>', "entities"),
        (b"<martif><text>", "not_xml"),
        (b'<?xml version="1.0" encoding="klingon"?><martif/>', "encoding"),
        (b"<html/>", "not_this_kind"),
        (b"<martif/>", "empty"),
        (b"<a>" * 100 + b"</a>" * 100, "not_this_kind"),
        (b"\x00\x01", "not_xml"),
        (b"<martif>" + b" " * 5_000_001, "too_large"),
        ("<martif>\n\nŁ</martif>".encode("cp1250"), "not_xml"),
    ],
)
def test_bad_xml_is_refused_by_name(data, code):
    with pytest.raises(Unreadable) as refused:
        read_tbx(data)

    assert refused.value.code == code


def test_the_line_at_fault_is_named():
    with pytest.raises(Unreadable) as refused:
        read_tbx(b"<martif>\n<text>\n</body>\n</martif>")

    assert refused.value.line == 3


def test_a_sheet_comes_back_as_it_went():
    assert _plain(read_sheet(write_sheet(ROWS, ["pl", "uk", "en"]))) == _plain(ROWS)


def test_cells_are_no_formulas():
    rows = [ConceptRow("=1+1", "law", {"pl": [("=cmd()", P)], "uk": [("+380", P)]}, {"en": "@x"})]

    data = write_sheet(rows, ["pl", "uk"])

    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert _plain(read_sheet(data)) == _plain(rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_saved_by_a_spreadsheet_is_read(delimiter):
    text = delimiter.join(["code", "pl", "uk"]) + "\r\n" + delimiter.join(["a", "rada", "рада"])

    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read_sheet(text.encode(encoding))[0].terms == {
            "pl": [("rada", P)],
            "uk": [("рада", P)],
        }


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("pl,uk\nłąka,лука".encode("cp1251", "replace").replace(b"?", b"\xb3"), "encoding", 2),
        (b"a,b\n1,2", "no_columns", 1),
        (b"pl,uk\n", "empty", 0),
    ],
)
def test_a_bad_sheet_is_refused_with_its_line(data, code, line):
    with pytest.raises(Unreadable) as refused:
        read_sheet(data)

    assert (refused.value.code, refused.value.line) == (code, line)


_SIGNS = "aąłŻ0=+-@'\"<>&;абґїє’„”«»ა日\u00a0 \n\t"
_TEXT = st.text(_SIGNS, min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
_TEXT = _TEXT.filter(bool)


@given(st.dictionaries(st.sampled_from(["pl", "uk", "en", "ka"]), _TEXT, min_size=2))
def test_any_words_survive_tmx(segments):
    assert [dict(unit.segments) for unit in read_tmx(write_tmx([UnitRow(segments)]))] == [segments]


@given(st.dictionaries(st.sampled_from(["pl", "uk"]), _TEXT, min_size=1))
def test_any_words_survive_tbx(texts):
    rows = [ConceptRow("a", "law", {one: [(text, P)] for one, text in texts.items()})]

    assert _plain(read_tbx(write_tbx(rows, "x"))) == _plain(rows)

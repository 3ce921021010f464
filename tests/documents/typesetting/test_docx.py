import io
import zipfile

import docx
from docx.oxml.ns import qn

from pobratym.documents.typesetting.docx import as_docx
from pobratym.documents.typesetting.paper import Facts, Look, NewPage, Piece, Signing, Signings
from tests.documents.typesetting.made import paper, plain, sides


def opened(made):
    return docx.Document(io.BytesIO(made))


def test_headings_are_headings_and_heads_of_tables_are_repeated():
    document = opened(as_docx(paper(Piece("Cele", "pl", Look.HEADING), sides(("a", "б")))))

    styles = [one.style.name for one in document.paragraphs if one.text]
    assert styles == ["Heading 1", "Heading 2"]
    first = document.tables[0].rows[0]._tr
    assert first.find(".//" + qn("w:tblHeader")) is not None


def test_every_run_says_its_language():
    document = opened(as_docx(paper(sides(("Zdanie.", "Речення.")))))

    told = {
        run.find(qn("w:t")).text: run.find(".//" + qn("w:lang")).get(qn("w:val"))
        for run in document.element.body.iter(qn("w:r"))
        if run.find(qn("w:t")) is not None
    }
    assert told["Zdanie."] == "pl-PL"
    assert told["Речення."] == "uk-UA"


def test_signs_are_bound_to_their_numbers():
    text = "Na podstawie art. 18 ust. 2 pkt 12a oraz § 4 z dnia 7 maja 2024 r. w Ostrołęce"
    document = opened(as_docx(paper(Piece(text, "pl"))))

    told = next(one.text for one in document.paragraphs if "podstawie" in one.text)
    assert "art.\u00a018 ust.\u00a02 pkt\u00a012a" in told
    assert "§\u00a04" in told
    assert "7\u00a0maja 2024\u00a0r." in told
    assert "w\u00a0Ostrołęce" in told
    assert plain(told) == text


def test_there_is_nothing_to_run_in_it_and_the_same_paper_gives_the_same_bytes():
    place = Signing((Piece("A", "pl"),), (Piece("B", "pl"),), ((Piece("podpis", "pl"),),))
    facts = Facts(((Piece("Co", "pl"), (Piece("Tak", "pl"),)),))
    made = [as_docx(paper(facts, NewPage(), Signings((place,)))) for _ in range(2)]

    with zipfile.ZipFile(io.BytesIO(made[0])) as parts:
        assert [name for name in parts.namelist() if "vba" in name.lower() or ".bin" in name] == []
        assert "AutoOpen" not in parts.read("word/document.xml").decode()
    assert made[0] == made[1]


def test_markup_and_field_codes_in_a_text_stay_text():
    text = '<w:fldSimple w:instr="DDEAUTO cmd"/> { INCLUDETEXT } & ]]>'
    document = opened(as_docx(paper(Piece(text, "pl"))))

    assert text in [plain(one.text) for one in document.paragraphs]
    codes = [one.get(qn("w:instr")) for one in document.element.body.iter(qn("w:fldSimple"))]
    assert codes == []


def test_paragraph_properties_stand_in_the_order_that_word_reads():
    document = opened(as_docx(paper(sides(("1", "2")), Piece("x", "pl", label="1)"))))

    order = ["pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "rPr"]
    for properties in document.element.body.iter(qn("w:pPr")):
        names = [one.tag.rpartition("}")[2] for one in properties if not one.tag.endswith("sectPr")]
        assert names == sorted(names, key=order.index)

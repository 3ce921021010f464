import io

import pikepdf
import pypdfium2
import pytest

from pobratym.documents.typesetting.paper import Piece, Signing, Signings
from pobratym.documents.typesetting.pdf import Kept, as_data, as_pdf
from pobratym.documents.typesetting.press import Press
from tests.documents.typesetting.made import paper, sides, squeezed, words_of

PAIR = ("Łódź żąda ćmy, gęś i źdźbło.", "Ґанок, їжак, єнот, щастя.")


def structure(pdf):
    """Give (kind, language) of every element of the structure tree."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        stack = [document.Root.StructTreeRoot]
        while stack:
            node = stack.pop()
            if isinstance(node, pikepdf.Array):
                stack += list(node)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    found.append((str(node.S), str(node.get("/Lang", ""))))
                if "/K" in node:
                    stack.append(node.K)
    return found


def test_a_paper_says_that_it_is_tagged_archivable_and_accessible():
    with pikepdf.open(io.BytesIO(as_pdf(paper(sides(PAIR))))) as document:
        about = document.open_metadata()

        assert (
            bool(document.Root.MarkInfo.Marked),
            str(document.Root.Lang),
            bool(document.Root.ViewerPreferences.DisplayDocTitle),
            about["pdfaid:part"],
            about["pdfaid:conformance"],
            about["pdfuaid:part"],
            about["dc:title"],
        ) == (True, "pl", True, "3", "A", "1", "Umowa")


def test_each_language_is_named_in_the_structure_and_heads_are_heads():
    told = structure(as_pdf(paper(sides(PAIR))))

    assert {("/TH", ""), ("/TH", "uk"), ("/TD", ""), ("/TD", "uk")} <= set(told)
    assert [kind for kind, _language in told].count("/H1") == 1


def test_the_same_paper_gives_the_same_bytes():
    data = as_data(paper(sides(PAIR)))
    presses = [Press(), Press()]

    first, second = (one.pdf("paper", data) for one in presses)

    [one.stop() for one in presses]
    assert first == second == as_pdf(paper(sides(PAIR)))


def test_the_last_few_files_are_kept():
    kept = Kept(most=2)
    for name in ("a", "b", "c"):
        kept.put(name, name.encode())
        kept.get("a")

    assert [kept.get(name) for name in ("a", "b", "c")] == [b"a", None, b"c"]


def test_the_digest_stands_among_the_keywords():
    pdf = as_pdf(paper(keywords=("pobratym-sha256:" + "ab" * 32,)))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Keywords"]) == "pobratym-sha256:" + "ab" * 32


def test_both_columns_begin_at_the_same_height():
    pairs = [(f"Lewy{n} słowo " * (n * 9), f"Правий{n} слово " * 7) for n in range(1, 9)]
    pdf = as_pdf(paper(sides(*pairs)))

    heights = {}
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for n in range(1, 9):
                for word in (f"Lewy{n}", f"Правий{n}"):
                    found = text.search(word).get_next()
                    if found and word not in heights:
                        heights[word] = (number, round(text.get_charbox(found[0])[1]))
    pages_apart = [heights[f"Lewy{n}"][0] - heights[f"Правий{n}"][0] for n in range(1, 9)]
    gaps = [abs(heights[f"Lewy{n}"][1] - heights[f"Правий{n}"][1]) for n in range(1, 9)]
    assert pages_apart == [0] * 8
    assert max(gaps) <= 3  # the feet of letters differ


def test_every_letter_of_our_languages_has_its_shape():
    letters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ ґҐїЇєЄіІщьюя’ „tak” «так» № § – — ě š ä ö ū ė"
    pdf = as_pdf(paper(Piece(letters, "pl")))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {
            str(font.BaseFont).partition("+")[2].split("-")[0]
            for page in document.pages
            for font in page.Resources.Font.values()
        }
    assert squeezed(letters) in squeezed(words_of(pdf))
    assert {name for name in fonts if not name.startswith("SourceS")} == set()


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "$ x^2 $ and #{1+1}",
        "@preview/cetz:0.1 \\ <label> *strong* _soft_ `raw`",
        '#import "@preview/cetz:0.3.4"',
        "\\u{41} // comment /* other */",
        "= heading",
        "{{ 7*7 }} %(page)s ${HOME}",
        "</script><b>bold</b>",
    ],
)
def test_text_prints_as_text_and_is_never_read_as_markup(text):
    pdf = as_pdf(paper(Piece(text, "pl"), sides((text, text)), title=text))

    assert squeezed(words_of(pdf)).count(squeezed(text)) == 3


def test_a_word_without_end_stays_on_its_page():
    pdf = as_pdf(paper(sides(("x" * 400, "https://example.org/" + "a" * 300))))

    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[0]
        text = page.get_textpage()
        right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
        assert right < page.get_width() - 50


def test_marks_that_turn_the_writing_are_left_out():
    pdf = as_pdf(paper(Piece("płaci \u202e001 zł\u202c, \u200fkoniec", "pl")))

    assert "płaci 001 zł, koniec" in words_of(pdf)


def test_a_draft_is_marked_on_every_page_and_pages_are_counted():
    many = [(f"Zdanie {n}. " * 30, f"Речення {n}. " * 30) for n in range(12)]
    pdf = as_pdf(
        paper(
            sides(*many),
            mark="PROJEKT / ПРОЄКТ",
            page_of=(Piece("Strona %(page)s z %(pages)s", "pl"),),
        )
    )

    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    assert len(pages) > 1
    assert [
        n for n, text in enumerate(pages, 1)
        if "PROJEKT/ПРОЄКТ" not in text or f"Strona{n}z{len(pages)}" not in text
    ] == []  # fmt: skip


def test_nobody_signs_an_empty_page():
    place = Signing((Piece("Ostrołęka", "pl"),), (), ((Piece("podpis", "pl"),),))
    for many in range(24, 40, 3):
        text = sides(*[("Zdanie krótkie.", "Коротке речення.")] * many)
        last = sides(("Ostatnia klauzula.", "Останній пункт."))
        pdf = as_pdf(paper(text, Signings((place, place), last)))

        with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
            told = [page.get_textpage().get_text_bounded() for page in document]
        assert "Ostatnia klauzula" in told[-1]
        assert "podpis" in told[-1]

import csv
import datetime as dt
import io

import openpyxl
import pytest

from pobratym.agreements.models.agreements import Agreement, AgreementParty, Tongue
from pobratym.agreements.states import ClauseType, Kind, Stage
from pobratym.agreements.texts.structure import blocks
from pobratym.core.wordings import Wordings
from pobratym.papers.models import NameForms, PaperText
from pobratym.papers.queries.desk import missing, names_used
from pobratym.papers.queries.polish import council_of, executive_of, proposed
from pobratym.papers.queries.printing import paper_of, printed
from pobratym.papers.queries.record import record_of
from pobratym.papers.queries.ukrainian import proposed_decision, proposed_letter, proposed_note
from pobratym.papers.states import FORMATS, Format, Paper, belongs_to
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.models.signing import Signatory, Signature
from pobratym.routes.models.steps import Step, Walk
from tests.documents.typesetting.made import pages_of, squeezed, words_of
from tests.factories import AgreementFactory, MunicipalityFactory, clause_of, frozen
from tests.papers.founding import founding_agreement

pytestmark = pytest.mark.django_db


def cities_of(agreement):
    return [party.city for party in agreement.parties.all()]


def record(agreement, at=0):
    agreement = Agreement.objects.with_cities().get(pk=agreement.pk)
    return record_of(agreement, cities_of(agreement)[at])


def pdf(agreement, paper, at=0, language=""):
    return printed(record(agreement, at), paper, Format.PDF, language).data


def small(**facts):
    agreement = AgreementFactory(**facts)
    clause_of(agreement, type=ClauseType.PREAMBLE, pl="Miasta postanawiają:", uk="Міста вирішили:")
    clause_of(
        agreement,
        type=ClauseType.FIELDS,
        topics=["schools"],
        pl="1. Szkoły.\n1) wymiana,\n2) projekty.",
        uk="1. Школи.\n1) обмін,\n2) проєкти.",
    )
    return agreement


def test_the_printed_agreement_says_what_the_record_says():
    agreement = founding_agreement(stage=Stage.TEXT_AGREED)

    told = squeezed(words_of(pdf(agreement, Paper.AGREEMENT)))

    text = record(agreement).text
    lost = [
        (clause.label, language, block.text[:40])
        for clause in text.clauses
        for language in ("pl", "uk")
        for block in blocks(clause.said(language).body)
        if squeezed(block.text) not in told and len(block.text) < 60
    ]
    headings = [
        clause.said(language).heading
        for clause in text.clauses
        for language in ("pl", "uk")
        if squeezed(clause.said(language).heading) not in told
    ]
    assert (lost, headings) == ([], [])


def test_one_language_alone_says_every_word_in_its_order():
    agreement = founding_agreement(stage=Stage.TEXT_AGREED)

    for language in ("pl", "uk"):
        told = squeezed(words_of(pdf(agreement, Paper.COPY, language=language)))
        at = 0
        for clause in record(agreement).text.clauses:
            for block in blocks(clause.said(language).body):
                found = told.find(squeezed(block.text)[:25], at)
                assert found >= at, block.text
                at = found


def test_a_draft_is_marked_and_bears_no_digest_a_frozen_text_bears_its_own():
    agreement = small()
    draft = words_of(pdf(agreement, Paper.AGREEMENT))
    version = frozen(agreement)
    agreed = words_of(pdf(agreement, Paper.AGREEMENT))

    assert "PROJEKT / ПРОЄКТ / DRAFT" in draft
    assert "SHA-256" not in draft
    assert "PROJEKT" not in agreed
    assert f"SHA-256 {version.sha256}" in agreed
    assert "Wersja 1 · Версія 1" in agreed


def test_a_sample_says_that_it_is_one():
    told = words_of(pdf(small(is_sample=True), Paper.AGREEMENT))

    assert "To nie jest tekst podpisanej umowy" in told
    assert "Це не текст підписаної угоди" in told


def test_a_clause_without_text_or_paragraphs_that_do_not_answer_each_other_are_printed():
    agreement = small()
    clause_of(agreement, pl="Pierwszy.\n\nDrugi.\n\nTrzeci.", uk="Один абзац.")
    lonely = clause_of(agreement, pl="Tylko po polsku.")

    told = words_of(pdf(agreement, Paper.AGREEMENT))

    assert "[тексту немає]" in told
    assert "Trzeci." in told
    assert "Один абзац." in told
    assert str(lonely.texts.count()) == "1"


def test_an_agreement_without_clauses_can_be_printed():
    for paper in (Paper.AGREEMENT, Paper.COPY, Paper.RESOLUTION, Paper.PROTOCOL):
        assert pdf(AgreementFactory(), paper)[:5] == b"%PDF-"


def test_two_hundred_clauses_are_printed():
    agreement = AgreementFactory()
    for number in range(200):
        clause_of(agreement, pl=f"Zdanie {number}.", uk=f"Речення {number}.")

    told = words_of(pdf(agreement, Paper.AGREEMENT))

    assert "Zdanie 199." in told
    assert "Речення 199." in told


def test_three_authentic_languages_stand_in_three_columns_on_wide_pages():
    agreement = AgreementFactory(languages=("pl", "uk", "en"), authentic=("pl", "uk", "en"))
    clause_of(agreement, pl="Po polsku.", uk="Українською.", en="In English.")

    made = paper_of(record(agreement), Paper.AGREEMENT)

    assert made.is_wide
    assert {"§ 1", "Стаття 1", "Article 1"} <= set(
        words_of(pdf(agreement, Paper.AGREEMENT)).replace("\n", " ").split("  ")
    ) or "Article 1" in words_of(pdf(agreement, Paper.AGREEMENT))


def test_four_authentic_languages_follow_one_another():
    tongues = ("pl", "uk", "en", "de")
    agreement = AgreementFactory(languages=tongues, authentic=tongues)
    clause_of(agreement, pl="Po polsku.", uk="Українською.", en="In English.", de="Auf Deutsch.")

    pages = pages_of(pdf(agreement, Paper.AGREEMENT))

    assert [word in pages[at] for at, word in enumerate(["polsku", "Україн", "English", "Deutsch"])]


def test_a_third_city_signs_too():
    agreement = small()
    third = MunicipalityFactory(name=Wordings({"pl": "Meppen", "uk": "Меппен"}))
    AgreementParty.objects.create(agreement=agreement, city=third, place=3, language="pl")

    made = paper_of(record(agreement), Paper.AGREEMENT)

    assert len(made.blocks[-1].places) == 3
    assert "Meppen" in words_of(pdf(agreement, Paper.AGREEMENT))


def test_the_resolution_stands_on_article_18_2_12a_and_on_nothing_else_of_it():
    agreement = founding_agreement(stage=Stage.TEXT_AGREED)

    told = words_of(pdf(agreement, Paper.RESOLUTION))

    assert "UCHWAŁA NR" in told
    assert "RADY MIASTA OSTROŁĘKI" in told
    assert "art. 18 ust. 2 pkt 12a ustawy" in told
    assert "pkt 12 " not in told
    assert "upoważnia się Prezydenta Miasta Ostrołęki Pawła Niewiadomskiego" in told
    assert "powierza się Prezydentowi Miasta Ostrołęki" in told
    assert "Załącznik do uchwały" in told
    assert "Uzasadnienie" in told
    assert "[do sprawdzenia" in told
    assert "PROJEKT" in told


def test_the_decision_cites_the_laws_of_the_law_book_and_declines_its_names():
    agreement = founding_agreement(stage=Stage.TEXT_AGREED)

    told = words_of(pdf(agreement, Paper.DECISION, at=1))

    assert "ВАРАСЬКА МІСЬКА РАДА" in told
    assert "Керуючись статтями 25, 26, 59" in told
    assert "№ 3668-IX" in told
    assert "прикордонне" not in told.replace("транскордонне", "")
    assert "Уповноважити Вараського міського голову Олександра Мензула" in told
    assert "між Вараською міською територіальною громадою (Україна) та містом Остроленка" in told


def test_the_letter_goes_to_the_ministry_with_its_annexes():
    told = words_of(pdf(founding_agreement(), Paper.LETTER, at=1))

    assert "Міністерство розвитку громад та територій України" in told
    assert "1. Проєкт угоди про партнерство українською мовою" in told
    assert "2. Проєкт угоди про партнерство польською мовою" in told
    assert "Олександр МЕНЗУЛ" in told


def test_what_a_lawyer_has_to_check_stands_at_the_end_of_a_draft():
    pages = pages_of(pdf(founding_agreement(), Paper.NOTE, at=1))

    assert "ПОЯСНЮВАЛЬНА ЗАПИСКА" in pages[0]
    assert "(вилучити перед використанням)" in pages[-1]
    assert "UA07" in pages[-1]


def test_the_record_of_the_signing_says_who_where_when_and_what():
    agreement = founding_agreement(stage=Stage.SIGNED)

    told = words_of(pdf(agreement, Paper.PROTOCOL))

    for words in (
        "Protokół podpisania",
        "Протокол підписання",
        "Ratusz w Ostrołęce",
        "7 października 2024 r.",
        "7 жовтня 2024 року",
        "Paweł Niewiadomski",
        "Олександр Мензул",
        record(agreement).text.sha256[:8],
    ):
        assert words in told
    assert "PROJEKT" not in told


def test_an_officers_words_go_before_the_proposed_ones_and_stay_in_their_paper():
    agreement = founding_agreement()
    city = cities_of(agreement)[0]
    PaperText.objects.create(
        agreement=agreement,
        city=city,
        paper=Paper.RESOLUTION,
        texts={"title": "w sprawie próby", "paragraphs": "Pierwszy.\n\nDrugi."},
    )

    told = words_of(pdf(agreement, Paper.RESOLUTION))

    assert "w sprawie próby" in told
    assert "§ 1. Pierwszy." in told
    assert "§ 2. Drugi." in told
    assert "§ 3." not in told.split("Załącznik")[0]
    assert "art. 18 ust. 2 pkt 12a" in told


def test_an_officers_forms_go_before_the_librarys_and_those_not_known_come_first():
    agreement = founding_agreement()
    city = cities_of(agreement)[0]
    Signatory.objects.filter(city=city).update(name=Wordings({"pl": "Xawery Qu"}))
    NameForms.objects.create(
        city=city, name="Ostrołęka", language="pl", forms={"gen": "OSTROŁĘKI-TEST"}
    )

    known = names_used(record(agreement))

    assert [one.name for one in known if not one.is_known] == ["Xawery Qu"]
    assert known[0].name == "Xawery Qu"
    assert next(one for one in known if one.name == "Ostrołęka").by_officer
    assert "Ostrołęki-Test".upper() in words_of(pdf(agreement, Paper.RESOLUTION)).upper()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_agreement_has_its_papers(kind):
    parent = small() if kind in {Kind.AMENDMENT, Kind.TERMINATION} else None
    agreement = small(kind=kind, parent=parent)

    for at, country in enumerate(("PL", "UA")):
        for paper in Paper:
            if belongs_to(paper, country):
                for form in FORMATS[paper]:
                    assert printed(record(agreement, at), paper, form).data


@pytest.mark.parametrize(
    ("facts", "council", "executive"),
    [
        ({"code": "1461011", "name": Wordings({"pl": "Ostrołęka"})},
         "Rada Miasta Ostrołęki", "Prezydent Miasta"),
        ({"code": "1416011", "name": Wordings({"pl": "Łomża"})},
         "Rada Miejska w Łomży", "Burmistrz"),
        ({"code": "0264011", "name": Wordings({"pl": "Wrocław"})},
         "Rada Miasta Wrocławia", "Prezydent Miasta"),
        ({"code": "1415082", "name": Wordings({"pl": "Rzekuń"}), "kind": "gmina_rural"},
         "Rada Gminy Rzekuń", "Wójt Gminy"),
    ],
)  # fmt: skip
def test_a_gminas_organs_are_named_by_its_kind(facts, council, executive):
    city = MunicipalityFactory(**facts)
    agreement = AgreementFactory(partnership__cities=[city, MunicipalityFactory(country="UA")])

    assert (council_of(record(agreement)), executive_of(city)) == (council, executive)


def test_the_register_row_has_twelve_columns_and_no_formula():
    agreement = small()
    RegisterEntry.objects.create(agreement=agreement, title='=HYPERLINK("x")', sphere="+1")

    book = printed(record(agreement, 1), Paper.REGISTER_ROW, Format.XLSX).data
    table = printed(record(agreement, 1), Paper.REGISTER_ROW, Format.CSV).data.decode("utf-8-sig")

    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    rows = list(sheet.iter_rows())
    lines = list(csv.reader(io.StringIO(table)))
    assert [len(row) for row in rows] == [12, 12]
    assert [len(line) for line in lines] == [12, 12]
    assert rows[1][2].value == '=HYPERLINK("x")'
    assert {cell.data_type for cell in rows[1]} <= {"s", "n"}
    assert lines[1][2] == '\'=HYPERLINK("x")'
    assert lines[1][5] == "'+1"


def test_what_is_missing_is_said():
    agreement = small()

    first = next(iter(missing(record(agreement), Paper.PROTOCOL)))
    assert first.startswith("The text is not agreed yet")
    assert "Nobody is named who signs" in " ".join(missing(record(agreement), Paper.RESOLUTION))
    assert "Law 3668-IX" in " ".join(missing(record(agreement, 1), Paper.REGISTER_ROW))


def test_reading_a_record_costs_the_same_for_one_and_for_many_clauses(cost):
    one = AgreementFactory()
    clause_of(one)
    many = AgreementFactory()
    for _number in range(20):
        clause_of(many)
    first, second = (Agreement.objects.with_cities().get(pk=a.pk) for a in (one, many))

    assert len(cost(lambda: record_of(first, cities_of(first)[0]))) == len(
        cost(lambda: record_of(second, cities_of(second)[0]))
    )


def test_file_names_say_what_and_whether_it_is_a_draft():
    agreement = small()

    name = printed(record(agreement), Paper.COPY, Format.DOCX, "uk").name
    frozen(agreement)

    assert name.endswith("-copy-uk-draft.docx")
    assert printed(record(agreement), Paper.AGREEMENT, Format.PDF).name.endswith("-agreement.pdf")
    assert Tongue.objects.filter(agreement=agreement).count() == 2


def test_headings_name_no_field_of_cooperation():
    agreement = AgreementFactory()
    clause = clause_of(agreement, type=ClauseType.FIELDS, topics=["schools"])
    clause.texts.filter(language="pl").update(heading="Wymiana młodzieży")

    assert record(agreement).areas("pl") == ["oświata i szkoły"]


def test_papers_never_deny_money_that_the_text_or_the_route_names():
    agreement = small()
    assert (record(agreement).binds_money, record(agreement, 1).binds_money) == (None, None)
    assert "[uzupełnić: czy dokument" in proposed(record(agreement))["reasons"]
    assert "[доповнити: чи потребує" in proposed_note(record(agreement, 1))["text"]

    clause_of(agreement, pl="Każda strona daje 10 000 zł.", uk="Кожна сторона дає 10 000 злотих.")
    assert "powoduje powstanie zobowiązań" in proposed(record(agreement))["reasons"]
    told = proposed_note(record(agreement, 1))["text"]
    assert "створює грошові зобов’язання" in told
    assert "не потребує" not in told


def test_only_a_plain_no_lets_papers_say_that_nothing_is_paid():
    agreement = small()
    version = frozen(agreement)
    city = cities_of(Agreement.objects.with_cities().get(pk=agreement.pk))[0]
    walk = Walk.objects.create(
        agreement=agreement, text_version=version, city=city, route="PL-2026-11",
        answers={"binds_money": False},
    )  # fmt: skip

    assert "nie powoduje powstania" in proposed(record(agreement))["reasons"]
    walk.answers = {"binds_money": True}
    walk.save()
    assert "[uzupełnić: kwota" in proposed(record(agreement))["reasons"]


def test_nobody_agreed_on_a_sample():
    agreement = small(is_sample=True)
    frozen(agreement)

    assert "uzgodniły" not in proposed(record(agreement))["reasons"]
    assert "погоджено всіма" not in proposed_note(record(agreement, 1))["text"]


def test_an_amendment_opens_no_field_of_cooperation():
    agreement = small(kind=Kind.AMENDMENT, parent=AgreementFactory())

    for told in (proposed_decision, proposed_note, proposed_letter):
        assert "сфер" not in " ".join(told(record(agreement, 1)).values())


def test_the_record_of_a_signing_speaks_each_language_alone():
    agreement = founding_agreement(stage=Stage.IN_FORCE)
    signatory = Signatory.objects.get(agreement=agreement, city=cities_of(agreement)[1])
    walk = Walk.objects.create(
        agreement=agreement, text_version=agreement.text_version, city=signatory.city,
        route="UA-2026-11",
    )  # fmt: skip
    signatory.authority = Step.objects.create(
        walk=walk, code="UA07", place=1, state="done", done_on=dt.date(2024, 9, 26),
        reference="№ 15",
    )  # fmt: skip
    signatory.save()
    Agreement.objects.filter(pk=agreement.pk).update(signed_at_place=Wordings({"pl": "Warasz"}))
    Signature.objects.filter(signatory=signatory).update(assured=["earlier"])

    told = squeezed(words_of(pdf(agreement, Paper.PROTOCOL)))

    for words in (
        "рішення ради № 15 від 26 вересня 2024 року", "decyzja rady nr 15 z dnia 26 września 2024",
        "Місце підписання: Вараш",
        "Підпис поставлено до внесення тексту до системи",
    ):  # fmt: skip
        assert squeezed(words) in told, words

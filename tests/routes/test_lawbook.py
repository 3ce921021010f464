"""The law book: what its files say, what is refused, and a country that nobody foresaw."""

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pobratym.agreements.states import Kind, Stage
from pobratym.papers.states import Paper
from pobratym.routes.commands import lawbook
from pobratym.routes.faults import told
from pobratym.routes.lawbook.book import OURS, gather, read_book
from pobratym.routes.lawbook.entries import Known
from pobratym.routes.lawbook.reading import UnfitFile, read_file
from pobratym.routes.queries.lanes import lanes_of
from pobratym.routes.services.walking import begin_walk
from tests.factories import AgreementFactory, MunicipalityFactory, PartnershipFactory, clause_of
from tests.routes.walks import again, finish_all, frozen, press, stage, step, walking

INVENTED = """
code = "XR-2026-01"
country = "XR"
valid_from = 2026-01-01
kinds = ["partnership_agreement"]
name = { pl = "Rurytania", uk = "Руританія", en = "Ruritania" }

[conditions.crosses_river]
question = { pl = "Dotyczy rzeki?", uk = "Стосується річки?", en = "Is it about the river?" }

[[steps]]
code = "XR01"
title = { pl = "Pytanie do rybaków", uk = "Запит рибалкам", en = "Asking the fishermen" }
actor = { pl = "gildia", uk = "гільдія", en = "guild" }
todo = { pl = "Zapytać.", uk = "Запитати.", en = "Ask." }
when = "before_signing"
mandatory = "yes"
applies_if = "crosses_river"
basis = [{ act = { pl = "Prawo rzeki", uk = "Право річки", en = "River law" }, verified = "yes" }]
term = { days = 14, whose = { pl = "gildia", uk = "гільдія", en = "guild" } }

[[steps]]
code = "XR02"
title = { pl = "Pieczęć króla", uk = "Печатка короля", en = "The king's seal" }
actor = { pl = "król", uk = "король", en = "king" }
todo = { pl = "Prosić.", uk = "Просити.", en = "Ask for it." }
when = "before_signing"
mandatory = "not_known"
depends_on = ["XR01"]
gives_authority = true
basis = [{ act = { pl = "Zwyczaj", uk = "Звичай", en = "Custom" }, verified = "no" }]
"""


@pytest.fixture
def folder(tmp_path, settings):
    """Give a folder of further files that the installation reads."""
    settings.LAWBOOK = str(tmp_path)
    read_book.cache_clear()
    yield tmp_path
    read_book.cache_clear()


def faults_of(tmp_path, text):
    path = tmp_path / "XR.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnfitFile) as unfit:
        read_file(path)
    return [(one.step, one.code, one.about) for one in unfit.value.faults]


def test_our_files_are_right_and_hold_the_steps_of_the_sources():
    book = gather([OURS])

    assert book.faults == ()
    assert {code: sorted(edition.entries) for code, edition in book.editions.items()} == {
        "PL-2026-11": ["PL01", "PL02", "PL04", "PL06", "PL07", "PL08", "PL09"],
        "UA-2026-11": ["UA01", "UA02", "UA03", "UA04", "UA05", "UA06", "UA07", "UA08", "UA09",
                       "UA10"],
    }  # fmt: skip


def test_each_step_stands_as_far_verified_as_its_source_says():
    entries = {
        code: entry
        for edition in gather([OURS]).editions.values()
        for code, entry in edition.entries.items()
    }

    assert {code for code, one in entries.items() if one.verified == Known.NO} == {
        "PL06", "PL07", "PL08", "UA08",
    }  # fmt: skip
    assert {code for code, one in entries.items() if one.verified == Known.PARTLY} == {
        "PL09", "UA05", "UA07",
    }  # fmt: skip
    assert entries["UA07"].is_order_proposed
    assert {code for code, one in entries.items() if one.gives_authority} == {"PL02", "UA07"}
    assert {code for code, one in entries.items() if one.kept_on_edit} == {"PL01", "UA02", "UA03"}
    assert [part.days for part in entries["UA04"].parts] == [10, None]


def test_the_papers_offered_can_be_printed():
    offered = {
        paper
        for edition in gather([OURS]).editions.values()
        for entry in edition.steps
        for paper in entry.papers
    }

    assert offered <= {str(paper) for paper in Paper}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('mandatory = "yes"', 'mandatory = "yes"\nmandatroy = 1',
         ("XR01", "unknown_key", "mandatroy")),
        ('en = "Asking the fishermen"', 'en = ""', ("XR01", "missing", "title.en")),
        ('code = "XR02"', 'code = "XR01"', ("XR01", "doubled_code", "XR01")),
        ('depends_on = ["XR01"]', 'depends_on = ["XR09"]',
         ("XR02", "unknown_name", "depends_on: XR09")),
        ('depends_on = ["XR01"]', 'depends_on = ["XR01:signed"]',
         ("XR02", "unknown_name", "depends_on: XR01:signed")),
        ('applies_if = "crosses_river"', 'applies_if = "crosses_sea"',
         ("XR01", "unknown_name", "condition: crosses_sea")),
        ("days = 14", "days = 0", ("XR01", "not_days", "days")),
        ("days = 14", 'days = "14"', ("XR01", "not_days", "days")),
        ('when = "before_signing"', 'when = "soon"', ("XR01", "unknown_name", "when: soon")),
        ('verified = "yes"', 'verified = "surely"', ("XR01", "unknown_name", "verified: surely")),
        ('country = "XR"', 'country = "Ruritania"', ("", "not_fit", "country")),
        ("valid_from = 2026-01-01", 'valid_from = "soon"', ("", "wrong_kind", "valid_from")),
        ("gives_authority = true", 'gives_authority = "true"',
         ("XR02", "wrong_kind", "gives_authority")),
        ('kinds = ["partnership_agreement"]', 'kinds = ["treaty"]',
         ("", "unknown_name", "kinds: treaty")),
        ('kinds = ["partnership_agreement"]', "kinds = []", ("", "missing", "kinds")),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_step_and_place(tmp_path, old, new, found):
    assert old in INVENTED

    assert found in faults_of(tmp_path, INVENTED.replace(old, new, 1))


def test_steps_that_wait_for_one_another_are_found(tmp_path):
    circle = INVENTED.replace('applies_if = "crosses_river"', 'depends_on = ["XR02"]')

    assert faults_of(tmp_path, circle) == [
        ("XR01", "circle", "XR01 → XR02"),
        ("XR02", "circle", "XR01 → XR02"),
    ]


def test_a_step_does_not_wait_for_a_later_phase(tmp_path):
    late = INVENTED.replace('when = "before_signing"', 'when = "after_signing"', 1)

    assert faults_of(tmp_path, late) == [("XR02", "too_early", "XR01")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "not_utf8"),
        (b"code = ", "not_toml"),
        (b"x = 1\n" * 200_000, "too_large"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path, content, code):
    path = tmp_path / "XR.toml"
    path.write_bytes(content)

    with pytest.raises(UnfitFile) as unfit:
        read_file(path)

    assert [one.code for one in unfit.value.faults] == [code]


def test_every_fault_has_its_sentence():
    source = Path("src/pobratym/routes/lawbook/reading.py").read_text(encoding="utf-8")
    source += Path("src/pobratym/routes/lawbook/book.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:fault\(|Fault\([^,]+, [^,]+, )"([a-z_0-9]+)"', source))

    from pobratym.routes.faults import _SENTENCES  # noqa: PLC0415

    assert codes <= set(_SENTENCES)
    assert "circle" in codes


def test_a_broken_file_leaves_the_others_in_force(folder):
    (folder / "XR.toml").write_text("code = ", encoding="utf-8")

    book = read_book(str(folder))

    assert set(book.editions) == {"PL-2026-11", "UA-2026-11"}
    assert [one.file for one in book.faults] == ["XR.toml"]
    assert "XR.toml" in told(book.faults[0])


def test_editions_of_a_country_stand_side_by_side(folder):
    later = (OURS / "UA.toml").read_text(encoding="utf-8")
    later = later.replace('"UA-2026-11"', '"UA-2027-01"').replace("2024-01-01", "2027-01-01")
    (folder / "UA-2027.toml").write_text(later, encoding="utf-8")

    book = read_book(str(folder))

    kind = str(Kind.PARTNERSHIP)
    assert book.current("UA", kind, dt.date(2026, 12, 31)).code == "UA-2026-11"
    assert book.current("UA", kind, dt.date(2027, 1, 1)).code == "UA-2027-01"
    assert book.current("UA", kind, dt.date(2023, 1, 1)) is None


@pytest.mark.django_db
def test_a_country_is_added_by_adding_a_file(folder):
    """A city of an invented country walks its own route beside a Polish one, and both may sign."""
    (folder / "XR.toml").write_text(INVENTED, encoding="utf-8")
    polish, streslau = MunicipalityFactory(), MunicipalityFactory(country="XR", code="XR0000001")
    partnership = PartnershipFactory(cities=[polish, streslau], stage="agreement")
    agreement = AgreementFactory(partnership=partnership, languages=("pl", "en"),
                                 authentic=("pl", "en"))  # fmt: skip
    clause_of(agreement, pl="Miasta współpracują.", en="The cities work together.")
    frozen(agreement)
    agreement = again(agreement)
    finish_all(walking(agreement, "PL"))

    walk = walking(agreement, "XR", crosses_river=True)
    press(walk, "send", "XR01", on=dt.date(2026, 3, 2))

    assert walk.route == "XR-2026-01"
    assert step(walk, "XR01").due_on == dt.date(2026, 3, 16)
    assert [lane.city for lane in lanes_of(again(agreement), agreement.text_version)] == [
        polish, streslau,
    ]  # fmt: skip
    press(walk, "finish", "XR01")
    assert stage(agreement) == Stage.APPROVALS
    press(walk, "finish", "XR02")
    assert stage(agreement) == Stage.READY_TO_SIGN


@pytest.mark.django_db
def test_a_walk_keeps_the_edition_that_it_began_with(folder):
    (folder / "XR.toml").write_text(INVENTED, encoding="utf-8")
    agreement = of_ruritania()
    walk = walking(agreement, "XR")
    later = INVENTED.replace("XR-2026-01", "XR-2026-06").replace("2026-01-01", "2026-06-01")
    (folder / "XR-later.toml").write_text(later.replace("XR02", "XR22"), encoding="utf-8")
    read_book.cache_clear()

    press(walk, "finish", "XR02")

    assert step(walk, "XR02").state == "done"
    assert begin_anew(agreement, walk).route == "XR-2026-06"


def of_ruritania():
    cities = [MunicipalityFactory(country="XR", code="XR0000002"), MunicipalityFactory()]
    partnership = PartnershipFactory(cities=cities, stage="agreement")
    agreement = AgreementFactory(partnership=partnership)
    clause_of(agreement)
    frozen(agreement)
    return again(agreement)


def begin_anew(agreement, walk):
    from pobratym.agreements.services.reopening import reopen  # noqa: PLC0415

    now = again(agreement)
    reopen(now, version=now.version, reason="Rzeka", by=None, city=walk.city)
    version = frozen(again(agreement))
    return begin_walk(again(agreement), city=walk.city, answers={"crosses_river": False},
                      sha256=version.sha256, by=None)  # fmt: skip


@pytest.mark.django_db
def test_a_file_that_is_gone_leaves_the_walk_readable_and_untouched(folder):
    (folder / "XR.toml").write_text(INVENTED, encoding="utf-8")
    agreement = of_ruritania()
    walk = walking(agreement, "XR")
    (folder / "XR.toml").unlink()
    read_book.cache_clear()

    lane = lanes_of(again(agreement), again(agreement).text_version)[0]

    assert not lane.is_known
    assert [one.title.said("pl").text for one in lane.steps] == ["XR02"]
    from pobratym.core.errors import DomainError  # noqa: PLC0415

    with pytest.raises(DomainError) as refused:
        press(walk, "finish", "XR02")
    assert refused.value.code == "no_lawbook"


def test_the_command_lists_editions_and_checks_a_file(tmp_path):
    runner = CliRunner()
    good, bad = tmp_path / "XR.toml", tmp_path / "bad.toml"
    good.write_text(INVENTED, encoding="utf-8")
    bad.write_text(INVENTED.replace("mandatory", "mandatroy"), encoding="utf-8")

    listed = runner.invoke(lawbook, ["list"])
    right = runner.invoke(lawbook, ["check", str(good)])
    wrong = runner.invoke(lawbook, ["check", str(bad)])

    assert (listed.exit_code, right.exit_code, wrong.exit_code) == (0, 0, 1)
    assert "UA-2026-11" in listed.output
    assert "XR-2026-01" in right.output
    assert "XR01" in wrong.output

import gzip
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pobratym.directory.registers.problems import RefusedFileError
from pobratym.directory.registers.sources import opened
from tests.shared import real_data, shared

HOSTILE = "hostile/csv-spectrum/"
SPECTRUM = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
    "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
]  # fmt: skip
POLISH = "kod;nazwa\n01;Łódź żółta gęś\n02;Świętokrzyskie źrebię, ćma\n"
LONG = b"x" * 10_000_000
UKRAINIAN = "код;назва\n01;Ґанок і їжак\n02;Єдність, м’яч\n"


def rows_in(path: Path) -> list[list[object]]:
    with opened(path) as source:
        return [list(cells) for table in source.tables for _, cells in table]


def form_and_encoding(path: Path) -> tuple[str, str]:
    with opened(path) as source:
        list(map(list, source.tables))
        return source.form, source.encoding


def refusal(path: Path) -> str:
    with pytest.raises(RefusedFileError) as caught, opened(path) as source:
        list(map(list, source.tables))
    return caught.value.reason


def written(folder: Path, content: bytes, name: str = "file.bin") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@real_data
@pytest.mark.parametrize("name", SPECTRUM)
def test_every_kind_of_csv_is_read_as_its_author_meant_it(name):
    header, *rows = rows_in(shared(f"{HOSTILE}{name}.csv"))

    # The set calls a line break "\n" whatever the file has.
    read = [
        {key: str(value).replace("\r\n", "\n") for key, value in zip(header, row, strict=True)}
        for row in rows
    ]
    meant = json.loads(shared(f"{HOSTILE}{name}.json").read_text())
    assert read == [
        {key: value.replace("\r\n", "\n") for key, value in row.items()} for row in meant
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "utf-8"), (POLISH, "utf-8-sig"), (POLISH, "utf-16"), (POLISH, "cp1250"),
        (POLISH, "iso8859_2"), (UKRAINIAN, "utf-8"), (UKRAINIAN, "utf-16"), (UKRAINIAN, "cp1251"),
    ],
)  # fmt: skip
def test_the_encoding_is_told_from_the_bytes(tmp_path, text, encoding):
    path = written(tmp_path, text.encode(encoding))

    assert form_and_encoding(path) == ("csv", encoding)
    assert rows_in(path) == [line.split(";") for line in text.splitlines()]


def test_utf16_is_known_without_its_mark(tmp_path):
    path = written(tmp_path, POLISH.encode("utf-16-le"))

    assert form_and_encoding(path) == ("csv", "utf-16-le")


def test_an_encoding_nobody_can_tell_is_refused(tmp_path):
    path = written(tmp_path, b"a;b\n1;" + bytes(range(0x80, 0x90)) + b"x" * 60)

    assert refusal(path) == "unknown_encoding"


def test_half_a_letter_of_utf16_is_refused(tmp_path):
    path = written(tmp_path, POLISH.encode("utf-16")[:-1])

    assert refusal(path) == "unknown_encoding"


def test_one_broken_letter_leaves_the_rest_of_a_utf8_file_readable(tmp_path):
    path = written(tmp_path, POLISH.encode().replace(b"\xc5\xbb", b"\xff") + b"03;b\xb3ad\n")

    *good, bad = rows_in(path)

    assert good == [line.split(";") for line in POLISH.splitlines()]
    assert bad == ["03", "b\udcb3ad"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    path = written(tmp_path, "a;b;c\n1;2,5;3\n4;5,5;6\n".replace(";", separator).encode())

    assert rows_in(path)[0] == ["a", "b", "c"]


def test_rows_carry_the_line_on_which_they_begin(tmp_path):
    path = written(tmp_path, b'a;b\r\n1;"two\r\nlines"\r\n2;x\r\n')

    with opened(path) as source:
        lines = [line for table in source.tables for line, _ in table]

    assert lines == [1, 2, 4]


@pytest.mark.parametrize(
    ("content", "reason", "facts"),
    [
        (b"a;b\n1;x\n2;" + LONG + b"\n3;x\n", "cell_too_long", {"line": 3, "most": 131072}),
        (LONG, "cell_too_long", {"line": 1, "most": 131072}),
        (b'a;b\n1;"x\n' + b"2;x\n" * 40_000, "quote_not_closed", {"line": 2}),
    ],
)  # fmt: skip
def test_a_cell_without_end_is_told_from_a_quote_without_end(tmp_path, content, reason, facts):
    path = written(tmp_path, content)

    with pytest.raises(RefusedFileError) as caught:
        rows_in(path)

    assert (caught.value.reason, caught.value.facts) == (reason, facts)


@pytest.mark.parametrize(
    ("content", "counted", "numbers"),
    [
        (b'[{"a":"1"},{"a":"2"},{"a":"3"}]', "record", [0, 1, 2, 3]),
        (b'[\n{"a":"1"},\n{"a":"2"},\n{"a":"3"}\n]', "line", [0, 2, 3, 4]),
        (b"<?xml version='1.0'?>\n<t><r><a>1</a></r><r><a>2</a></r></t>\n", "record", [0, 1, 2]),
        (b"<t>\n<r><a>1</a></r>\n<r><a>2</a></r>\n</t>", "line", [0, 2, 3]),
        (b"a;b\n1;2\n", "line", [1, 2]),
    ],
)
def test_rows_of_a_file_on_one_line_are_counted_as_records(tmp_path, content, counted, numbers):
    path = written(tmp_path, content.replace(b"<t>", b"<teryt>").replace(b"</t>", b"</teryt>"))

    with opened(path) as source:
        assert [line for table in source.tables for line, _ in table] == numbers
        assert source.counted == counted


def test_the_line_at_which_a_json_on_many_lines_breaks_off_is_named(tmp_path):
    path = written(tmp_path, b'[\n{"a":"1"},\n{"a":"2"},\n{"a":')

    with pytest.raises(RefusedFileError) as caught:
        rows_in(path)

    assert (caught.value.reason, caught.value.facts) == ("broken_json", {"line": 4})


def test_the_record_at_which_a_json_on_one_line_breaks_off_is_named(tmp_path):
    path = written(tmp_path, b'[{"a":"1"},{"a":"2"},{"a":')

    with pytest.raises(RefusedFileError) as caught:
        rows_in(path)

    assert (caught.value.reason, caught.value.facts) == ("broken_record", {"record": 3})


def test_a_quote_left_open_names_its_line(tmp_path):
    path = written(tmp_path, b'a;b\n1;2\n3;"open\n' + b"4;5\n" * 50_000)

    with pytest.raises(RefusedFileError) as caught, opened(path) as source:
        list(map(list, source.tables))

    assert (caught.value.reason, caught.value.facts) == ("quote_not_closed", {"line": 3})


def test_packed_files_are_read_as_they_are(tmp_path):
    packed = written(tmp_path, gzip.compress(POLISH.encode()), "a.csv.gz")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("folder/b.csv", POLISH)

    assert rows_in(packed) == rows_in(tmp_path / "b.zip") == [
        line.split(";") for line in POLISH.splitlines()
    ]  # fmt: skip


def test_an_archive_with_several_registers_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", POLISH)
        archive.writestr("b.xml", "<a/>")

    assert refusal(tmp_path / "a.zip") == "many_files_in_archive"


def test_a_torn_archive_is_refused(tmp_path):
    packed = gzip.compress(POLISH.encode() * 1000)
    zipped = tmp_path / "whole.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.csv", POLISH * 1000)

    assert refusal(written(tmp_path, packed[:-20], "a.gz")) == "damaged_archive"
    assert refusal(written(tmp_path, zipped.read_bytes()[:-40], "a.zip")) == "damaged_archive"


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("pobratym.directory.registers.workbooks.MOST_UNPACKED", 1 << 20)
    bomb = b"0" * (3 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bomb)

    assert refusal(tmp_path / "bomb.zip") == "too_large"
    assert refusal(written(tmp_path, gzip.compress(bomb), "bomb.gz")) == "too_large"


def test_a_workbook_without_its_sheets_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(tmp_path / "a.xlsx") == "broken_workbook"


def test_a_damaged_or_locked_old_workbook_is_refused(tmp_path):
    path = written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)

    assert refusal(path) == "locked_or_broken_workbook"


def test_what_people_take_for_a_register_is_named(tmp_path):
    assert refusal(written(tmp_path, b"")) == "empty_file"
    assert refusal(written(tmp_path, b"\r\n \n")) == "empty_file"
    assert refusal(written(tmp_path, b"\0" * 600)) == "empty_file"
    assert refusal(written(tmp_path, b"<!DOCTYPE html><html>")) == "web_page"
    assert refusal(written(tmp_path, b"%PDF-1.7\n")) == "pdf"
    assert refusal(written(tmp_path, b"\x05Abcde", "~$TERC.xlsx")) == "excel_lock_file"


@real_data
def test_the_lock_file_of_excel_is_named_whatever_it_is_called():
    assert refusal(shared("hostile/real_excel_lock_file.xlsx")) == "excel_lock_file"


@real_data
def test_a_workbook_that_lacks_its_drawing_opens():
    with opened(shared("hostile/real_xlsx_missing_drawing_kse_budget.xlsx")) as source:
        counts = [sum(1 for _ in table) for table in source.tables]

    assert counts[0] > 1000


def test_cells_of_a_workbook_keep_their_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active["B3"] = "name"
    book.active["A5"] = 7
    book.save(tmp_path / "a.xlsx")

    with opened(tmp_path / "a.xlsx") as source:
        rows = [(line, [c for c in cells if c]) for t in source.tables for line, cells in t]

    assert [row for row in rows if row[1]] == [(3, ["name"]), (5, [7])]


XML = """<?xml version="1.0" encoding="{0}"?>
<t><c n="x">
<row><A>ż</A><B>2</B></row>
<row><B>4</B></row>
<row><col name="A">5</col><col name="B"/></row>
</c></t>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1250", "iso-8859-2"])
def test_records_of_xml_are_read_in_both_shapes_and_any_encoding(tmp_path, encoding):
    path = written(tmp_path, XML.format(encoding).encode(encoding))

    with opened(path) as source:
        rows = [row for table in source.tables for row in table]

    assert rows == [(0, ["A", "B"]), (3, ["ż", "2"]), (4, ["", "4"]), (5, ["5", ""])]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml_with_dtd"),
        ('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "xml_with_dtd"),
        ('<?xml version="1.0"?>\n<a><b>', "broken_xml"),
        ('<?xml version="1.0"?>\n<a>&nbsp;</a>', "broken_xml"),
        ('<?xml version="1.0"?>\n' + "<a>" * 100, "too_deep"),
    ],
)
def test_xml_that_is_broken_or_reaches_out_is_refused(tmp_path, xml, reason):
    assert refusal(written(tmp_path, xml.encode())) == reason


def test_a_json_list_is_read_one_record_at_a_time(tmp_path):
    records = [{"a": number, "b": "ї" * 100, "c": [1]} for number in range(2000)]
    path = written(tmp_path, json.dumps(records, ensure_ascii=False, indent=1).encode())

    with opened(path) as source:
        header, *rows = [row for table in source.tables for row in table]

    assert header == (0, ["a", "b", "c"])
    assert [cells[0] for _, cells in rows] == list(range(2000))
    assert rows[1000] == (7002, [1000, "ї" * 100, ""])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1}', "not_a_list"), ("[1, 2]", "not_a_list"), ("[" * 100_000, "broken_record"),
        ('[{"a": 1} {"a": 2}]', "broken_record"), ('[{"a": NaN}]', "broken_record"),
        ('[{"a": 1},', "broken_record"), ('[{"a"', "broken_record"),
        ('[{"a": ' + "9" * 5000 + "}]", "broken_record"),
    ],
)  # fmt: skip
def test_broken_json_is_refused(tmp_path, text, reason):
    assert refusal(written(tmp_path, text.encode())) == reason

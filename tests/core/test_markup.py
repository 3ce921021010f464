"""What people write comes out as harmless HTML."""

import json
import re

import pytest

from pobratym.core.markup import LONGEST, markdown, one_path
from tests.shared import real_data, shared


def test_markdown_becomes_paragraphs_lists_and_tables():
    html = markdown("**Umowa**\n\n- a\n- b\n\n|x|y|\n|-|-|\n|1|2|")

    assert "<strong>Umowa</strong>" in html
    assert html.count("<li>") == 2
    assert "<td>2</td>" in html


def test_headings_begin_below_those_of_the_page():
    assert markdown("# a\n\n###### b") == "<h3>a</h3>\n<h6>b</h6>\n"


def test_html_is_shown_as_typed():
    assert markdown("<b>a</b><script>x</script>") == (
        "<p>&lt;b&gt;a&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;</p>\n"
    )


@pytest.mark.parametrize(
    "address", ["https://a.example/", "http://a.example", "mailto:a@b.example", "tel:+48123456789",
                "/pl/", "#clause-4"],
)  # fmt: skip
def test_links_lead_where_they_may_and_vouch_for_nobody(address):
    assert markdown(f"[x]({address})") == (
        f'<p><a href="{address}" rel="nofollow noopener">x</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,PHg+)",
     "[x](vbscript:x)", "[x](//evil.example)", "<javascript:alert(1)>",
     "[x](ftp://a.example)", "[x](&#106;avascript:alert(1))", "[x](java\tscript:x)"],
)  # fmt: skip
def test_other_links_lead_nowhere(text):
    assert "href" not in markdown(text)


def test_nothing_is_loaded_from_elsewhere():
    assert "<img" not in markdown("![a](https://a.example/a.png)")


def test_a_text_longer_than_any_field_is_shown_as_typed():
    assert markdown("<*" * LONGEST).startswith("<p>&lt;*&lt;*")


@real_data
def test_no_naughty_string_leaves_anything_alive():
    strings = json.loads(shared("hostile/blns.json").read_text(encoding="utf-8"))

    html = "".join(markdown(text) for text in strings)

    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {
        "p", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "br",
        "h3", "h4", "h5", "h6", "s", "del", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert set(re.findall(r"<[^>]*?\s([a-z-]+)=", html)) <= {"href", "title", "rel", "start"}
    assert set(re.findall(r'href="([a-z]+):', html)) <= {"http", "https", "mailto", "tel"}


def test_a_drawing_of_one_path_is_vouched_for_and_nothing_else():
    square = '<svg width="9mm" viewBox="0 0 9 9"><path d="M4,4H5V5H4z" fill="#000"/></svg>'

    assert one_path(f"<?xml version='1.0'?>\n{square}") == square
    for other in (
        "",
        square.replace("<path", "<script>1</script><path"),
        square.replace('d="M4', 'd="M4&quot; onload=&quot;'),
    ):
        with pytest.raises(ValueError, match="one path"):
            one_path(other)

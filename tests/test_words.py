"""The interface is complete in Polish and Ukrainian, and says the same thing one way."""

import importlib.util
import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/pobratym"
CATALOGUES = sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def messages_tool():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools/messages.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def entries(language):
    for path in CATALOGUES:
        if path.parts[-3] == language:
            for entry in polib.pofile(str(path)):
                if not entry.obsolete:
                    yield path.parts[-4], entry


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_every_sentence_is_translated(language):
    waiting = [
        (room, entry.msgid)
        for room, entry in entries(language)
        if not entry.translated() or entry.fuzzy
    ]

    assert waiting == []


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_every_sentence_in_the_code_stands_in_a_catalogue(language):
    tool = messages_tool()
    known = {(entry.msgid, entry.msgctxt) for _, entry in entries(language)}
    said = set()
    for folder in PACKAGE.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            for message in tool.sentences(folder):
                if message.id:
                    first = message.id[0] if isinstance(message.id, tuple) else message.id
                    said.add((first, message.context))

    assert said - known == set()


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_placeholders_survive_translation(language):
    lost = [
        (room, entry.msgid)
        for room, entry in entries(language)
        for said in ([entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values())
        if set(PLACEHOLDER.findall(said))
        - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        or (
            not entry.msgid_plural
            and set(PLACEHOLDER.findall(entry.msgid)) - set(PLACEHOLDER.findall(said))
        )
    ]

    assert lost == []


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_one_sentence_has_one_translation_in_all_rooms(language):
    found = defaultdict(set)
    for _, entry in entries(language):
        found[entry.msgid, entry.msgctxt].add(entry.msgstr or tuple(entry.msgstr_plural.values()))

    assert {key: said for key, said in found.items() if len(said) > 1} == {}


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_numbers_have_as_many_forms_as_the_header_says(language):
    forms = {len(entry.msgstr_plural) for _, entry in entries(language) if entry.msgid_plural}

    assert forms <= {4}


def test_the_tool_hears_every_way_of_saying(tmp_path):
    (tmp_path / "jinja2").mkdir()
    (tmp_path / "jinja2" / "a.html").write_text(
        '{{ _("since %(day)s", day=day) }}{{ pgettext("heading", "Sign in") }}'
        "{% trans trimmed count=n %}{{ count }} city{% pluralize %}{{ count }} cities{% endtrans %}"
    )
    (tmp_path / "b.py").write_text(
        '_("%(city)s agreed") % {}\nngettext("%(n)d row", "%(n)d rows", n)'
    )

    heard = {(message.id, message.context) for message in messages_tool().sentences(tmp_path)}

    assert heard - {("", None)} == {
        ("since %(day)s", None),
        ("Sign in", "heading"),
        (("%(count)s city", "%(count)s cities"), None),
        ("%(city)s agreed", None),
        (("%(n)d row", "%(n)d rows"), None),
    }


def test_the_tool_keeps_what_is_translated_and_drops_what_is_gone(tmp_path):
    tool = messages_tool()
    (tmp_path / "a.py").write_text('_("b")\n_("a")\nngettext("%(n)d row", "%(n)d rows", n)')
    path = tmp_path / "locale/pl/LC_MESSAGES/django.po"
    tool.renew(path, tool.sentences(tmp_path), tool.PLURALS["pl"])
    said = polib.pofile(str(path))
    said.find("a").msgstr = "A"
    said.find("b").msgstr = "B"
    said.find("%(n)d row").msgstr_plural = dict(enumerate("wxyz"))
    said.save()

    (tmp_path / "a.py").write_text('_("a")\n_("c")\nngettext("%(n)d row", "%(n)d rows", n)')
    tool.renew(path, tool.sentences(tmp_path), tool.PLURALS["pl"])
    once = path.read_bytes()
    tool.renew(path, tool.sentences(tmp_path), tool.PLURALS["pl"])

    assert path.read_bytes() == once
    assert [
        (entry.msgid, entry.msgstr or entry.msgstr_plural) for entry in polib.pofile(once.decode())
    ] == [
        ("%(n)d row", dict(enumerate("wxyz"))),
        ("a", "A"),
        ("c", {}),
    ]

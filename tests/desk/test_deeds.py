"""Every deed that the code notes has its sentence; those of old journals keep theirs."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import pobratym
from pobratym.desk.deeds import GROUPS, SENTENCES, in_a_list

WRITERS = {"record", "_record", "record_refusal"}
NOT_SPELLED_OUT = {"change.done", "change.overtaken"}
"""Put together from the state of a proposal."""


def strings(node):
    found = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {one for one in found if isinstance(one, str) and is_deed(one)}


def is_deed(text):
    room, dot, deed = text.partition(".")
    return bool(dot and deed) and f"{room}{deed}".replace("_", "").isalpha() and text.islower()


def told_by(tree):
    """Give the deeds that one file notes: first arguments, names kept in ``what`` or ``_DEEDS``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in WRITERS:
                yield from strings(node.args[0])
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if {getattr(one, "id", "") for one in targets} & {"what", "_DEEDS"} and node.value:
                yield from strings(node.value)


def noted():
    files = Path(pobratym.__file__).parent.rglob("*.py")
    return {what for file in files for what in told_by(ast.parse(file.read_text()))}


def test_every_deed_has_its_sentence():
    deeds = noted() | NOT_SPELLED_OUT

    assert len(deeds) > 50
    assert deeds - set(SENTENCES) == set()


def test_no_deed_stands_in_two_groups():
    assert sum(len(deeds) for _group, deeds in GROUPS) == len(SENTENCES)


@pytest.mark.parametrize("language", ["en", "pl", "uk"])
def test_sentences_take_nothing_but_their_names(language):
    with override(language):
        assert [one for one in SENTENCES.values() if "%" in in_a_list(one)] == []

"""The kits are whole, in three languages, and safe for children."""

import pytest

from pobratym.core.wordings import LANGUAGES
from pobratym.directory.states import InstitutionKind
from pobratym.links import kits as room
from pobratym.links.kits import kits, kits_for

ALL = list(kits().values())


def every_text(kit):
    yield from (kit.title, kit.aim, kit.audience, kit.tongues)
    yield from (*kit.prepare, *kit.safety, *kit.notes)
    yield from (step.text for step in kit.steps)


def test_there_are_six_in_their_order():
    assert [kit.place for kit in ALL] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("kit", ALL, ids=lambda kit: kit.code)
def test_each_kit_says_everything_in_every_language(kit):
    for text in every_text(kit):
        assert set(text) == set(LANGUAGES)
        assert len(set(text.values())) == len(LANGUAGES), text
    assert len(kit.steps) >= 4
    assert len(kit.prepare) == len(kit.safety) == len(kit.notes) == 3


@pytest.mark.parametrize("kit", ALL, ids=lambda kit: kit.code)
def test_each_kit_is_small(kit):
    weeks = [step.week for step in kit.steps]
    assert weeks == sorted(weeks)
    assert weeks[-1] == kit.weeks <= 8
    assert 0 < kit.minutes <= 180
    assert all(step.minutes <= 60 for step in kit.steps)
    assert kit.ages[0] < kit.ages[1]


@pytest.mark.parametrize("kit", ALL, ids=lambda kit: kit.code)
def test_each_kit_is_written_in_the_letters_of_its_language(kit):
    for text in every_text(kit):
        assert not set("ыэъёЫЭЪЁ") & set(text["uk"])
        assert not any("а" <= letter <= "я" for letter in text["pl"].lower() + text["en"].lower())
        assert '"' not in "".join(text.values())


@pytest.mark.parametrize("kit", ALL, ids=lambda kit: kit.code)
def test_each_kit_protects_those_who_are_pictured(kit):
    said = {
        language: " ".join(one[language].lower() for one in kit.safety) for language in LANGUAGES
    }
    assert any(word in said["pl"] for word in ("zdję", "zgod", "pokazuje"))
    assert any(word in said["uk"] for word in ("фото", "знім", "згод", "показують"))
    assert any(word in said["en"] for word in ("picture", "consent", "shown"))


def test_what_suits_both_institutions_comes_first():
    order = kits_for(InstitutionKind.SENIOR_CLUB, InstitutionKind.HOSPITAL)
    suited = [kit.code for kit in order if InstitutionKind.HOSPITAL in kit.kinds]
    assert [kit.code for kit in order][: len(suited)] == suited == ["job-shadowing-online"]
    assert len(order) == len(ALL)


def test_every_kind_of_institution_has_a_kit():
    assert set(InstitutionKind) == set().union(*(kit.kinds for kit in ALL))


def test_a_list_with_a_point_too_few_is_refused():
    told = {one: {"prepare": ["x"] * n} for one, n in zip(LANGUAGES, (1, 2, 2), strict=True)}
    with pytest.raises(ValueError, match="prepare"):
        room._listed("broken", told, "prepare")

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.languages.queries import standings_of
from pobratym.languages.states import Status
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.opening import edit_partnership, open_partnership
from pobratym.partnerships.states import Stage
from tests.factories import EmploymentFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db

TITLE = Wordings({"pl": "Ostrołęka – Warasz", "uk": "Остроленка – Вараш"})


@pytest.fixture
def cities():
    return [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]


@pytest.fixture
def officer(cities):
    return officer_of(cities[0])


def refused(code, deed, **given):
    with pytest.raises(DomainError) as refusal:
        deed(**given)
    assert refusal.value.code == code
    return refusal.value


def test_a_partnership_begins_as_a_prospect_of_its_opener(cities, officer):
    opened = open_partnership(
        by=officer,
        city=cities[0],
        partners=cities[1:],
        title=TITLE,
        origin=Wordings({"pl": "Targi w Rzeszowie"}),
        topics=["schools", "renewable_energy"],
    )

    kept = Partnership.objects.get()
    assert kept == opened
    assert (kept.stage, kept.title, kept.opened_by, kept.created_by, kept.is_public) == (
        Stage.PROSPECT, TITLE, cities[0], officer, False,
    )  # fmt: skip
    assert [(p.municipality, p.place) for p in kept.parties.all()] == [
        (cities[0], 1), (cities[1], 2), (cities[2], 3),
    ]  # fmt: skip
    assert set(kept.fields.values_list("topic", flat=True)) == {"schools", "renewable_energy"}


def test_opening_leaves_a_line_in_the_journal(cities, officer):
    opened = open_partnership(by=officer, city=cities[0], partners=cities[1:2], title=TITLE)

    line = Entry.objects.get()
    assert (line.what, line.key, line.by, line.city) == (
        "partnership.opened", opened.pk, officer, cities[0].code,
    )  # fmt: skip


def test_opening_tells_the_translators_what_is_missing(cities, officer):
    opened = open_partnership(by=officer, city=cities[0], partners=cities[1:2], title=TITLE)

    assert standings_of(opened) == {
        ("title", "pl"): Status.SOURCE,
        ("title", "uk"): Status.HUMAN,
        ("title", "en"): Status.MISSING,
    }


def test_the_administrator_of_the_machine_opens_for_any_city(cities):
    opened = open_partnership(by=None, city=cities[0], partners=cities[1:2], title=TITLE)

    assert opened.created_by is None


@pytest.mark.parametrize("until", [dt.date(2024, 12, 31), None])
def test_nobody_opens_in_the_name_of_another_city(cities, until):
    other = officer_of(cities[1])
    if until:
        EmploymentFactory(user=other, municipality=cities[0], until=until)

    refused(
        "not_your_city", open_partnership, by=other, city=cities[0], partners=cities[1:2],
        title=TITLE,
    )  # fmt: skip

    assert not Partnership.objects.exists()


def test_a_city_is_no_partner_of_itself(cities, officer):
    refusal = refused(
        "same_twice", open_partnership, by=officer, city=cities[0], partners=[cities[0]],
        title=TITLE,
    )  # fmt: skip

    assert refusal.field == "partners"


def test_a_partner_is_named_once(cities, officer):
    refused(
        "same_twice", open_partnership, by=officer, city=cities[0],
        partners=[cities[1], cities[1]], title=TITLE,
    )  # fmt: skip


def test_one_city_alone_has_no_partnership(cities, officer):
    refused("too_few", open_partnership, by=officer, city=cities[0], partners=[], title=TITLE)


def test_an_abolished_municipality_is_no_partner(officer, cities):
    gone = MunicipalityFactory(ended_on=dt.date(2020, 7, 19))

    refused("abolished", open_partnership, by=officer, city=cities[0], partners=[gone], title=TITLE)


def test_a_topic_outside_the_list_is_refused_and_nothing_is_kept(cities, officer):
    refused(
        "unknown_topic", open_partnership, by=officer, city=cities[0], partners=cities[1:2],
        title=TITLE, topics=["schools", "alchemy"],
    )  # fmt: skip

    assert not Partnership.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "title"),
        ({"title": Wordings({"pl": "x" * 201})}, "title"),
        ({"title": Wordings({"ru": "Партнёрство"})}, "title"),
        ({"title": TITLE, "affiliation": "love"}, "affiliation"),
        ({"title": TITLE, "ua_kind": "galactic"}, "ua_kind"),
    ],
)
def test_a_fact_that_is_not_valid_is_refused_by_name(cities, officer, facts, field):
    with pytest.raises(ValidationError) as refusal:
        open_partnership(by=officer, city=cities[0], partners=cities[1:2], **facts)

    assert list(refusal.value.error_dict) == [field]


def test_an_edit_changes_texts_and_topics_and_raises_the_version(cities, officer):
    partnership = open_partnership(
        by=officer, city=cities[0], partners=cities[1:2], title=TITLE, topics=["schools", "sport"]
    )
    title = TITLE.with_("pl", "Ostrołęka i Warasz")

    edited = edit_partnership(
        partnership, version=1, by=officer, city=cities[0], title=title,
        topics=["schools", "culture"],
    )  # fmt: skip

    partnership.refresh_from_db()
    assert (partnership.title, partnership.version, edited.version) == (title, 2, 2)
    assert set(partnership.fields.values_list("topic", flat=True)) == {"schools", "culture"}
    line = Entry.objects.last()
    assert (line.what, line.city, line.is_own) == ("partnership.edited", cities[0].code, True)
    assert line.changes["title"] == [dict(TITLE), dict(title)]
    assert line.changes["topics"][1] == ["culture", "schools"]


def test_an_edited_source_makes_its_translation_stale(cities, officer):
    partnership = open_partnership(by=officer, city=cities[0], partners=cities[1:2], title=TITLE)

    edit_partnership(
        partnership, version=1, by=officer, city=cities[0],
        title=TITLE.with_("pl", "Ostrołęka i Warasz"),
    )  # fmt: skip

    assert standings_of(partnership)["title", "uk"] == Status.STALE


def test_an_edit_that_changes_nothing_leaves_no_trace(cities, officer):
    partnership = open_partnership(
        by=officer, city=cities[0], partners=cities[1:2], title=TITLE, topics=["schools"]
    )

    edit_partnership(
        partnership, version=1, by=officer, city=cities[0], title=TITLE, topics=["schools"]
    )

    partnership.refresh_from_db()
    assert (partnership.version, Entry.objects.count()) == (1, 1)


def test_an_edit_of_an_old_version_is_refused_and_shows_the_new_one(cities, officer):
    partnership = open_partnership(by=officer, city=cities[0], partners=cities[1:2], title=TITLE)
    theirs = Wordings({"pl": "Ich tytuł"})
    edit_partnership(partnership, version=1, by=officer, city=cities[0], title=theirs)

    with pytest.raises(StaleVersion) as refusal:
        edit_partnership(
            partnership, version=1, by=officer, city=cities[0], title=Wordings({"pl": "Mój"})
        )

    assert refusal.value.current.title == theirs
    assert Partnership.objects.get().title == theirs


@pytest.mark.parametrize("stage", [Stage.CONTACTED, Stage.ACTIVE])
def test_the_partner_edits_what_both_know(cities, stage):
    partnership = PartnershipFactory(cities=cities[:2], stage=stage)

    edit_partnership(partnership, version=1, by=officer_of(cities[1]), city=cities[1], title=TITLE)

    assert Partnership.objects.get().title == TITLE


def test_the_partner_does_not_edit_a_prospect(cities):
    partnership = PartnershipFactory(cities=cities[:2])

    refused(
        "not_a_party", edit_partnership, partnership=partnership, version=1,
        by=officer_of(cities[1]), city=cities[1], title=TITLE,
    )  # fmt: skip


def test_a_third_city_does_not_edit(cities):
    partnership = PartnershipFactory(cities=cities[:2], stage=Stage.ACTIVE)

    refused(
        "not_a_party", edit_partnership, partnership=partnership, version=1,
        by=officer_of(cities[2]), city=cities[2], title=TITLE,
    )  # fmt: skip


def test_a_city_that_left_does_not_edit(cities):
    partnership = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    partnership.parties.filter(municipality=cities[2]).update(left_on=dt.date(2025, 1, 1))

    refused(
        "not_a_party", edit_partnership, partnership=partnership, version=1,
        by=officer_of(cities[2]), city=cities[2], title=TITLE,
    )  # fmt: skip


def test_what_was_withdrawn_is_not_edited(cities, officer):
    partnership = PartnershipFactory(
        cities=cities[:2],
        withdrawn_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        withdrawn_because="pomyłka",
    )

    refused(
        "withdrawn", edit_partnership, partnership=partnership, version=1, by=officer,
        city=cities[0], title=TITLE,
    )  # fmt: skip

"""Who meets what at every address of the product; an address without a row fails.

Four readers: nobody, an officer of a third city, an officer of the partner city, an officer of the
own city. ``in`` is being led to sign in; the rest are the numbers of HTTP. GET unless the name ends
in POST. Everything here is before publication: a prospect of the own city, and its own notes.
"""

import datetime as dt
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.documents.files import picture_path
from pobratym.languages.models import Standing
from pobratym.languages.services import note_wordings
from tests.factories import (
    ContactFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PictureFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

TABLE = """
address                               nobody third partner own
core:livez                            200    200   200     200
core:readyz                           200    200   200     200
documents:picture                     200    200   200     200
accounts:sign_in                      200    200   200     200
accounts:sign_out POST                302    302   302     302
accounts:demo_enter POST              404    404   404     404
directory:city_edit                   in     404   404     200
directory:city_names                  in     404   404     200
directory:office_edit                 in     404   404     200
directory:wish_list                   in     404   404     200
directory:wish_new                    in     404   404     200
directory:wish_edit                   in     404   404     200
directory:wish_end POST               in     404   404     302
directory:city_picture                in     404   404     200
directory:picture_hide POST           in     404   404     302
partnerships:partnership_new          in     200   200     200
partnerships:partnership_new_details  in     302   302     302
partnerships:partnership_edit         in     404   404     200
partnerships:partnership_stage        in     404   404     200
partnerships:partnership_withdraw     in     404   404     200
partnerships:partnership_publish POST in     404   404     302
partnerships:partnership_unpublish POST in   404   404     302
partnerships:event_new                in     404   404     200
partnerships:event_edit               in     404   404     200
partnerships:event_withdraw           in     404   404     200
partnerships:contact_new              in     404   404     200
partnerships:contact_edit             in     404   404     200
partnerships:contact_finish POST      in     404   404     302
partnerships:contact_share POST       in     404   404     302
publishing:landing                    200    200   200     200
publishing:partnership_list           200    200   200     200
publishing:partnership                404    404   404     200
publishing:city_list                  200    200   200     200
publishing:city                       200    200   200     200
publishing:accessibility              200    200   200     200
publishing:gallery                    404    404   404     404
desk:desk                             in     200   200     200
desk:translations                     in     200   200     200
desk:translation_confirm POST         in     404   404     302
desk:partnership                      in     404   404     200
"""
ROWS = [
    ((words := line.split())[0], "POST" in words, words[-4:])
    for line in TABLE.strip().splitlines()[1:]
]
READERS = ("nobody", "third", "partner", "own")


def named(resolver, room=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named(pattern, room + inner)
        else:
            yield f"{room}{pattern.name}", pattern


def test_every_address_has_its_row():
    addresses = {name for name, _ in named(get_resolver())}

    assert addresses == {name for name, _, _ in ROWS}


@pytest.fixture
def ground():
    own, partner, third = MunicipalityFactory.create_batch(3)
    officer = officer_of(own)
    hidden = PartnershipFactory(cities=[own, partner], title=Wordings({"pl": "Ukryte"}))
    note_wordings(hidden, "title", old={}, new={"pl": "A", "uk": "Б"}, by=officer, machine=["uk"])
    contact = ContactFactory(
        partnership=hidden,
        city=own,
        next_step="Zadzwonić",
        due_on=timezone.localdate() + dt.timedelta(days=3),
        owner=officer,
    )
    picture = PictureFactory(kind="arms", file_name=f"{uuid4()}.webp")
    picture_path(picture.file_name).parent.mkdir(parents=True, exist_ok=True)
    picture_path(picture.file_name).write_bytes(b"RIFF")
    own.arms = picture
    own.save()
    wish = WishFactory(municipality=own)
    event = EventFactory(partnership=hidden)
    standing = Standing.objects.get(language="uk", status="machine")
    people = dict(
        zip(READERS, (None, officer_of(third), officer_of(partner), officer), strict=True)
    )
    ids = {"event": event.public_id, "contact": contact.public_id, "picture": picture.public_id}
    keys = {"wish": wish.pk, "translation": standing.pk, "demo": officer.pk}
    rooms = {"directory": own.public_id, "partnerships": hidden.public_id}
    yield people, ids, keys, rooms, hidden, own
    picture_path(picture.file_name).unlink()


def address_of(name, ground):
    _, ids, keys, rooms, hidden, own = ground
    room, page = name.split(":")
    parts = {
        "publishing:partnership": {"public_id": hidden.public_id},
        "publishing:city": {"public_id": own.public_id},
        "desk:partnership": {"public_id": hidden.public_id},
        "directory:city_picture": {"public_id": own.public_id, "kind": "arms"},
        "directory:picture_hide": {"public_id": own.public_id, "kind": "arms"},
        "partnerships:partnership_new": {},
        "partnerships:partnership_new_details": {},
    }.get(name)
    if parts is None:
        thing = page.split("_")[0]
        public_id = ids.get(thing) if not page.endswith("_new") else None
        public_id = public_id or rooms.get(room)
        parts = {"public_id": public_id} if public_id else {}
        if thing in keys and not page.endswith(("_new", "_list")):
            parts["pk"] = keys[thing]
    return reverse(name, kwargs=parts)


ASKED = [row for row in ROWS if row[0] != "core:readyz"]
"""Readiness asks the database past a test's own transaction; test_health.py asks it for real."""


@pytest.mark.parametrize(("name", "is_post", "expected"), ASKED, ids=[row[0] for row in ASKED])
def test_each_reader_meets_what_the_table_says(client, ground, name, is_post, expected):
    met = []
    for reader in READERS:
        client.logout()
        if person := ground[0][reader]:
            client.force_login(person)
        address = address_of(name, ground)
        answer = client.post(address) if is_post else client.get(address)
        away = answer.status_code == 302 and "/sign-in/?next=" in answer["Location"]
        met.append("in" if away else str(answer.status_code))

    assert met == expected


def test_what_is_hidden_is_named_nowhere_to_others(client, ground):
    for reader in ("nobody", "third", "partner"):
        client.logout()
        if person := ground[0][reader]:
            client.force_login(person)
        for name in (
            "publishing:landing",
            "publishing:partnership_list",
            "publishing:city",
            "desk:desk",
            "desk:translations",
        ):
            answer = client.get(address_of(name, ground))
            assert "Ukryte" not in answer.content.decode(), (reader, name)
    client.force_login(ground[0]["own"])
    assert "Ukryte" in client.get(address_of("desk:desk", ground)).content.decode()


def test_no_address_stands_outside_the_languages_but_these():
    outside = {
        name for name, _ in named(get_resolver()) if name.split(":")[0] in {"core", "documents"}
    }

    assert outside == {"core:livez", "core:readyz", "documents:picture"}
    assert settings.LOGIN_URL == "accounts:sign_in"

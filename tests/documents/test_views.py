"""Giving pictures out."""

import io
import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from pobratym.core.wordings import Wordings
from pobratym.documents.files import picture_path
from pobratym.documents.services.pictures import keep_picture, withdraw_picture
from pobratym.documents.states import PictureKind
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (480, 360), "red").save(out, "PNG")
    return keep_picture(
        ContentFile(out.getvalue()),
        kind=PictureKind.PHOTOGRAPH,
        shows=Wordings({"pl": "Most\r\nna Narwi"}),
        author="Jan Kowalski",
        licence="CC BY 4.0",
        source_url="",
        by=None,
    )


def address(public_id):
    return reverse("documents:picture", kwargs={"public_id": public_id})


def test_a_picture_is_given_to_anyone_and_harms_nobody(client, picture):
    answer = client.get(address(picture.public_id))

    assert Image.open(io.BytesIO(answer.content)).size == (480, 360)
    assert {
        name: answer.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cache-Control",
        )
    } == {
        "Content-Type": "image/webp",
        "Content-Disposition": 'inline; filename="mostnanarwi.webp"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=3600",
    }


def test_the_address_carries_no_language(picture):
    assert address(picture.public_id) == f"/pictures/{picture.public_id}.webp"


def test_a_browser_that_has_the_picture_gets_an_empty_answer(client, picture):
    etag = client.get(address(picture.public_id)).headers["ETag"]

    answer = client.get(address(picture.public_id), headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)


def test_a_withdrawn_picture_is_there_for_nobody(client, picture):
    etag = client.get(address(picture.public_id)).headers["ETag"]

    withdraw_picture(picture, by=None)

    assert client.get(address(picture.public_id)).status_code == 404
    again = client.get(address(picture.public_id), headers={"If-None-Match": etag})
    assert again.status_code == 404
    client.force_login(UserFactory(is_administrator=True))
    assert client.get(address(picture.public_id)).status_code == 404


def test_caches_may_keep_a_picture_for_people_with_a_session_too(client, picture):
    client.force_login(UserFactory())

    assert client.get(address(picture.public_id))["Cache-Control"] == "public, max-age=3600"


def test_an_unknown_picture_is_not_found(client):
    assert client.get(address(uuid.uuid4())).status_code == 404


def test_a_lost_file_is_not_found_and_noted(client, picture, caplog):
    picture_path(picture.file_name).unlink()

    assert client.get(address(picture.public_id)).status_code == 404
    assert "is lost" in caplog.text


def test_giving_a_picture_asks_the_database_once(client, picture, cost):
    assert len(cost(lambda: client.get(address(picture.public_id)))) == 1

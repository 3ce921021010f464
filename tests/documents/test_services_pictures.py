"""Keeping a picture."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError
from PIL import Image

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.documents.files import erase_durably, picture_path, write_durably
from pobratym.documents.models import Picture
from pobratym.documents.services.pictures import describe_picture, keep_picture, withdraw_picture
from pobratym.documents.states import PictureKind
from pobratym.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "files" / "pictures"


def keep(data=None, **changes):
    if data is None:
        out = io.BytesIO()
        Image.new("RGB", (120, 90), "red").save(out, "PNG")
        data = out.getvalue()
    details = {
        "kind": PictureKind.ARMS,
        "shows": Wordings({"pl": "herb Ostrołęki"}),
        "author": "Urząd Miasta",
        "licence": "CC BY 4.0",
        "source_url": "https://example.org/arms",
        "by": None,
    }
    return keep_picture(ContentFile(data, "../../etc/passwd.svg"), **{**details, **changes})


def test_a_kept_picture_lies_on_the_disk_under_a_random_name(folder):
    picture = keep()

    assert [path.name for path in folder.iterdir()] == [picture.file_name]
    assert "passwd" not in picture.file_name
    assert (picture.width, picture.height, len(picture.sha256)) == (120, 90, 64)
    assert Entry.objects.get().what == "picture.kept"


@pytest.mark.parametrize("missing", ["author", "licence"])
def test_a_picture_without_author_or_licence_is_refused_and_leaves_nothing(folder, missing):
    with pytest.raises(ValidationError) as refused:
        keep(**{missing: "  "})

    assert set(refused.value.message_dict) >= {missing}
    assert not folder.exists()
    assert not Picture.objects.exists()


def test_a_picture_that_nobody_describes_is_refused():
    with pytest.raises(ValidationError):
        keep(shows=Wordings())


def test_a_drawing_that_may_carry_programs_is_refused_in_plain_words(folder):
    with pytest.raises(DomainError) as refused:
        keep(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")

    assert (refused.value.code, refused.value.field) == ("marked_up", "picture")
    assert "PNG, JPEG or WebP" in str(refused.value.message)
    assert not folder.exists()


def test_a_file_over_ten_megabytes_is_refused():
    with pytest.raises(DomainError) as refused:
        keep(b"\x89PNG\r\n\x1a\n" + bytes(10_000_000))

    assert refused.value.code == "too_large"


def test_a_row_that_is_refused_takes_its_file_with_it(folder):
    stranger_to_the_database = User(email="nobody@example.org")

    with pytest.raises(ValueError, match="unsaved related object"):
        keep(by=stranger_to_the_database)

    assert list(folder.iterdir()) == []
    assert not Picture.objects.exists()


def test_the_database_knows_no_picture_without_author():
    with pytest.raises(IntegrityError):
        Picture.objects.create(
            kind="arms", file_name="a.webp", width=1, height=1, shows=Wordings({"en": "x"})
        )


def test_a_file_is_never_written_over(folder):
    write_durably(picture_path("one.webp"), b"first")
    (folder / "one.part").write_bytes(b"half of another")

    with pytest.raises(FileExistsError):
        write_durably(picture_path("one.webp"), b"second")

    assert picture_path("one.webp").read_bytes() == b"first"


def test_a_withdrawn_picture_leaves_the_disk_and_a_line_in_the_journal(
    folder, django_capture_on_commit_callbacks
):
    picture, other = keep(), keep()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_picture(picture, by=None, city="1461011")
        assert picture_path(picture.file_name).exists()  # until the deed is certain

    assert [path.name for path in folder.iterdir()] == [other.file_name]
    assert list(Picture.objects.visible_to(AnonymousUser())) == [other]
    line = Entry.objects.get(what="picture.withdrawn")
    assert (line.key, line.city) == (picture.pk, "1461011")


def test_a_picture_is_withdrawn_once(django_capture_on_commit_callbacks):
    picture = keep()

    with django_capture_on_commit_callbacks(execute=True) as erased:
        first = withdraw_picture(picture, by=None)
        again = withdraw_picture(picture, by=None)

    assert again.withdrawn_at == first.withdrawn_at
    assert Entry.objects.filter(what="picture.withdrawn").count() == len(erased) == 1


def test_a_file_that_is_gone_already_is_no_obstacle(folder):
    erase_durably(picture_path("never.webp"))
    folder.mkdir(parents=True)
    erase_durably(picture_path("never.webp"))

    assert list(folder.iterdir()) == []


def describe(picture, **changes):
    said = {name: getattr(picture, name) for name in ("shows", "author", "licence", "source_url")}
    return describe_picture(picture, by=None, **said | changes)


def test_what_is_said_of_a_picture_is_corrected_and_noted():
    picture = keep()

    describe(picture, author=" Archiwum ", shows=Wordings({"pl": "Dawny herb"}))

    before = picture.sha256
    picture.refresh_from_db()
    assert (picture.author, picture.shows["pl"], picture.sha256) == (
        "Archiwum",
        "Dawny herb",
        before,
    )
    entry = Entry.objects.order_by("id").last()
    assert entry.what == "picture.described"
    assert entry.changes == {
        "shows": [{"pl": "herb Ostrołęki"}, {"pl": "Dawny herb"}],
        "author": ["Urząd Miasta", "Archiwum"],
    }


def test_a_description_that_says_the_same_leaves_no_line():
    describe(keep())

    assert [entry.what for entry in Entry.objects.all()] == ["picture.kept"]


@pytest.mark.parametrize("missing", ["author", "licence"])
def test_a_picture_does_not_lose_its_author_or_licence(missing):
    with pytest.raises(ValidationError):
        describe(keep(), **{missing: " "})


def test_a_picture_too_small_to_be_seen_is_refused():
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")

    with pytest.raises(DomainError) as refused:
        keep(out.getvalue())

    assert (refused.value.code, refused.value.field) == ("too_few_pixels", "picture")
    assert "at least 64 pixels" in str(refused.value.message)

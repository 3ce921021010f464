"""What becomes of a picture's bytes."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from pobratym.documents.rewriting import (
    LARGEST_FILE,
    PictureRefusedError,
    format_of,
    rewrite,
)

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def picture(kind="PNG", size=(40, 30), mode="RGB", colour=None, **options):
    out = io.BytesIO()
    Image.new(mode, size, colour or 0).save(out, kind, **options)
    return out.getvalue()


def refusal(data):
    with pytest.raises(PictureRefusedError) as refused:
        rewrite(data, 600)
    return refused.value.code


def read(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_kind_that_we_keep_becomes_webp(kind):
    written = rewrite(picture(kind), 600)

    image = read(written.data)
    assert (image.format, image.size) == ("WEBP", (40, 30))
    assert (written.width, written.height) == (40, 30)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"hello", "other_kind"),
        (b"%PDF-1.7\n%", "other_kind"),
        (picture("GIF"), "other_kind"),
        (picture("TIFF"), "other_kind"),
        (HTML, "marked_up"),
        (b"\xef\xbb\xbf \n<html>", "marked_up"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "marked_up"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "marked_up"),
        (picture()[:60], "broken"),
        (picture("JPEG", size=(300, 300))[:-200], "broken"),
        (picture("WEBP", size=(300, 300))[:-20], "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff\xe0", "broken"),
        (picture() + b"\0" * LARGEST_FILE, "too_large"),
    ],
)
def test_what_is_no_whole_picture_is_refused(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize(("width", "height"), [(7_100, 7_100), (12_000, 9_000), (60_000, 60_000)])
def test_a_picture_that_would_burst_the_memory_is_refused_by_its_head(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
        + chunk(b"IEND", b"")
    )

    assert refusal(bomb) == "too_many_pixels"


def test_a_text_chunk_that_would_burst_the_memory_is_refused():
    whole = picture()
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000))

    assert refusal(whole[:33] + bomb + whole[33:]) == "broken"


def test_neither_the_place_nor_any_other_note_survives():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Jan Kowalski"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 5.0, 10.0), 3: "E", 4: (21.0, 34.0, 32.0)})
    data = picture("JPEG", exif=exif, comment=b"a secret comment")
    assert b"Kowalski" in data
    assert read(data).getexif().get_ifd(0x8825)

    written = rewrite(data, 600).data

    image = read(written)
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"loop", "background", "timestamp", "duration"}
    assert b"Kowalski" not in written
    assert b"secret" not in written


def test_a_picture_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    written = rewrite(picture("JPEG", size=(40, 20), exif=exif), 600)

    assert (written.width, written.height) == (20, 40)


def test_what_is_appended_to_a_picture_goes():
    written = rewrite(picture() + HTML, 600).data

    assert b"script" not in written
    assert format_of(written) == "WEBP"


def test_arms_keep_their_transparency():
    written = rewrite(picture(mode="RGBA", colour=(200, 0, 0, 0)), 600)

    assert read(written.data).mode == "RGBA"
    assert read(written.data).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_of_writing_colours_is_read(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    data = picture("JPEG", mode=mode) if kind == "TIFF" else picture(mode=mode)

    assert read(rewrite(data, 600).data).mode in ("RGB", "RGBA")


def test_a_colour_profile_is_applied_and_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    written = rewrite(picture("JPEG", colour=(200, 30, 30), icc_profile=profile), 600).data

    assert "icc_profile" not in read(written).info


def test_a_false_colour_profile_does_no_harm():
    written = rewrite(picture("JPEG", icc_profile=b"no profile at all"), 600).data

    assert read(written).size == (40, 30)


def test_a_large_picture_is_made_smaller_and_a_small_one_stays():
    assert rewrite(picture(size=(3_200, 1_000)), 1_600).width == 1_600
    assert rewrite(picture(size=(1_000, 3_200)), 600).height == 600
    assert rewrite(picture(size=(1, 3_200)), 600).width == 1


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 399), st.binary(min_size=1, max_size=8), st.sampled_from(["PNG", "JPEG", "WEBP"])
)
def test_no_damage_leads_to_anything_but_a_picture_or_a_refusal(place, damage, kind):
    data = bytearray(picture(kind, size=(64, 64), colour=(9, 99, 199)))
    place %= len(data)
    data[place : place + len(damage)] = damage

    with contextlib.suppress(PictureRefusedError):
        assert read(rewrite(bytes(data), 600).data).format == "WEBP"

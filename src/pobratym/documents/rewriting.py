"""A picture decoded and written anew, so that nothing but its pixels survives (no Django here).

What is refused is named by a short code; the words for it stand in ``services``.
"""

import io
import struct
import threading
import zlib
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageCms, ImageOps

LARGEST_FILE = 10_000_000
"""Bytes."""
MOST_PIXELS = 50_000_000
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
"""The only kinds of file that are decoded at all, by what their first bytes say."""

_QUALITY = 82
_MARKED_UP = {"image/svg+xml", "text/html", "application/xml", "application/xhtml+xml"}
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError,
    MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""Everything that decoders have been seen to raise on damaged files."""
_ONE_AT_A_TIME = threading.Lock()
"""Fifty million pixels take 200 MB while they are decoded: never more than once."""


class PictureRefusedError(Exception):
    """The file cannot be kept; ``code`` says why.

    Codes: ``empty``, ``too_large``, ``marked_up`` (SVG, HTML, XML), ``other_kind``,
    ``too_many_pixels``, ``too_few_pixels``, ``broken``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A picture of ours: WebP without any metadata; width and height in pixels."""

    data: bytes
    width: int
    height: int


def format_of(data: bytes) -> str:
    """Name the format by the content, whatever the file is called.

    Raises:
        PictureRefusedError: it is none of those we keep.
    """
    try:
        kinds = {found.mime_type for found in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        kinds = set()
    known = [name for mime, name in FORMATS.items() if mime in kinds]
    if len(known) == 1 and not kinds & _MARKED_UP:
        return known[0]
    marked_up = kinds & _MARKED_UP or data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<"
    raise PictureRefusedError("marked_up" if marked_up else "other_kind")


def rewrite(data: bytes, longest_side: int, shortest_side: int = 1) -> Rewritten:
    """Decode a picture and write it anew as WebP.

    It is turned upright, brought to sRGB, made smaller where a side is over ``longest_side``
    pixels; transparency stays; EXIF (with the place where it was taken), colour profiles,
    comments, further frames and whatever was appended to the file go.

    Args:
        data: the whole file.
        longest_side: in pixels; what is larger is made smaller.
        shortest_side: in pixels; what is smaller, as it was sent, is refused.

    Raises:
        PictureRefusedError: the file is not a whole picture of a kind and size that we keep.
    """
    if not data:
        raise PictureRefusedError("empty")
    if len(data) > LARGEST_FILE:
        raise PictureRefusedError("too_large")
    name = format_of(data)
    with _ONE_AT_A_TIME:
        try:
            return _decoded_and_written(data, name, longest_side, shortest_side)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as refusal:
            raise PictureRefusedError("too_many_pixels") from refusal
        except _BROKEN as refusal:
            raise PictureRefusedError("broken") from refusal


def _decoded_and_written(
    data: bytes, name: str, longest_side: int, shortest_side: int
) -> Rewritten:
    with Image.open(io.BytesIO(data), formats=[name]) as source:
        if source.width * source.height > MOST_PIXELS:
            raise PictureRefusedError("too_many_pixels")
        if min(source.size) < shortest_side:
            raise PictureRefusedError("too_few_pixels")
        source.draft(None, (longest_side, longest_side))
        source.load()
        upright = ImageOps.exif_transpose(source)
        profile = source.info.get("icc_profile")
    picture = _in_plain_colours(upright, profile)
    picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return Rewritten(out.getvalue(), bare.width, bare.height)


def _in_plain_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Give red, green and blue as screens take them, with transparency where there is some."""
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    plain = picture.convert("RGB")
    if not profile or picture.mode != "RGB":
        return plain
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        seen = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return plain
    return seen or plain

"""How heavy pages are as a browser receives them, and how heavy the maps in them."""

import gzip
import re
from urllib.parse import urljoin

from benchmarks.asking import Reader

_LINKED = re.compile(
    r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script[^>]* src="([^"]+)"'
    r'|data-components="([^"]+)"'
)
_MAP = re.compile(r'<svg class="map__sheet".*?</svg>', re.DOTALL)
_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


def weigh(reader: Reader, path: str, headers: dict[str, str]) -> dict[str, int]:
    """Weigh one page in bytes.

    Returns:
        ``html``: without compression, ``html_gzip``: as gzip would make it, ``html_sent``: as the
        server sends it to a browser, ``rest_sent``: styles, scripts and the icon as sent, without
        fonts; ``map``: its map as it stands in the page, ``map_gzip``: the same compressed.
    """
    _, plain = reader.get(path, headers)
    _, sent = reader.get(path, headers | _BROWSER)
    text = plain.decode()
    linked = {urljoin(path, next(filter(None, found))) for found in _LINKED.findall(text)}
    rest = sum(len(reader.get(address, _BROWSER)[1]) for address in sorted(linked))
    drawn = "".join(_MAP.findall(text)).encode()
    return {
        "html": len(plain),
        "html_gzip": len(gzip.compress(plain, 6)),
        "html_sent": len(sent),
        "rest_sent": rest,
        "map": len(drawn),
        "map_gzip": len(gzip.compress(drawn, 6)) if drawn else 0,
    }

"""Compile every room's .po into the .mo that Django reads, where the .po is newer."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "pobratym"


def main() -> None:
    """Compile; a catalogue with a syntax error stops with its name and line."""
    for po in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
        with mo.open("wb") as target:
            write_mo(target, catalogue)


if __name__ == "__main__":
    sys.exit(main())

"""The table of access in ``docs/developers/access.md``: read it, and write it anew.

A line is an address, what about, the method, and what everybody meets there. What people of one
city meet is one letter for each role in the order of ``cast.ROLES``; one letter alone is for all.
"""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "developers" / "access.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
HEAD = ("address", "about", "method", "nobody", "own", "partner", "third", "administrator")
Key = tuple[str, str, str]
Row = tuple[str, str, str, str, str]


def read() -> dict[Key, Row]:
    """Give what the page says: by address, state and method, the five cells."""
    text = PAGE.read_text(encoding="utf-8")
    lines = text.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    found: dict[Key, Row] = {}
    for line in lines[2:]:
        address, about, method, *cells = (re.sub("`", "", c).strip() for c in line.split("|")[1:-1])
        key = address, about, method
        assert key not in found, f"twice in the table: {key}"
        found[key] = tuple(cells)  # type: ignore[assignment]
    return found


def write(rows: dict[Key, Row]) -> None:
    """Put rows into the page, in place of those that stand there."""
    lines = [f"| {' | '.join(HEAD)} |", "|" + " --- |" * len(HEAD)]
    for (address, about, method), cells in sorted(rows.items()):
        shown = (f"`{cell}`" for cell in cells)
        lines.append(f"| {address} | {about} | {method} | {' | '.join(shown)} |")
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(
        f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


def short(letters: str) -> str:
    """Say once what all meet alike."""
    return letters[0] if len(set(letters)) == 1 else letters

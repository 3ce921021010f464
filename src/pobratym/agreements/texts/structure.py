"""Paragraphs and points of a clause, as officers type them in a plain field.

A blank line ends a paragraph. A line that begins with ``1)``, ``1.``, ``a)``, ``-``, ``–`` or ``•``
and a space is a point; further indentation is not kept.
"""

import re
from dataclasses import dataclass

_POINT = re.compile(r"^(\d{1,3}[.)]|[^\W\d_]\)|[-–•])\s+(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one point of a list with the ``label`` that was typed (``1)``, ``–``)."""

    text: str
    label: str = ""


def blocks(body: str) -> list[Block]:
    """Cut a clause's body into paragraphs and points."""
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        running: list[str] = []
        label = ""
        for line in (one.strip() for one in paragraph.splitlines()):
            point = _POINT.match(line)
            if point:
                _add(found, running, label)
                label, running = point[1].replace("-", "–").replace("•", "–"), [point[2]]
            else:
                running.append(line)
        _add(found, running, label)
    return found


def _add(found: list[Block], running: list[str], label: str) -> None:
    text = " ".join(line for line in running if line)
    if text:
        found.append(Block(text, label))

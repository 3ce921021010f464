"""A paper as tagged PDF (PDF/A-3a and PDF/UA-1)."""

import hashlib
import json
import threading
from collections import OrderedDict
from typing import Any

from pobratym.documents.typesetting.binding import bound
from pobratym.documents.typesetting.paper import (
    HEADINGS,
    Block,
    Card,
    Cards,
    Columns,
    Facts,
    NewPage,
    Paper,
    Piece,
    Signings,
    Table,
)
from pobratym.documents.typesetting.press import PRESS, Press

MOST_KEPT = 12


class Kept:
    """The last few files by what they show: a paper that many take is set once."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._most = most

    def get(self, shown: str) -> bytes | None:
        """Give the file that shows this, if it is still kept."""
        with self._lock:
            if shown in self._files:
                self._files.move_to_end(shown)
            return self._files.get(shown)

    def put(self, shown: str, file: bytes) -> None:
        """Keep a file; the one not asked for the longest goes."""
        with self._lock:
            self._files[shown] = file
            while len(self._files) > self._most:
                self._files.popitem(last=False)


_KEPT = Kept()


def as_pdf(paper: Paper) -> bytes:
    """Set a paper; the same paper gives the same bytes.

    Raises:
        PressError: it could not be set.
    """
    data = as_data(paper)
    if paper.is_secret:
        return _unkept(data)
    shown = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    file = _KEPT.get(shown)
    if file is None:
        file = PRESS.pdf("paper", data)
        _KEPT.put(shown, file)
    return file


def _unkept(data: dict[str, Any]) -> bytes:
    """Set a paper by a process of its own, which forgets its words when it ends."""
    press = Press()
    try:
        return press.pdf("paper", data)
    finally:
        press.stop()
        bound.cache_clear()


def as_data(paper: Paper) -> dict[str, Any]:
    """Give what the template is handed."""
    return {
        "title": bound(paper.title, paper.language),
        "language": paper.language,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "keywords": list(paper.keywords),
        "mark": paper.mark,
        "caution": [_piece(one) for one in paper.caution],
        "page_of": [_piece(one) for one in paper.page_of],
        "foot": list(paper.foot),
        "wide": paper.is_wide,
        "sheet": paper.sheet.value,
        "blocks": [_block(one) for one in paper.blocks],
    }


def _piece(piece: Piece, *, first: bool = False) -> dict[str, Any]:
    return {
        "t": bound(piece.text, piece.language),
        "l": piece.language,
        "look": piece.look.value,
        "label": piece.label,
        "depth": piece.depth,
        **({"first": True} if first and piece.look in HEADINGS else {}),
    }


def _pieces(pieces: tuple[Piece, ...], *, first: bool = False) -> list[dict[str, Any]]:
    return [_piece(one, first=first) for one in pieces]


def _block(block: Block) -> dict[str, Any]:  # noqa: PLR0911  an answer a kind
    match block:
        case Piece():
            return {"kind": "piece", **_piece(block)}
        case Columns(heads, rows, is_headed):
            told = [
                {
                    "joins": row.joins,
                    "cells": [_pieces(cell, first=not at) for at, cell in enumerate(row.cells)],
                }
                for row in rows
            ]
            head = {"heads": _pieces(heads), "headed": is_headed}
            return {"kind": "columns", **head, "rows": told}
        case Facts(rows):
            pairs = [[_piece(what), _pieces(how)] for what, how in rows]
            return {"kind": "facts", "rows": pairs}
        case Table(heads, lines, widths, holds):
            return {
                "kind": "table",
                "heads": [_pieces(head) for head in heads],
                "rows": [[_pieces(cell) for cell in line] for line in lines],
                "widths": list(widths or (1,) * len(heads)),
                "holds": holds,
            }
        case Signings(places, before):
            spots = [
                {
                    "party": _pieces(one.party),
                    "person": _pieces(one.person),
                    "lines": [_pieces(line) for line in one.lines],
                }
                for one in places
            ]
            kept = _block(before) if before else None
            return {"kind": "signings", "places": spots, "before": kept}
        case Cards(cards):
            return {"kind": "cards", "cards": [_card(one) for one in cards]}
        case NewPage():
            return {"kind": "page"}


def _card(card: Card) -> dict[str, Any]:
    return {
        "top": _pieces(card.top),
        "names": _pieces(card.names),
        "under": _pieces(card.under),
        "foot": _pieces(card.foot),
    }

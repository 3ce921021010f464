"""Texts as cells of a table that spreadsheets open."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take a file for one in an old encoding."""
_RISKY = tuple("=+-@\t\r\n＝＋－＠")


def safe_cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula, by an apostrophe before it."""
    return f"'{text}" if text.startswith(_RISKY) else text

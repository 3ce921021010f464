"""What an official code tells."""

_GMINA_DIGITS = 6


def identity(code: str) -> str:
    """Say what stays of a code when a gmina becomes a town: its last digit only names the kind.

    ``1413022`` and ``1413023`` give ``141302``; a KATOTTG code stays whole.
    """
    return code if code.startswith("UA") else code[:_GMINA_DIGITS]

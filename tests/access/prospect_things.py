"""What the addresses of the search for a partner city lead to."""

from typing import Any

Values = dict[str, Any]


def of_prospects(own: Any, partner: Any) -> dict[str, dict[str, Values]]:
    """Give, by address and by what it is about, the values of the address."""
    city = {"own city": {"public_id": own.public_id}}
    pair = {"partner for own": {"public_id": own.public_id, "other_id": partner.public_id}}
    return {
        "prospects:ranking": city,
        "prospects:weights": city,
        "prospects:candidate": pair,
    }

"""What the addresses of suggested partners lead to: of the own school, and of the partner's."""

from typing import Any

from tests.factories import InstitutionFactory, ProfileFactory

Values = dict[str, Any]
Found = dict[str, dict[str, Values]]
_OF_ONE = ("candidates", "compare", "weights_edit", "weights_reset")
_OF_TWO = ("candidate_aside", "candidate_back", "candidate_propose")


def of_matching(own: Any, partner: Any, school: Any) -> Found:
    """Give, by address and by what it is about, the values of the address.

    Args:
        own: the own city.
        partner: its partner.
        school: of the own city, where its head and teacher work; only the city knows of it.
    """
    listed = ProfileFactory(institution__municipality=own).institution
    theirs = ProfileFactory(institution__municipality=partner).institution
    hidden = InstitutionFactory(municipality=partner)
    of_whom = {"own school": school, "listed, of own": listed, "listed, of partner": theirs}
    one = {name: {"public_id": it.public_id} for name, it in of_whom.items()}
    two = {
        "own school and a listed one": {**one["own school"], "other": theirs.public_id},
        "own school and a hidden one": {**one["own school"], "other": hidden.public_id},
        "partner’s and a listed one": {**one["listed, of partner"], "other": listed.public_id},
    }
    return {f"matching:{name}": one for name in _OF_ONE} | {
        f"matching:{name}": two for name in _OF_TWO
    }

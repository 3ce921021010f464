"""What the addresses of institutions lead to: listed and hidden ones, needs, claims."""

from typing import Any

from tests.factories import ClaimFactory, InstitutionFactory, InstitutionWishFactory

Values = dict[str, Any]
Found = dict[str, dict[str, Values]]
_PARTS = ("about", "languages", "exchange", "safety")


def of_institutions(own: Any, partner: Any, school: Any) -> Found:
    """Give, by address and by what it is about, the values of the address.

    Args:
        own: the own city.
        partner: its partner.
        school: of the own city, where its head and teacher work; only the city knows of it.
    """
    listed = InstitutionFactory(municipality=own, is_listed=True)
    theirs = InstitutionFactory(municipality=partner, is_listed=True)
    named = {"own school": school, "listed, of own": listed, "listed, of partner": theirs}
    itself = {name: {"public_id": one.public_id} for name, one in named.items()}
    needs = {
        name: {
            "public_id": one.public_id,
            "pk": InstitutionWishFactory(institution=one).pk,
        }
        for name, one in named.items()
    }
    claims = {
        f"{name} claimed": {"public_id": ClaimFactory(institution=one).public_id}
        for name, one in named.items()
        if name != "own school"
    }
    city = {"own city": {"public_id": own.public_id}}
    return {
        **{f"institutions:import{part}": city for part in ("", "_template")},
        "publishing:institution": {name: {**one, "slug": "-"} for name, one in itself.items()},
        "publishing:institution_list": {"–": {}},
        "institutions:desk": itself,
        **{f"institutions:profile_{part}": itself for part in _PARTS},
        "institutions:need_new": itself,
        "institutions:need_edit": needs,
        "institutions:need_remove": needs,
        "institutions:claim_new": itself,
        "institutions:claim_made": itself,
        **{f"institutions:claim{act}": claims for act in ("", "_confirm", "_decline")},
    }

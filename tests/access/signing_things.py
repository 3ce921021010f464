"""What the addresses of signing and force lead to."""

from typing import Any

from pobratym.routes.services.force import give_notice
from tests.factories import MunicipalityFactory
from tests.routes.signing import (
    SIGNED_ON,
    by_container,
    by_hand,
    everyone_signs,
    outside,
    ready,
    scan,
    signatories,
    signatory_of,
)

Values = dict[str, Any]


def of_signing(own: Any, partner: Any) -> dict[str, dict[str, Values]]:
    """Give, by address and by what it is about, the values of the address.

    One agreement is ready to sign, with a signature of each city and a person of each who has not
    signed; another is in force, with a notice of the own city.
    """
    waiting, running = ready([own, partner]), everyone_signs(ready([own, partner]))
    others = {"own": signatory_of(waiting, own), "partner": signatory_of(waiting, partner)}
    signed = dict(zip(("own", "partner"), signatories(waiting), strict=False))
    signatures = {
        "own": by_hand(signed["own"], scans={"pl": scan()}),
        "partner": by_container(signed["partner"], outside(protocol=scan())),
    }
    give_notice(running, given_on=SIGNED_ON, ends_on=SIGNED_ON, by=None, city=own, paper=scan())
    agreements = {
        "agreement ready to sign": {"public_id": waiting.public_id},
        "agreement in force": {"public_id": running.public_id},
    }
    lists = {
        f"list of {name}": {"public_id": waiting.public_id, "city": city.public_id}
        for name, city in (("own", own), ("partner", partner), ("nobody", MunicipalityFactory()))
    }
    people = {f"signatory of {name}": {"public_id": one.public_id} for name, one in others.items()}
    given = {
        f"signature of {name}": {"public_id": one.public_id} for name, one in signatures.items()
    }
    files = {
        f"file of {name}": {"public_id": one.copies.get().public_id}
        for name, one in signatures.items()
    }
    ways = {
        f"{name}, {way}": {**values, "way": way}
        for name, values in people.items()
        for way in ("hand", "pdf", "container", "other")
    }
    return {
        **dict.fromkeys(("routes:signing", "routes:force", "routes:register_edit"), agreements),
        **{f"routes:notice_{one}": agreements for one in ("new", "withdraw", "paper")},
        "routes:signatory_new": lists,
        "routes:signatory_edit": people,
        "routes:signatory_remove": people,
        "routes:signature_new": ways,
        "routes:signature_withdraw": given,
        "routes:signature_assure": given,
        "routes:scan_new": given,
        **{f"routes:copy_{one}": files for one in ("file", "protocol", "check")},
        "routes:outside_check": files,
    }

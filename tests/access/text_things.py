"""What the addresses of an agreement's text lead to."""

from typing import Any

from pobratym.agreements.services.clauses import take_out
from pobratym.agreements.states import Stage
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import AgreementFactory, PartnershipFactory, clause_of, frozen

Values = dict[str, Any]


def of_text(own: Any, partner: Any) -> dict[str, dict[str, Values]]:
    """Give, by address and by what it is about, the values of the address.

    One text in negotiation, one that only the own city knows, one that is agreed.
    """
    partnership = PartnershipFactory(cities=[own, partner], stage=PartnershipStage.AGREEMENT)
    texts = {
        "text in negotiation": AgreementFactory(partnership=partnership),
        "draft of own": AgreementFactory(partnership=partnership, stage=Stage.DRAFT),
        "agreed text": AgreementFactory(partnership=partnership),
    }
    clauses = {name: clause_of(agreement) for name, agreement in texts.items()}
    gone = clause_of(texts["text in negotiation"])
    take_out(gone, version=1, by=None, city=own)
    frozen(texts["agreed text"])
    agreements = {name: {"public_id": one.public_id} for name, one in texts.items()}
    itself = {name: {"public_id": one.public_id} for name, one in clauses.items()}
    itself["clause taken out"] = {"public_id": gone.public_id}
    wordings = {name: {**values, "language": "pl"} for name, values in itself.items()}
    return {
        **{
            f"agreements:{name}": agreements
            for name in ("order", "clauses_out", "clause_new", "library")
        },
        **{f"agreements:{name}": itself for name in ("clause_facts", "clause_back")},
        **{f"agreements:clause_{name}": wordings for name in ("edit", "keep", "others", "cell")},
    }

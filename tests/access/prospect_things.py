"""What the addresses of the search for a partner city lead to: a short list, letters, funding."""

from typing import Any

from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.prospects.services import letters, shortlist
from tests.factories import holder_of

Values = dict[str, Any]
_OF_CITY = ("ranking", "weights", "shortlist", "prospect_add", "criterion_new")
_OF_PROSPECT = ("prospect_assess", "prospect_remove", "letters", "letter_draft", "answer_new")
_OF_DRAFT = ("letter_edit", "letter_send", "letter_copy", "letter_drop")


def of_prospects(own: Any, partner: Any) -> dict[str, dict[str, Values]]:
    """Give, by address and by what it is about, the values of the address."""
    city = {"own city": {"public_id": own.public_id}}
    pair = {"partner for own": {"public_id": own.public_id, "other_id": partner.public_id}}
    officer = holder_of(Role.OFFICER, own)
    prospect = shortlist.add_prospect(own, partner, by=officer)
    asked = shortlist.add_criterion(own, "Szkoły", 1, by=officer)
    draft = letters.draft_letter(prospect, by=officer)
    answer = letters.file_answer(
        prospect, Wordings({"uk": "Відповідь"}), Wordings({"uk": "Так"}),
        language="uk", on=timezone.localdate(), by=officer,
    )  # fmt: skip
    listed = {"listed by own": {"public_id": prospect.public_id}}
    criterion = {"of own city": {"public_id": own.public_id, "pk": asked.pk}}
    return {
        **{f"prospects:{name}": city for name in _OF_CITY},
        **{f"prospects:{name}": listed for name in _OF_PROSPECT},
        **{
            f"prospects:{name}": {"draft of own": {"public_id": draft.public_id}}
            for name in _OF_DRAFT
        },
        "prospects:criterion_edit": criterion,
        "prospects:criterion_remove": criterion,
        "prospects:answer_translate": {"answer to own": {"public_id": answer.public_id}},
        "prospects:candidate": pair,
        "prospects:funding": pair,
    }

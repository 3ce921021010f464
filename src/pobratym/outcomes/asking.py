"""The questions on a guest's own page."""

from pobratym.core.addresses import address
from pobratym.outcomes.models.answers import Questionnaire
from pobratym.outcomes.queries.results import has_answered
from pobratym.outcomes.services.questions import is_open
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.showing import Part


def part_of_page(link: GuestLink, token: str) -> Part | None:
    """Show a guest that questions wait; nothing where none do, or they are answered."""
    member = link.member
    sheet = Questionnaire.objects.filter(visit=member.visit_id).first()
    if sheet is None or not is_open(sheet) or member.left_at is not None:
        return None
    if has_answered(sheet, member):
        return None
    context = {"address": address("outcomes:questions", token=token), "until": sheet.closes_on}
    return Part("outcomes/_guest_part.html", context)

"""Joint deeds with both sides: proposed by one city, confirmed by all the others."""

from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.answering import confirm
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.joint import propose_publication, propose_stage


def agree(change: JointChange) -> JointChange:
    """Confirm in the name of every city asked."""
    for version, answer in enumerate(change.answers.all(), change.version):
        change = confirm(change, version=version, by=None, city=answer.city)
    return change


def move_together(partnership: Partnership, to, **given) -> Partnership:
    """Take a partnership to another stage that all its cities agree on."""
    agree(propose_stage(partnership, to, **given))
    return Partnership.objects.get(pk=partnership.pk)


def publish_together(partnership: Partnership, **given) -> Partnership:
    """Give a partnership the public page that all its cities agree on."""
    agree(propose_publication(partnership, **given))
    return Partnership.objects.get(pk=partnership.pk)

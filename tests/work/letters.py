"""Letters for tests."""

import itertools

from pobratym.work.models import Letter
from pobratym.work.post import recipient_of

_numbers = itertools.count()


def letter(to="anna@example.org", **more):
    """Give a letter that waits."""
    values = {
        "message_id": f"<{next(_numbers)}@example.org>",
        "kind": "accounts/letters/hello",
        "to": to,
        "recipient": recipient_of(to),
        "language": "pl",
        "subject": "Dzień dobry, Вараш",
        "text": "Treść\n",
        "html": "<p>Treść</p>",
    }
    return Letter.objects.create(**(values | more))

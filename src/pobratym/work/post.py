"""Writing letters: one e-mail to one person, in that person's language, through the outbox."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils.translation import override

from pobratym.work.models import Letter


def post(  # noqa: PLR0913  a letter has these
    to: str,
    template: str,
    facts: Mapping[str, Any],
    *,
    language: str,
    user_id: int | None = None,
    key: str | None = None,
) -> Letter:
    """Write a letter and put it into the outbox, inside the deed's own transaction.

    It is sent in the background after the transaction, never for one that is rolled back, and
    repeated only where we died between the mail server's answer and our record of it, with the
    same Message-ID.

    Args:
        to: the address; also kept on the letter until it is sent.
        template: name of a pair of templates below ``jinja2/``, without the endings: ``.txt``
            (first line the subject, then an empty line, then the text) and ``.html``.
        facts: what they show. Words of strangers are text there, never links.
        language: pl, uk or en.
        user_id: whose letter it is, where the person has an account.
        key: makes the letter once-only: a second one with the same key is not written.
    """
    with override(language):
        known = {**facts, "site": settings.SITE_ADDRESS, "language": language}
        jinja = engines["jinja2"]
        text = str(jinja.get_template(f"{template}.txt").render(dict(known)))
        html = str(jinja.get_template(f"{template}.html").render(dict(known)))
    subject, _empty, body = text.strip().partition("\n")
    values = {
        "message_id": f"<{uuid.uuid4()}@{settings.SITE_HOST}>",
        "kind": template,
        "user_id": user_id,
        "to": to,
        "language": language,
        "subject": " ".join(subject.split())[:300],
        "text": body.strip(),
        "html": html,
    }
    if key is None:
        return Letter.objects.create(**values)
    return Letter.objects.get_or_create(key=key, defaults=values)[0]

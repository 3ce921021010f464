"""Writing letters: one e-mail to one person, in that person's language, through the outbox."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils.translation import gettext as _
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
            (first line the subject, then an empty line, then the text) and ``.html`` (extends
            ``work/letter.html``, block ``words``). Both end with who sends it and why.
        facts: what they show. Words of strangers are text there, never links. ``unsubscribe``, an
            address of ours, becomes the button of the mail program that ends such letters.
        language: pl, uk or en.
        user_id: whose letter it is, where the person has an account.
        key: makes the letter once-only: a second one with the same key is not written.
    """
    with override(language):
        foot = _foot(has_account=user_id is not None)
        known = {**facts, "site": settings.SITE_ADDRESS, "language": language, "foot": foot}
        jinja = engines["jinja2"]
        text = str(jinja.get_template(f"{template}.txt").render(dict(known)))
        subject, _empty, body = text.strip().partition("\n")
        known["subject"] = subject = " ".join(subject.split())[:300]
        html = str(jinja.get_template(f"{template}.html").render(dict(known)))
    values = {
        "message_id": f"<{uuid.uuid4()}@{settings.SITE_HOST}>",
        "kind": template,
        "user_id": user_id,
        "to": to,
        "language": language,
        "subject": subject,
        "text": "\n".join([body.strip(), "", "-- ", *foot]),
        "html": html,
        "unsubscribe": facts.get("unsubscribe", ""),
    }
    if key is None:
        return Letter.objects.create(**values)
    return Letter.objects.get_or_create(key=key, defaults=values)[0]


def _foot(*, has_account: bool) -> list[str]:
    """Say which installation sends the letter, and why to this address."""
    told = {"site": settings.SITE_ADDRESS, "operator": settings.OPERATOR_NAME}
    if settings.OPERATOR_NAME:
        who = _("Sent by Pobratym, the record of city partnerships, run by %(operator)s: %(site)s")
    else:
        who = _("Sent by Pobratym, the record of city partnerships: %(site)s")
    if has_account:
        why = _("You receive it because you have an account there with this address.")
    else:
        why = _("You receive it because somebody gave this address there.")
    return [who % told, why]

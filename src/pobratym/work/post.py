"""Writing letters: one e-mail to one person, in that person's language, through the outbox."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template import engines
from django.utils.crypto import salted_hmac
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
    urgent: bool = False,
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
        user_id: whose letter it is, where the person has an account. It is stopped when the
            account is closed meanwhile, or when it went to the account's address and that changed.
        key: makes the letter once-only: a second one with the same key is not written.
        urgent: somebody waits for it at the screen, or must hear of it: it goes before all others,
            no hourly limit holds it up, so whoever asks for it must be limited at the door; and it
            goes to this very address, even if the account moves to another meanwhile.
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
        "message_id": f"<{uuid.uuid4()}@{settings.SITE_HOST.encode('idna').decode()}>",
        "kind": template,
        "user_id": user_id,
        "to": to,
        "recipient": recipient_of(to),
        "follows_account": not urgent and _is_of_account(to, user_id),
        "is_urgent": urgent,
        "language": language,
        "subject": subject,
        "text": "\n".join([body.strip(), "", "-- ", *foot]),
        "html": html,
        "unsubscribe": facts.get("unsubscribe", ""),
    }
    if key is None:
        return Letter.objects.create(**values)
    return Letter.objects.get_or_create(key=key, defaults=values)[0]


def recipient_of(to: str) -> str:
    """Give the digest under which letters to one address are counted."""
    return salted_hmac("work.recipient", to.casefold(), algorithm="sha256").hexdigest()[:32]


def _is_of_account(to: str, user_id: int | None) -> bool:
    people = get_user_model().objects
    return user_id is not None and people.filter(pk=user_id, email__iexact=to).exists()


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

"""What accounts tell the rooms above, with keys only; who listens they do not know.

Each is sent after the deed, with ``user_id``; a guess at an address that nobody has carries None.
Each carries ``address``, the network address of the browser that asked, or nothing for a command.
"""

from typing import Any

from allauth.core import context
from django.dispatch import Signal

from pobratym.core.network import address_of


class FromSomewhere(Signal):
    """A signal that tells from where the browser came."""

    def send(self, sender: Any, **told: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  Django's signature
        """Tell the listeners, and add the network address."""
        request = context.request
        told.setdefault("address", address_of(request) if request is not None else "")
        return super().send(sender, **told)


signed_in = FromSomewhere()
"""``user_id``; ``method``: password, passkey or provider."""
sign_in_refused = FromSomewhere()
"""``user_id`` or None; ``reason``: password, factor, waiting or stranger; ``typed``: the e-mail
address that was given, cleaned; not told for ``factor``."""
signed_out = FromSomewhere()
"""``user_id``."""
factor_added = FromSomewhere()
"""``user_id``; ``kind``: totp, webauthn or recovery_codes."""
factor_removed = FromSomewhere()
"""``user_id``; ``kind`` as above."""
password_changed = FromSomewhere()
"""``user_id``; ``by_mail``: whether the person had forgotten the old one."""
address_changed = FromSomewhere()
"""``user_id``."""
profile_changed = FromSomewhere()
"""``user_id``; ``fields``: names of what was changed, never the values."""
sessions_ended = FromSomewhere()
"""``user_id``; ``count``."""

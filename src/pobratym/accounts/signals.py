"""What accounts tell the rooms above, with keys only; who listens they do not know.

Each is sent after the deed, with ``user_id``; a guess at an address that nobody has carries None.
"""

from django.dispatch import Signal

signed_in = Signal()
"""``user_id``; ``method``: password, passkey or provider."""
sign_in_refused = Signal()
"""``user_id`` or None; ``reason``: password, factor, waiting or stranger."""
signed_out = Signal()
"""``user_id``."""
factor_added = Signal()
"""``user_id``; ``kind``: totp, webauthn or recovery_codes."""
factor_removed = Signal()
"""``user_id``; ``kind`` as above."""
password_changed = Signal()
"""``user_id``; ``by_mail``: whether the person had forgotten the old one."""
address_changed = Signal()
"""``user_id``."""
profile_changed = Signal()
"""``user_id``; ``fields``: names of what was changed, never the values."""
sessions_ended = Signal()
"""``user_id``; ``count``."""

"""What background work tells the rooms above; who listens it does not know."""

from django.dispatch import Signal

pressed = Signal()
"""An administrator dealt with work by hand, in the deed's own transaction. ``user_id``; ``deed``:
work.retried, work.dropped, work.stopped, letter.retried or letter.dropped; ``name``: of what kind
the work or the letter was; ``key``: its public key."""

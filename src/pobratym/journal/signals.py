"""What the journal tells the rooms above; who listens it does not know."""

from django.dispatch import Signal

noted = Signal()
"""A deed was noted, in its own transaction. ``what``; ``kind`` and ``key`` of the thing it was
about; ``within_kind`` and ``within_key`` of the thing on whose page its line is read."""

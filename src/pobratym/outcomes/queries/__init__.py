"""Questions that the outcomes room answers."""

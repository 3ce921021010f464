"""Questions that the allowances room answers."""

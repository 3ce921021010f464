"""Which programmes are open to two places, and why (no Django here)."""

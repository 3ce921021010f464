"""The best pairing of two groups, with its proof (no Django here)."""

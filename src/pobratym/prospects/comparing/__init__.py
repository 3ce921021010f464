"""How alike two municipalities are, and how far apart (no Django here)."""

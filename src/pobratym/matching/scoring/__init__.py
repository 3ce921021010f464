"""How well two institutions suit one another, and why (no Django here)."""

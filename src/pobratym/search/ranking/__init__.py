"""How what was found is put in order (no Django here)."""

"""Deeds on pairings; import each from the module that defines it."""

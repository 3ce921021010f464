"""Deeds of the papers room; import each from the module that defines it."""

"""Deeds of the terms room; import each from the module that defines it."""

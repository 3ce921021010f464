"""Deeds of the directory; import each from the module that defines it."""

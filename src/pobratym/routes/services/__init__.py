"""Deeds of the routes room; import each from the module that defines it."""

"""Reads of the routes room across tables; import each from the module that defines it."""

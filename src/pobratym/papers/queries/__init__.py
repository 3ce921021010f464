"""Reads of the papers room across tables; import each from the module that defines it."""

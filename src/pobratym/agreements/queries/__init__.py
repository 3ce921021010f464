"""Reads of the agreements room across tables; import each from the module that defines it."""

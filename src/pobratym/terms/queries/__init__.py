"""Reads of the terms room across tables; import each from the module that defines it."""

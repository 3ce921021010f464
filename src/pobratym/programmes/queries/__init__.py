"""Reads of the programmes room; import each from the module that defines it."""

"""Reads of the vault room; import each from the module that defines it."""

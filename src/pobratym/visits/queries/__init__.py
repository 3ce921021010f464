"""Reads of the visits room; import each from the module that defines it."""

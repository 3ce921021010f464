"""Reads of the links room; import each from the module that defines it."""

"""Reads of the prospects room."""

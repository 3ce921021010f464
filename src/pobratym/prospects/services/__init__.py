"""Deeds of the prospects room."""

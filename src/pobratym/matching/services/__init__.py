"""Deeds of the matching room."""

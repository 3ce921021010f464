"""Deeds of the outcomes room."""

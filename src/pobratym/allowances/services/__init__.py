"""Deeds of the allowances room."""

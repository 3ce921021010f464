"""Checking signatures in files: no Django, no database, no network."""

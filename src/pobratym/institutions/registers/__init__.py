"""Readers of public lists of institutions (no Django here)."""

"""Texts as search compares them (no Django here)."""

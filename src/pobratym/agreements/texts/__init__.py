"""Thinking about texts of agreements: no Django, no database."""

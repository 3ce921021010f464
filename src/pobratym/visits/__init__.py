"""Visits: who comes, what they wish to see, and the programme made of it."""

"""Programmes: items, their versions, calendars, and who is told of a change."""

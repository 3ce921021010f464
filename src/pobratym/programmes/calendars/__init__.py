"""Calendars as programs read them (iCalendar, RFC 5545), from plain entries; knows no Django."""

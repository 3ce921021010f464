"""Scoring what may answer a question; no Django here."""

"""Readers of published indicators and of lists of partner cities."""

"""Orienteering: which places, in which tours, in which order, for the most value in the time.

Knows nothing of visits: nodes with hours, tours with a beginning and an end, prizes.
"""

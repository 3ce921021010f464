"""Deeds of the programmes room; import each from the module that defines it.

Each is one transaction: the host's city is held first, then the visit, then an item. Each leaves a
version of the whole programme, a line in the journal, and marks that people may have to be told.
"""

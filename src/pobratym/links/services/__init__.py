"""Deeds of the links room; import each from the module that defines it.

Every deed is one transaction, leaves a line in the journal and is done for one institution or in
the name of one city. Both cities are held first, then both institutions, each in the order of
their keys, then the link: two deeds on one pair come one after the other.
"""

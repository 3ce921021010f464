"""Deeds of the visits room; import each from the module that defines it.

Every deed is one transaction, leaves a line in the journal and is done in the name of one city.
The host's city is held first, then the visit, then what belongs to it.
"""

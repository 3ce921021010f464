"""Deeds of the agreements room; import each from the module that defines it.

Every deed is one transaction, leaves a line in the journal and is done in the name of one city.
``by=None`` means a command run by the administrator of the machine. Locks are taken in one order:
the agreement, then clauses by key, then their texts; a proposal before the agreement.
"""

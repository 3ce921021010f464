"""How well two institutions suit one another, and why (no Django here).

``criteria`` and ``described`` say what is compared, ``pairwise.score`` compares two with every
reason, ``table.matrix`` gives the totals of two whole groups.
"""

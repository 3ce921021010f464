"""What two language versions of a clause must have in common (no Django here).

Numbers, periods, percentages, sums of money, dates, references, names, the count of paragraphs
and points. Import each from the module that defines it; :func:`.pairs.compare` does it all.
"""

"""Allowances: what a visit costs, who bears it, and gifts."""

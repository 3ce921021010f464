"""Forms of the allowances room."""

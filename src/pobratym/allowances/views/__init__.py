"""Pages of the allowances room."""

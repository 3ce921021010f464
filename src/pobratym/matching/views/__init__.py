"""Pages of the matching room."""

"""Pages of the programmes room."""

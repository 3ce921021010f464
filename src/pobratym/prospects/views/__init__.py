"""Pages of the prospects room."""

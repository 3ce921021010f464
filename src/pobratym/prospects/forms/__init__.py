"""Forms of the prospects room."""

"""Forms of the links room."""

"""Pages of the links room."""

"""Forms of the visits room."""

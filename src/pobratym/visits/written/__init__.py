"""Times as people write them, in three languages, and back; knows no Django."""

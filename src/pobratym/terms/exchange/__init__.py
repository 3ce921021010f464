"""Term bases and memories as files: CSV, TBX, TMX."""
